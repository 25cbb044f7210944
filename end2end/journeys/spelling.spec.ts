import { Inbox } from "../support/inbox.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

const INVISIBLE = ["\u200B", "\u2060 \uFEFF", "\u3164\u2800", "\u00AD\u{E0020}"];

test("invisible text cannot be sent, and characters are counted in their composed form", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  const send = chat.window.getByRole("button", { name: chat.words.send, exact: true });
  for (const text of INVISIBLE) {
    await chat.field.fill(text);
    await expect(send).toBeDisabled();
    await chat.field.press("Enter");
    await expect(chat.field).toHaveValue(text);
  }
  await expect(chat.log.locator(".adda-message")).toHaveCount(0);
  // 5,000 characters, each written as two code points.
  await chat.field.fill("e\u0301".repeat(5_000));
  await expect(send).toBeEnabled();
  await chat.field.press("Enter");
  await expect(chat.field).toHaveValue("");
  await chat.expectDelivered("\u00E9\u00E9\u00E9");

  const desk = await people.agent();
  await desk.open("\u00E9\u00E9\u00E9");
  for (const text of INVISIBLE) {
    await desk.field.fill(text);
    await desk.field.press("Enter");
    await expect(desk.field).toHaveValue(text);
  }
  await expect(desk.log.locator(".message")).toHaveCount(1);
});

test("a search highlights each of its words as the message spells it", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("The notebook isn\u2019t here.\n\nI want a refund for \u09E7\u09E8\u09E9\u09EA\u09EB");
  await chat.expectDelivered("refund");
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.search.fill("12345 refund ISN'T notebook");
  const marks = desk.row("refund").locator("mark");
  await expect(marks).toHaveText(["notebook", "isn\u2019t", "refund", "\u09E7\u09E8\u09E9\u09EA\u09EB"]);
});
