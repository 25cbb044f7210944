import { Chat } from "../support/chat.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

test("the language that a customer picks in the chat applies at once and is remembered", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  await chat.press(chat.words.more);
  await chat.press("বাংলা");
  const bangla = new Chat(page, BANGLA);
  await expect(bangla.window).toBeVisible();
  await expect(page.locator(".adda")).toHaveAttribute("lang", "bn");
  await expect(bangla.window.getByText(bangla.words.offlineMessage)).toBeVisible();
  await expect(bangla.message("Hello")).toContainText(bangla.words.sent);
  await expect(bangla.message("Hello")).toContainText(/[০-৯]{2}:[০-৯]{2}/);
  await expect(bangla.window).not.toContainText(/[0-9]/);

  const desk = await people.agent();
  await expect(bangla.window.getByText(bangla.words.online)).toBeVisible();
  await desk.open("Hello");
  await desk.reply("Good day");
  await expect(bangla.message("Good day")).toContainText("রকমারি");
  await expect(desk.message("Good day")).toContainText(desk.words.read);

  await page.goto("/rent");
  await expect(bangla.button).toHaveAccessibleName(bangla.words.open);
  await bangla.open();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await bangla.send("আরও একটি প্রশ্ন");
  await expect(desk.message("আরও একটি প্রশ্ন")).toBeVisible();
  await bangla.end();
  await bangla.press(BANGLA.widget.startNew);
  await expect(bangla.log.getByText(bangla.words.welcome)).toBeVisible();
});

test("an open window shows when agents go online and offline", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await expect(chat.window.getByText(chat.words.offlineMessage)).toBeVisible();
  const desk = await people.agent();
  await expect(chat.window.getByText(chat.words.online, { exact: true })).toBeVisible();
  await expect(chat.window.getByText(chat.words.offlineMessage)).toBeHidden();
  await desk.onlineSwitch.click();
  await expect(chat.window.getByText(chat.words.offlineMessage)).toBeVisible();
  await expect(chat.button).not.toHaveAccessibleName(ENGLISH.widget.open);
});
