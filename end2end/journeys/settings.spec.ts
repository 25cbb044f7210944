import type { Page } from "@playwright/test";
import { previewOf } from "../support/preview.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const AGENT = { username: "nadia", password: "a long password" };

/** Returns the field that the API calls `name`. */
const field = (page: Page, name: string) => page.locator(`[id="field-${name}"]`);

test("the preview and the widget show an admin's changes of name, colour, corner and welcome message", async ({
  people,
}) => {
  const desk = await people.agent();
  const { page } = desk;
  // Otherwise the conversation is assigned, and the window shows the agent's name.
  const stored = page.waitForResponse(/\/fn\/agent\/online$/);
  await desk.onlineSwitch.click();
  await expect(desk.onlineSwitch).not.toBeChecked();
  // Leaving the page before would end the request.
  await stored;
  await page.goto("/console/settings");
  const preview = previewOf(page);
  await field(page, "primary_color").fill("#C2185B");
  await field(page, "widget_position").selectOption("bottom-left");
  await field(page, "welcome_message").fill("Welcome to the reading room");
  await field(page, "shop_name").fill("The reading room");
  await expect(preview.locator(".adda-name")).toHaveText("The reading room");
  await expect(preview.locator(".adda")).toHaveClass(/adda-bottom-left/);
  await expect(preview.locator(".adda-header")).toHaveCSS("background-color", "rgb(194, 24, 91)");
  await expect(preview.locator(".adda-rows")).toContainText("Welcome to the reading room");
  await page.getByRole("button", { name: ENGLISH.settings.save, exact: true }).click();
  await expect(page.getByText(ENGLISH.settings.saved, { exact: true })).toBeVisible();

  const { page: shop, chat } = await people.customer();
  await expect(shop.locator(".adda")).toHaveClass(/adda-bottom-left/);
  await expect(shop.locator(".adda-button-disc circle")).toHaveAttribute("fill", "#C2185B");
  await chat.button.click();
  await expect(chat.window).toContainText("Welcome to the reading room");
  await expect(chat.window.locator(".adda-name")).toHaveText("The reading room");
});

test("the preview is the widget, which cannot be operated and is not another visitor", async ({ server, people }) => {
  const { page } = await people.agent();
  await page.goto("/console/settings");
  const preview = previewOf(page);
  await expect(preview.locator(".adda-field")).toBeVisible();
  await field(page, "shop_name").fill("The reading room");
  await expect(preview.locator(".adda-name")).toHaveText("The reading room");
  await expect(field(page, "shop_name")).toBeFocused();

  await page.getByRole("button", { name: ENGLISH.console.offline, exact: true }).click();
  await expect(preview.locator(".adda-notice")).toBeVisible();
  await field(page, "offline_message").fill("Back after tea");
  await expect(preview.locator(".adda-notice")).toContainText("Back after tea");
  await page.locator(".preview").getByRole("button", { name: BANGLA.ownName, exact: true }).click();
  await expect(preview.locator(".adda")).toHaveAttribute("lang", "bn");
  await field(page, "prechat_name").selectOption("required");
  await expect(preview.locator(".adda-prechat input")).toBeVisible();

  const place = await page.getByTestId("widget-preview").boundingBox();
  await page.mouse.click(place!.x + place!.width - 50, place!.y + place!.height - 50);
  await expect(preview.locator(".adda-window")).toBeVisible();
  await field(page, "is_enabled").uncheck({ force: true });
  await expect(page.getByTestId("widget-preview")).toContainText(ENGLISH.settings.chatIsOff);

  const isStored = await page.evaluate(() => Object.keys(localStorage).some((key) => /^adda\.(token|conversation|outbox)/.test(key)));
  expect(isStored).toBe(false);
  expect(server.hasStored("visitor-")).toBe(false);
});

