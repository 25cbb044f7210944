import type { Page } from "@playwright/test";
import { Chat } from "../support/chat.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

/** A closed window polls every 15 seconds. */
const BADGE_LIMIT = { timeout: 30_000 };

/** Counts the sounds that a page plays: each has two tones. */
async function countSounds(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when?: number) {
      document.documentElement.dataset.tones = String(Number(document.documentElement.dataset.tones ?? 0) + 1);
      start.call(this, when);
    };
  });
  return () => page.evaluate(() => Number(document.documentElement.dataset.tones ?? 0) / 2);
}

test("two tabs: a message makes one sound, and reading it in one tab marks it as read in the other", async ({ people }) => {
  const { page, chat } = await people.customer();
  const second = await page.context().newPage();
  const sounds = [await countSounds(page), await countSounds(second)];
  await page.goto("/");
  await chat.open();
  await chat.send("Two tabs");
  const desk = await people.agent();
  await desk.open("Two tabs");
  await second.goto("/rent");
  const other = new Chat(second, ENGLISH);
  await other.open();
  await expect(other.message("Two tabs")).toBeVisible();
  await other.close();
  await chat.close();

  await desk.reply("One answer");
  for (const { button } of [chat, other]) await expect(button).toHaveAccessibleName(chat.words.oneUnread, BADGE_LIMIT);
  for (const tab of [page, second]) await expect(tab).toHaveTitle(/^\(1\) /);
  const heard = await Promise.all(sounds.map((count) => count()));
  expect(heard.reduce((sum, count) => sum + count)).toBe(1);

  await chat.open();
  await expect(page).toHaveTitle(/^Boi Bazaar/);
  await expect(other.button).toHaveAccessibleName(other.words.open);
  await expect(second).not.toHaveTitle(/^\(1\) /);
});

test("two devices: both show the conversation, and reading on one marks it as read on the other", async ({ people }) => {
  const telephone = await people.customer();
  const computer = await people.customer();
  for (const device of [telephone, computer]) {
    await device.signIn("John Doe");
    await device.chat.open();
  }
  await telephone.chat.send("From the telephone");
  await expect(computer.chat.message("From the telephone")).toBeVisible();
  const desk = await people.agent();
  await desk.open("From the telephone");
  for (const { chat } of [telephone, computer]) await chat.close();
  await desk.reply("One answer");
  for (const { chat } of [telephone, computer]) {
    await expect(chat.button).toHaveAccessibleName(chat.words.oneUnread, BADGE_LIMIT);
  }
  await telephone.chat.open();
  await expect(computer.chat.button).toHaveAccessibleName(computer.chat.words.open, BADGE_LIMIT);
  await expect(computer.page).not.toHaveTitle(/^\(1\) /);
});

test("a message that arrived before the page was loaded makes no sound", async ({ people }) => {
  const { page, chat } = await people.customer();
  const sounds = await countSounds(page);
  await page.goto("/");
  await chat.open();
  await chat.send("History");
  const desk = await people.agent();
  await desk.open("History");
  await page.goto("/support/conversations/");
  await desk.reply("An answer");
  await desk.expectDelivered("An answer");
  await page.goto("/");
  await expect(chat.button).toHaveAccessibleName(chat.words.oneUnread);
  await expect(page).toHaveTitle(/^\(1\) /);
  expect(await sounds()).toBe(0);
});
