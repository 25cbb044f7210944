import { may } from "../../support/matrix.ts";
import { expect, test } from "../../support/test.ts";

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