test("a button that is pressed twice sends one request", async ({ people }) => {
  const { page } = await people.agent();
  await page.goto("/console/settings");
  const requests: string[] = [];
  // Held until both presses have happened.
  let release = () => {};
  const pressed = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/support/fn/admin/identity-secret", async (route) => {
    requests.push(route.request().url());
    await pressed;
    await route.continue();
  });
  const secret = page.getByLabel(ENGLISH.settings.secret, { exact: true });
  const show = page.getByRole("button", { name: ENGLISH.settings.showSecret, exact: true });
  await show.dblclick();
  release();
  await expect(secret).toBeVisible();
  // Changes are sent one after the other, so a second request would precede this one.
  await page.getByRole("button", { name: ENGLISH.settings.hide, exact: true }).click();
  await show.click();
  await expect(secret).toBeVisible();
  expect(requests).toHaveLength(2);
});

for (const words of [ENGLISH, BANGLA]) {
  test(`a value that cannot be saved shows its error next to the field, and stays: ${words.code}`, async ({ people }) => {
    const { page } = await people.stranger({ words, path: "/console/settings" });
    await page.getByLabel(words.console.name, { exact: true }).fill(ADMIN.username);
    await page.getByLabel(words.console.password, { exact: true }).fill(ADMIN.password);
    await page.getByRole("button", { name: words.console.signIn, exact: true }).click();
    await field(page, "welcome_message").fill("");
    await field(page, "max_file_size").fill("500");
    await page.getByRole("button", { name: words.settings.save, exact: true }).click();
    await expect(field(page, "welcome_message")).toBeFocused();
    await expect(field(page, "welcome_message")).toHaveAccessibleDescription(words.settings.required);
    await expect(field(page, "max_file_size")).toHaveAccessibleDescription(words.settings.atMost100);
    await expect(field(page, "max_file_size")).toHaveValue("500");
  });
}

test("an open widget goes offline when business hours end, without a reload", async ({ people, server }) => {
  await people.agent();
  const { chat } = await people.customer();
  await chat.open();
  await expect(chat.window).toContainText(ENGLISH.widget.online);
  const admin = await Rest.signIn(server.url);
  await admin.changeSettings({ business_hours_enabled: true, weekdays: [] });
  await expect(chat.window).toContainText(ENGLISH.widget.offlineMessage);
  await admin.changeSettings({ weekdays: [1, 2, 3, 4, 5, 6, 7], business_hours_start: "00:00", business_hours_end: "23:59" });
  await expect(chat.window).toContainText(ENGLISH.widget.online);
});

for (const words of [ENGLISH, BANGLA]) {
  test(`an agent who is online outside business hours is told so: ${words.code}`, async ({ people, server }) => {
    const desk = await people.agent({ words });
    await expect(desk.onlineSwitch).toHaveAccessibleName(words.console.online);
    const admin = await Rest.signIn(server.url);
    await admin.changeSettings({ business_hours_enabled: true, weekdays: [] });
    await desk.page.reload();
    await expect(desk.onlineSwitch).toHaveAccessibleName(words.console.onlineOutsideHours);
    await expect(desk.onlineSwitch).toBeChecked();
  });
}

test("a period that lasts all day is stored as midnight to midnight", async ({ people, server }) => {
  const { page } = await people.agent();
  await page.goto("/console/settings");
  const monday = page.getByRole("group", { name: "Monday" });
  await monday.getByRole("checkbox", { name: "Monday, All day" }).check();
  await expect(monday.getByLabel("Monday, from")).toHaveCount(0);
  await page.getByRole("button", { name: ENGLISH.settings.save, exact: true }).click();
  await expect(page.getByText(ENGLISH.settings.saved)).toBeVisible();
  const admin = await Rest.signIn(server.url);
  const { business_periods: week } = await admin.settings();
  expect(week?.[0]).toEqual([{ start: "00:00", end: "00:00" }]);
});

