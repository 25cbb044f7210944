import type { Locator } from "@playwright/test";
import { PART } from "../support/parts.ts";
import { LAPTOP, PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

/** How far above its button the panel may end, in pixels. */
const NEAR = 24;

/** Returns where an element is on the page. */
async function boxOf(element: Locator): Promise<{ left: number; right: number; top: number; bottom: number }> {
  const { x, y, width, height } = (await element.boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN };
  return { left: x, right: x + width, top: y, bottom: y + height };
}

/** Opens the picker, and expects its panel right above the button, and within `around`. */
async function expectAtButton(button: Locator, panel: Locator, around: Locator): Promise<void> {
  await button.click();
  await expect(panel.getByRole("gridcell").first()).toBeVisible();
  const [at, opened, within] = [await boxOf(button), await boxOf(panel), await boxOf(around)];
  expect(opened.bottom).toBeLessThanOrEqual(at.top);
  expect(at.top - opened.bottom).toBeLessThanOrEqual(NEAR);
  expect(opened.left).toBeLessThanOrEqual(at.left);
  expect(opened.right).toBeGreaterThanOrEqual(at.right);
  expect(opened.left).toBeGreaterThanOrEqual(within.left);
  expect(opened.right).toBeLessThanOrEqual(within.right);
  expect(opened.top).toBeGreaterThanOrEqual(within.top);
}

for (const screen of [LAPTOP, PHONE]) {
  for (const words of [ENGLISH, BANGLA]) {
    test(`the picker opens at its button, in the chat and in the console: ${screen.name}, ${words.code}`, async ({ people }) => {
      const { chat } = await people.customer({ words, screen });
      await chat.open();
      await chat.send("A question");
      await chat.expectDelivered("A question");
      const panel = { name: words.emoji.open, exact: true };
      await expectAtButton(chat.window.getByRole("button", panel), chat.window.getByRole("dialog", panel), chat.window);

      const desk = await people.agent({ words, screen });
      await desk.open("A question");
      const button = desk.page.getByRole("button", panel);
      await expectAtButton(button, desk.page.getByRole("dialog", panel), desk.page.locator("body"));
      await desk.page.keyboard.press("Escape");
      await desk.field.fill("One\nTwo\nThree\nFour\nFive");
      await expectAtButton(button, desk.page.getByRole("dialog", panel), desk.page.locator("body"));
    });
  }
}

for (const words of [ENGLISH, BANGLA]) {
  const { emoji } = words;

  test(`an emoji is found by its name and inserted at the caret: ${words.code}`, async ({ people }) => {
    const { page, chat } = await people.customer({ words });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await chat.open();
    expect(asked.filter((url) => url.includes("emoji"))).toEqual([]);
    await chat.field.fill("I this");
    await chat.field.press("ArrowLeft");
    for (let step = 1; step < 4; step += 1) await chat.field.press("ArrowLeft");
    await chat.press(emoji.open);
    await expect(page.getByRole("grid", { name: emoji.open })).toBeVisible();
    expect(asked.filter((url) => url.includes("emoji"))).toHaveLength(1);
    await page.getByRole("searchbox", { name: emoji.search }).fill(emoji.findHeart);
    await page.getByRole("gridcell", { name: emoji.heart, exact: true }).click();
    await expect(chat.field).toHaveValue("I ❤️this");
    await expect(chat.field).toBeFocused();

    // With the keyboard alone, from the recent emoji to the next group.
    await chat.field.fill("");
    await chat.press(emoji.open);
    await expect(page.getByRole("gridcell")).toHaveCount(1);
    await expect(page.getByRole("searchbox", { name: emoji.search })).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("gridcell").first()).toHaveText("😀");
    await page.getByRole("gridcell").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("gridcell").nth(1)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(chat.field).toHaveValue("😃");
    await chat.press(emoji.open);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("grid")).toBeHidden();
    await expect(chat.window).toBeVisible();
    await chat.field.press("Enter");
    await expect(chat.message("😃")).toBeVisible();

    const desk = await people.agent({ words });
    await desk.open("😃");
    await desk.page.getByRole("button", { name: emoji.open, exact: true }).click();
    await desk.page.getByRole("searchbox", { name: emoji.search }).fill(emoji.findHeart);
    await desk.page.getByRole("gridcell", { name: emoji.heart, exact: true }).click();
    await expect(desk.field).toHaveValue("❤️");
    await desk.field.press("Enter");
    await expect(chat.message("❤️")).toBeVisible();
  });
}

test("emoji that cannot be loaded show an error, and load on retry", async ({ people, problems }) => {
  problems.expect(/emoji-en\.json|ERR_FAILED/);
  const { page, chat } = await people.customer();
  await chat.open();
  await page.route(/emoji-en\.json/, (route) => route.abort(), { times: 1 });
  await chat.press(ENGLISH.emoji.open);
  await expect(chat.window.getByText(ENGLISH.emoji.failed)).toBeVisible();
  await chat.press(ENGLISH.emoji.again);
  await expect(page.getByRole("gridcell").first()).toBeVisible();
});

test("a panel whose program cannot be loaded shows an error, and loads on retry", async ({ people, problems }) => {
  problems.expect(/ERR_FAILED/);
  const { page, chat } = await people.customer();
  await page.route(PART, (route) => route.abort());
  await chat.open();
  await chat.press(ENGLISH.emoji.open);
  await expect(chat.window.getByText(ENGLISH.emoji.failed)).toBeVisible();
  await page.unroute(PART);
  await chat.press(ENGLISH.emoji.again);
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await expect(page.getByRole("searchbox", { name: ENGLISH.emoji.search })).toBeFocused();
});
