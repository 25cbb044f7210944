import type { Page } from "@playwright/test";
import { expectAccessible } from "../../support/accessibility.ts";
import { expect, test } from "../../support/embedding.ts";
import { holdProgram } from "../../support/late-program.ts";
import { previewOf } from "../../support/preview.ts";
import { Rest } from "../../support/rest.ts";
import { BANGLA } from "../../support/words/bn.ts";
import { ENGLISH } from "../../support/words/en.ts";

const LIGHT = "rgb(247, 249, 249)";
const DARK = "rgb(19, 24, 27)";

/** Changes the attribute of the page's line, as the switch of a shop's page does. */
async function choose(page: Page, scheme?: string): Promise<void> {
  await page.evaluate((scheme) => {
    const line = document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
    if (scheme === undefined) delete line?.dataset.colorScheme;
    else line?.setAttribute("data-color-scheme", scheme);
  }, scheme);
}

for (const words of [ENGLISH, BANGLA]) {
  test(`an open chat follows page, settings and system, in this order: ${words.code}`, async ({ site, server, people }) => {
    site.put("/", { line: { "data-locale": words.locale } });
    const admin = await Rest.signIn(server.url);
    const { page, chat } = await people.customer({ path: `${site.url}/`, words });
    // A window that waits for hints polls every ten seconds, and settings cause no hint.
    const expectGround = (color: string) => expect(chat.window).toHaveCSS("background-color", color, { timeout: 30_000 });
    await page.emulateMedia({ colorScheme: "dark" });
    await chat.open();
    await expectGround(LIGHT);
    await chat.send("A question");
    await chat.expectDelivered("A question");

    await admin.changeSettings({ color_scheme: "auto" });
    await expectGround(DARK);
    await expect(chat.window).toHaveCSS("color-scheme", "dark");
    await page.emulateMedia({ colorScheme: "light" });
    await expectGround(LIGHT);
    await admin.changeSettings({ color_scheme: "dark" });
    await expectGround(DARK);
    await choose(page, "light");
    await expectGround(LIGHT);
    await choose(page, "auto");
    await page.emulateMedia({ colorScheme: "dark" });
    await expectGround(DARK);
    await page.emulateMedia({ colorScheme: "light" });
    await expectGround(LIGHT);
    await choose(page);
    await expectGround(DARK);
    await choose(page, "blue");
    await admin.changeSettings({ color_scheme: "light" });
    await expectGround(LIGHT);
  });

  test(`the window is dark before the program is there, and stays so: ${words.code}`, async ({ site, people }) => {
    site.put("/", { line: { "data-locale": words.locale, "data-color-scheme": "auto" } });
    const { page, chat } = await people.customer({ path: "about:blank", words });
    await page.emulateMedia({ colorScheme: "dark" });
    const arrive = await holdProgram(page);
    await page.goto(`${site.url}/`);
    const empty = page.locator(".adda-window[aria-busy]");
    await chat.button.click();
    await expect(empty).toHaveCSS("background-color", DARK);
    await chat.button.click();
    await choose(page, "light");
    await chat.button.click();
    await expect(empty).toHaveCSS("background-color", LIGHT);
    await chat.button.click();
    await choose(page, "dark");
    await chat.button.click();
    await expect(empty).toHaveCSS("background-color", DARK);
    await arrive();
    await expect(chat.field).toBeVisible();
    await expect(chat.window).toHaveCSS("background-color", DARK);
  });
}

test("a dark chat can be read with a pale and with a very dark brand colour", async ({ site, server, people }) => {
  site.put("/", { line: { "data-color-scheme": "dark" } });
  const admin = await Rest.signIn(server.url);
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("A question");
  await chat.expectDelivered("A question");
  await admin.reply("An answer");
  await expect(chat.message("An answer")).toBeVisible();
  for (const [color, header] of [["#FFF3C4", "rgb(255, 243, 196)"], ["#0A0A23", "rgb(10, 10, 35)"]] as const) {
    await admin.changeSettings({ primary_color: color });
    await expect(chat.window.locator(".adda-header")).toHaveCSS("background-color", header);
    await expectAccessible(page, `a dark chat in ${color}`, "adda-chat");
  }
});

test("the preview of the settings has the chosen scheme", async ({ people }) => {
  const { page } = await people.agent();
  await page.goto("/console/settings");
  const preview = previewOf(page).locator(".adda-window");
  await expect(preview).toHaveCSS("background-color", LIGHT);
  await page.locator('[id="field-color_scheme"]').selectOption("dark");
  await expect(preview).toHaveCSS("background-color", DARK);
  await page.locator('[id="field-color_scheme"]').selectOption("auto");
  await expect(preview).toHaveCSS("background-color", LIGHT);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(preview).toHaveCSS("background-color", DARK);
});
