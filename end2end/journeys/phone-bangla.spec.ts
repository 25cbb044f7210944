import type { Page } from "@playwright/test";
import { PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";

const looks = { words: BANGLA, screen: PHONE };
const BANGLA_CLOCK = /[০-৯]{2}:[০-৯]{2}/;
const BADGE_LIMIT = { timeout: 30_000 };

test("a conversation on two phones, in Bangla", async ({ people }) => {
  const { page, chat } = await people.customer(looks);
  await expect(page.locator("html")).toHaveAttribute("lang", "bn");
  const desk = await people.agent(looks);
  await expect(desk.page.locator("html")).toHaveAttribute("lang", "bn");

  await chat.open();
  await expect.poll(() => chat.window.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await chat.send("আমার বইয়ের অর্ডারটা কবে পাব?");
  await expect(chat.message("আমার বইয়ের")).toContainText(BANGLA_CLOCK);

  const row = desk.row("আমার বইয়ের অর্ডারটা কবে পাব?");
  await expect(row).toContainText(desk.words.oneUnread);
  await expect(row).toContainText(desk.words.visitor);
  await expect(desk.page).toHaveTitle(/^\(১\) /);
  await desk.open("আমার বইয়ের অর্ডারটা কবে পাব?");
  await expect(row).toBeHidden();
  await expect(desk.message("আমার বইয়ের")).toContainText(BANGLA_CLOCK);
  await desk.reply("আজ সন্ধ্যার মধ্যে পেয়ে যাবেন।");

  await expect(chat.message("আজ সন্ধ্যার মধ্যে পেয়ে যাবেন।")).toContainText("রকমারি");
  await expect(chat.window.getByRole("heading", { name: "রকমারি" })).toBeVisible();
  await expect(desk.message("আজ সন্ধ্যার")).toContainText(desk.words.read);

  await chat.close();
  await desk.reply("আর কিছু জানতে চান?");
  await expect(chat.button).toHaveAccessibleName(chat.words.oneUnread, BADGE_LIMIT);
  await expect(chat.button).toContainText("১");
  await chat.open();
  await chat.send("না, ধন্যবাদ");
  await expect(desk.message("না, ধন্যবাদ")).toBeVisible();
  await chat.end();
  await chat.press(chat.words.reopen);
  await expect(chat.field).toBeVisible();

  await desk.page.getByRole("link", { name: desk.words.back }).click();
  await expect(desk.row("না, ধন্যবাদ")).toBeVisible();
  for (const screen of [page, desk.page]) expect(await overhang(screen)).toBe(0);
});

/** Returns how many pixels a page is wider than the screen. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
