import type { Locator, Page } from "@playwright/test";
import { expect, test as base } from "../../support/embedding.ts";
import { Rest } from "../../support/rest.ts";
import { PHONE } from "../../support/screens.ts";

const test = base.extend({
  settings: async ({ settings }, use) => use({ ...settings, ADDA_DEMO_SHOP: "on" }),
});

/** How long each answer takes. */
const LATENCY_MS = 600;
/** What a customer types at once after the press. The space bar presses a focused button. */
const QUESTION = "Where is my order? ";

/** Delays all further answers of the support server. */
async function slowDown(page: Page, server: string): Promise<void> {
  await page.route(`${server}/**`, async (route) => {
    await new Promise((done) => setTimeout(done, LATENCY_MS));
    await route.continue();
  });
}

/** Presses the button, and returns the rectangle of the window two frames later. */
const press = (button: Locator): Promise<DOMRect | undefined> =>
  button.evaluate(async (element: HTMLElement) => {
    element.focus();
    element.click();
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const window = element.parentElement?.querySelector("[role=dialog][aria-busy=true]");
    return window?.checkVisibility() ? window.getBoundingClientRect().toJSON() : undefined;
  });

for (const where of ["on another site", "on our own page"]) {
  for (const screen of [undefined, PHONE]) {
    test(`on a slow network, the window opens at once and takes text only when that is final, ${where}${screen ? ", on a phone" : ""}`, async ({ site, server, people }) => {
      await (await Rest.signIn(server.url)).changeSettings({ prechat_name: "required" });
      site.put("/");
      const path = where === "on another site" ? `${site.url}/` : "/";
      const { page, chat } = await people.customer({ path, ...(screen && { screen }) });
      await expect(chat.button).toBeVisible();
      await slowDown(page, server.url);
      const empty = await press(chat.button);
      expect(empty, "the empty window").toBeDefined();
      await page.keyboard.type(QUESTION);
      // No field appears before the form, and the window does not move when the program draws it.
      await expect(chat.window).toBeVisible();
      expect(await chat.window.evaluate((window) => window.getBoundingClientRect().toJSON())).toEqual(empty);
      expect(await chat.window.evaluate((window) => getComputedStyle(window).animationName)).toBe("none");
      await expect(chat.field).toHaveCount(0);
      const name = chat.window.getByLabel(chat.words.yourName, { exact: true });
      await expect(name.or(chat.field)).toBeVisible();
      await expect(name).toHaveValue("");
      await expect(name).toBeFocused();
    });
  }

  test(`the empty window is closed again before the program arrives, ${where}`, async ({ site, server, people }) => {
    site.put("/");
    const { page, chat } = await people.customer({ path: where === "on another site" ? `${site.url}/` : "/" });
    await expect(chat.button).toBeVisible();
    await slowDown(page, server.url);
    const empty = page.getByRole("dialog", { name: chat.words.open });
    await chat.button.click();
    await expect(empty).toBeVisible();
    await expect(chat.button).toHaveAttribute("aria-expanded", "true");
    await chat.button.click();
    await expect(empty).toBeHidden();
    await chat.button.click();
    await expect(empty).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(empty).toBeHidden();
    await expect(chat.button).toBeFocused();
    await expect(chat.button).toHaveAttribute("aria-expanded", "false");
    // The program arrives, and the window stays closed.
    await expect(page.locator(".adda-badge")).toHaveCount(1);
    await expect(chat.window).toHaveCount(0);
    await chat.button.click();
    await expect(chat.field).toBeFocused();
  });
}
