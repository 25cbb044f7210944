import { pdf } from "../../support/files.ts";
import { may } from "../../support/matrix.ts";
import { expect, test } from "../../support/test.ts";
import { ENGLISH } from "../../support/words/en.ts";

const { emoji, history } = ENGLISH;

test(may("Send Messages", "customer"), async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Do you have Gitanjali?");
  await chat.expectDelivered("Do you have Gitanjali?");
});

test(may("Receive Messages", "customer"), async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Do you have Gitanjali?");
  const desk = await people.agent();
  await desk.open("Do you have Gitanjali?");
  await desk.reply("Yes, three of them.");
  await expect(chat.message("Yes, three of them.")).toBeVisible();
});

test(may("Upload Files", "customer"), async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.pick([pdf("invoice.pdf")]);
  await expect(chat.log.getByRole("link", { name: `${chat.files.download}invoice.pdf` })).toBeVisible();
});

test(may("Send Emojis", "customer"), async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.press(emoji.open);
  await page.getByRole("gridcell", { name: "grinning face", exact: true }).click();
  await chat.field.press("Enter");
  await chat.expectDelivered("😀");
});

test(may("View History", "customer"), async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Do you have Gitanjali?");
  await chat.expectDelivered("Do you have Gitanjali?");
  await page.goto("/support/conversations/");
  await page.getByRole("link").filter({ hasText: "Gitanjali" }).click();
  await expect(page.getByRole("list", { name: history.messages })).toContainText("Do you have Gitanjali?");
});