test("an open widget shows an offline message that an admin rewrites, without a reload", async ({ people, server }) => {
  const { chat } = await people.customer();
  await chat.open();
  await expect(chat.window).toContainText(ENGLISH.widget.offlineMessage);
  const admin = await Rest.signIn(server.url);
  await admin.changeSettings({ offline_message: "We are at the book fair until Sunday." });
  await expect(chat.window).toContainText("We are at the book fair until Sunday.");
  await expect(chat.window).not.toContainText(ENGLISH.widget.offlineMessage);
  await people.agent();
  await expect(chat.window.getByText(ENGLISH.widget.online)).toBeVisible();
  await admin.changeSettings({ show_online_status: false });
  await expect(chat.window.getByText(ENGLISH.widget.online)).toHaveCount(0);
});

test("the identity secret is shown on request and replaced after a confirmation", async ({ people }) => {
  const { page } = await people.agent();
  await page.goto("/console/settings");
  await page.getByRole("button", { name: ENGLISH.settings.showSecret }).click();
  const secret = page.getByLabel(ENGLISH.settings.secret, { exact: true });
  const before = await secret.textContent();
  await page.getByRole("button", { name: ENGLISH.settings.replace, exact: true }).click();
  const question = page.getByRole("dialog", { name: ENGLISH.settings.replaceQuestion });
  await question.getByRole("button", { name: ENGLISH.settings.replace, exact: true }).click();
  await expect(page.getByText(ENGLISH.settings.previousIsValid)).toBeVisible();
  await expect(secret).not.toHaveText(before ?? "");
});

test("the identity secret is copied on a page without https, which has no clipboard", async ({ people }) => {
  const { page } = await people.agent();
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.goto("/console/settings");
  await page.getByRole("button", { name: ENGLISH.settings.showSecret }).click();
  const secret = await page.getByLabel(ENGLISH.settings.secret, { exact: true }).textContent();
  const copy = page.locator("#identity").getByRole("button", { name: ENGLISH.settings.copy, exact: true });
  await copy.click();
  await expect(page.getByText(ENGLISH.settings.copied, { exact: true })).toBeVisible();
  await expect(copy).toBeFocused();
  const field = page.locator('[id="field-welcome_message"]');
  await field.fill("");
  await field.press("ControlOrMeta+V");
  await expect(field).toHaveValue(secret ?? "");
});

test("an agent has no link to the settings, and their address says that they are for admins", async ({ people, server }) => {
  await server.addAgent(AGENT);
  const { page } = await people.agent({ as: AGENT });
  await expect(page.getByRole("link", { name: ENGLISH.settings.title, exact: true })).toHaveCount(0);
  for (const path of ["/console/settings", "/console/log"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: ENGLISH.settings.forbidden })).toBeVisible();
  }
});

test("links lead to the sections of the settings, without an entry in the history", async ({ people }) => {
  const { page } = await people.agent();
  await page.goto("/console/settings");
  const links = page.getByRole("navigation", { name: "On this page" }).getByRole("link");
  await expect.poll(() => links.count()).toBeGreaterThan(9);
  const titles = await page.locator(".form-section[id] > h2").allTextContents();
  await expect(links).toHaveText(titles);
  const entries = await page.evaluate(() => history.length);
  await links.getByText("Business hours", { exact: true }).click();
  const heading = page.getByRole("heading", { name: "Business hours", exact: true });
  await expect(heading).toBeInViewport();
  await expect(heading).toBeFocused();
  expect(await page.evaluate(() => history.length)).toBe(entries);
});

test("the line for the shop's pages stands beside the allowed sites", async ({ people, server }) => {
  const { page } = await people.agent();
  await page.goto("/console/settings");
  const section = page.locator(".form-section").filter({ has: field(page, "allowed_origins") });
  await expect(section).toContainText(`<script async src="${server.url}/widget.js"></script>`);
  await expect(section.getByRole("button", { name: "Copy", exact: true })).toBeVisible();
});

for (const { words, first } of [
  { words: ENGLISH, first: "Monday" },
  { words: BANGLA, first: "রবিবার" },
]) {
  test(`the week begins with ${first}`, async ({ people }) => {
    const { page } = await people.agent({ words });
    await page.goto("/console/settings");
    await expect(page.locator(".week legend").first()).toHaveText(first);
  });
}
