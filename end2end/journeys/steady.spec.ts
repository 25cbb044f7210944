import type { Locator } from "@playwright/test";
import { Rest } from "../support/rest.ts";
import { CUSTOMER_SESSION, sessionOf } from "../support/session.ts";
import { expect, test } from "../support/test.ts";

const MANY = Array.from({ length: 120 }, (_, index) => `Line ${index + 1} of many`);

test("new messages do not move the message being read", async ({ server, people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await Rest.with(server.url, await sessionOf(page, CUSTOMER_SESSION)).write(MANY);
  const desk = await people.agent();
  await desk.open("Line 120 of many");

  await expectSteady(desk.message("Line 90 of many"), async () => {
    await chat.send("News for the desk");
    await expect(desk.message("News for the desk")).toBeAttached();
  });
  await expectSteady(chat.message("Line 90 of many"), async () => {
    await desk.reply("News for the chat");
    await expect(chat.message("News for the chat")).toBeAttached();
  });
});

test("older messages load as the reader scrolls up, and the newest stay loaded", async ({ server, people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await Rest.with(server.url, await sessionOf(page, CUSTOMER_SESSION)).write(MANY);
  await page.reload();
  await chat.open();
  const desk = await people.agent();
  await desk.open("Line 120 of many");

  for (const message of [chat.message("Line 1 of many"), desk.message("Line 1 of many")]) {
    await expect(message).toHaveCount(0);
  }
  await scrollUpTo(chat.message("Line 1 of many"), chat.message("Line 120 of many"));
  await scrollUpTo(desk.message("Line 1 of many"), desk.message("Line 120 of many"));
  for (const side of [chat, desk]) {
    for (const text of ["Line 1 of many", "Line 60 of many", "Line 120 of many"]) {
      await expect(side.message(text)).toHaveCount(1);
    }
  }
});

/** Expects that a message neither moves nor is redrawn while something happens. */
async function expectSteady(message: Locator, happening: () => Promise<void>): Promise<void> {
  await message.scrollIntoViewIfNeeded();
  const place = await top(message);
  const element = await message.elementHandle();
  await happening();
  // Browsers round, so the position may differ by less than a pixel.
  expect(Math.abs((await top(message)) - place)).toBeLessThan(1);
  expect(await message.evaluate((now, before) => now === before, element)).toBe(true);
}

async function top(message: Locator): Promise<number> {
  return (await message.boundingBox())?.y ?? NaN;
}

/** Turns the wheel over the list that holds `start` until `target` is loaded. */
async function scrollUpTo(target: Locator, start: Locator): Promise<void> {
  await start.hover();
  await expect(async () => {
    await target.page().mouse.wheel(0, -2_000);
    await expect(target).toBeVisible({ timeout: 250 });
  }).toPass();
}
