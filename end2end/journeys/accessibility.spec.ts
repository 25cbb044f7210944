import { expectAccessible } from "../support/accessibility.ts";
import { answered } from "../support/problems.ts";
import { DESK, NIGHT, PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

const LOOKS = [
  { words: ENGLISH, screen: DESK },
  { words: ENGLISH, screen: PHONE },
  { words: ENGLISH, screen: NIGHT },
  { words: BANGLA, screen: DESK },
  { words: BANGLA, screen: PHONE },
];

for (const looks of LOOKS) {
  const where = `${looks.words.code} at ${looks.screen.name}`;

  test(`the shop and the chat can be used by everybody: ${where}`, async ({ people, problems }) => {
    problems.expect(answered(404));
    const { page, chat } = await people.customer(looks);
    for (const path of ["/books/gitanjali", "/books/no-such-book", "/rent", "/orders", "/"]) {
      await page.goto(path);
      await expectAccessible(page, path);
    }
    await chat.open();
    await expectAccessible(page, "the chat, nobody there");
    await chat.send("A question");
    const desk = await people.agent();
    await desk.open("A question");
    await desk.reply("An answer");
    await expect(chat.message("An answer")).toBeVisible();
    await expectAccessible(page, "the chat, with a conversation");
    await chat.field.fill("x".repeat(5_001));
    await chat.press(chat.words.more);
    await expectAccessible(page, "the chat, with its menu and a message that is too long");
    await chat.press(chat.words.end);
    await expectAccessible(page, "the chat, asking whether to end");
    await chat.press(chat.words.endYes);
    await expect(chat.window.getByText(chat.words.ended)).toBeVisible();
    await expectAccessible(page, "the chat, ended");
  });

  test(`the console can be used by everybody: ${where}`, async ({ people, problems }) => {
    problems.expect(answered(404));
    const desk = await people.stranger(looks);
    await desk.signInButton.click();
    await expect(desk.page.getByText(desk.words.incomplete)).toBeVisible();
    await expectAccessible(desk.page, "the sign-in page");
    await desk.page.close();

    const agent = await people.agent(looks);
    await expect(agent.page.getByText(agent.words.emptyInbox)).toBeVisible();
    await expectAccessible(agent.page, "the empty inbox");
    const shortcuts = agent.page.getByRole("button", { name: agent.words.shortcuts });
    if (await shortcuts.isVisible()) {
      await shortcuts.click();
      await expectAccessible(agent.page, "the list of single keys");
      await agent.page.keyboard.press("Escape");
    }
    const { chat } = await people.customer();
    await chat.open();
    await chat.send("A question");
    await expect(agent.row("A question")).toBeVisible();
    await expectAccessible(agent.page, "the inbox");
    await agent.open("A question");
    await agent.reply("An answer");
    await agent.expectDelivered("An answer");
    await expectAccessible(agent.page, "a conversation");
    await agent.field.fill("x".repeat(5_001));
    await expectAccessible(agent.page, "a reply that is too long");
    const details = agent.page.getByRole("button", { name: agent.words.details });
    if (await details.isVisible()) {
      await details.click();
      await expectAccessible(agent.page, "the details");
      await agent.page.keyboard.press("Escape");
    }
    await chat.end();
    await expect(agent.page.getByText(agent.words.isClosed)).toBeVisible();
    await expectAccessible(agent.page, "a closed conversation");
    await agent.visit("/console/inbox/CONV-AAAAAAAAAAAA");
    await expect(agent.page.getByRole("heading", { name: agent.words.noSuchConversation })).toBeVisible();
    await expectAccessible(agent.page, "an address that leads nowhere");
  });
}
