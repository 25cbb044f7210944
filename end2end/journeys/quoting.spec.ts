import type { Locator } from "@playwright/test";
import { expectAccessible } from "../support/accessibility.ts";
import type { Console } from "../support/console.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH, type Words } from "../support/words/en.ts";

const QUESTION = "Where is my parcel?";
const MISTAKE = "It is in the pots.";

/** Quotes a message by the menu beside it. Returns the bar above the field. */
async function quote(desk: Console, words: Words, text: string): Promise<Locator> {
  await desk.message(text).first().hover();
  await desk.message(text).first().getByRole("button", { name: words.deleting.actions }).click();
  await desk.page.getByRole("button", { name: words.quoting.quote, exact: true }).click();
  const bar = desk.page.getByRole("group", { name: words.quoting.quoted });
  await expect(bar).toContainText(text);
  return bar;
}

for (const words of [ENGLISH, BANGLA]) {
  test(`an agent quotes messages, and the quotes follow them: ${words.code}`, async ({ people }) => {
    const { chat } = await people.customer({ words });
    await chat.open();
    await chat.send(QUESTION);
    await chat.expectDelivered(QUESTION);
    const desk = await people.agent({ words });
    await desk.open(QUESTION);
    const quotes = desk.log.getByRole("blockquote");
    const shown = chat.page.getByRole("blockquote");

    // The quote can be removed, by the button and by Escape.
    const bar = await quote(desk, words, QUESTION);
    await expect(desk.field).toBeFocused();
    await expectAccessible(desk.page, "the quote above the field");
    await bar.getByRole("button", { name: words.quoting.remove }).click();
    await expect(bar).toHaveCount(0);
    await expect(desk.field).toBeFocused();
    await quote(desk, words, QUESTION);
    await desk.field.press("Escape");
    await expect(bar).toHaveCount(0);

    await quote(desk, words, QUESTION);
    await desk.reply(MISTAKE);
    await expect(bar).toHaveCount(0);
    await expect(quotes).toContainText(QUESTION);
    await expect(shown).toContainText(QUESTION);
    await expect(chat.message(MISTAKE)).toBeVisible();
    await expectAccessible(desk.page, "a quote in the log");
    await expectAccessible(chat.page, "a quote in the chat");
    await quotes.getByRole("button").click();
    await expect(desk.log.locator(".is-found")).toContainText(QUESTION);

    // The text of a deleted message is in no quote any more.
    await quote(desk, words, MISTAKE);
    await desk.reply("Sorry, it is in the post.");
    await expect(shown).toHaveCount(2);
    await expect(shown.last()).toContainText(MISTAKE);
    await desk.message(MISTAKE).first().hover();
    await desk.message(MISTAKE).first().getByRole("button", { name: words.deleting.actions }).click();
    await desk.page.getByRole("button", { name: words.deleting.message, exact: true }).click();
    const question = desk.page.getByRole("dialog", { name: words.deleting.messageQuestion });
    await question.getByRole("button", { name: words.deleting.message, exact: true }).click();
    for (const log of [quotes, shown]) await expect(log.last()).toContainText(words.deleting.messageDeleted);
    await Promise.all([desk.page.reload(), chat.page.reload()]);
    await chat.open();
    for (const { page } of [desk, chat]) {
      await expect(page.getByRole("blockquote").last()).toContainText(words.deleting.messageDeleted);
      await expect(page.getByText(MISTAKE)).toHaveCount(0);
    }
  });
}

test("a note is quoted in notes only", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send(QUESTION);
  await chat.expectDelivered(QUESTION);
  const desk = await people.agent();
  await desk.open(QUESTION);
  await desk.note("A regular");
  const bar = await quote(desk, ENGLISH, "A regular");
  await expect(desk.noteField).toBeFocused();
  await desk.page.getByRole("button", { name: ENGLISH.console.reply, exact: true }).click();
  await expect(bar).toHaveCount(0);
  await desk.reply("Good day.");
  await expect(chat.message("Good day.")).toBeVisible();
  await expect(chat.page.getByRole("blockquote")).toHaveCount(0);
  await desk.note("She is");
  await expect(desk.log.getByRole("blockquote")).toContainText("A regular");
});
