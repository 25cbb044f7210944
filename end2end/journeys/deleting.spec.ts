import { expectAccessible } from "../support/accessibility.ts";
import { text } from "../support/files.ts";
import { answered } from "../support/problems.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const TEXT_FILE = text("claim.txt", 20);
/** A closed window polls every 15 seconds. */
const BADGE_LIMIT = { timeout: 30_000 };
const SECRET = "Your card number is 4111 1111";

for (const words of [ENGLISH, BANGLA]) {
  test(`an agent deletes a message and a file, and open chats show it: ${words.code}`, async ({ people }) => {
    const own = words.deleting;
    const { chat } = await people.customer({ words });
    await chat.open();
    await chat.send("Where is my parcel?");
    await chat.expectDelivered("Where is my parcel?");
    const desk = await people.agent({ words });
    await desk.open("Where is my parcel?");
    await desk.reply(SECRET);
    await expect(chat.message(SECRET)).toBeVisible();
    await expect(desk.message(SECRET)).toContainText(desk.words.read);

    // By the keyboard: the menu, its third entry, the question, and back.
    const menu = desk.message(SECRET).getByRole("button", { name: own.actions });
    await menu.focus();
    await desk.page.keyboard.press("Enter");
    await desk.page.keyboard.press("Escape");
    await expect(menu).toBeFocused();
    await expect(menu).toHaveAttribute("aria-expanded", "false");
    await desk.page.keyboard.press("Enter");
    const entry = desk.page.getByRole("button", { name: own.message, exact: true });
    await expect(entry).toBeVisible();
    for (let tab = 0; tab < 3; tab += 1) await desk.page.keyboard.press("Tab");
    await expect(entry).toBeFocused();
    await expectAccessible(desk.page, "the menu of a message");
    await desk.page.keyboard.press("Enter");
    const question = desk.page.getByRole("dialog", { name: own.messageQuestion });
    await expect(question).toBeVisible();
    await expectAccessible(desk.page, "the question before a message is deleted");
    await question.getByRole("button", { name: words.console.cancel }).click();
    await expect(entry).toBeFocused();
    await desk.page.keyboard.press("Enter");
    await question.getByRole("button", { name: own.message, exact: true }).click();

    await expect(desk.message(own.messageDeleted)).toBeVisible();
    await expect(desk.log).toBeFocused();
    await expect(desk.message(own.messageDeleted).getByRole("button")).toHaveCount(0);
    await expect(chat.message(own.messageDeleted)).toBeVisible();
    await expect(chat.message(SECRET)).toHaveCount(0);
    await expect(desk.row(own.messageDeleted)).toBeVisible();

    await desk.pick([TEXT_FILE]);
    const sent = desk.message(TEXT_FILE.name);
    await expect(chat.message(TEXT_FILE.name)).toBeVisible();
    await sent.hover();
    await sent.getByRole("button", { name: own.actions }).click();
    await desk.page.getByRole("button", { name: own.file, exact: true }).click();
    const ofFile = desk.page.getByRole("dialog", { name: own.fileQuestion });
    await ofFile.getByRole("button", { name: own.file, exact: true }).click();
    await expect(desk.message(own.fileDeleted)).toBeVisible();
    await expect(chat.message(own.fileDeleted)).toBeVisible();
    await expect(chat.message(TEXT_FILE.name)).toHaveCount(0);
  });
}

test("a message that is deleted before the customer reads it no longer counts", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Is it in stock?");
  await chat.expectDelivered("Is it in stock?");
  const desk = await people.agent();
  await desk.open("Is it in stock?");
  await chat.close();
  await desk.reply(SECRET);
  await expect(chat.button).toHaveAccessibleName(chat.words.oneUnread, BADGE_LIMIT);
  await desk.message(SECRET).hover();
  await desk.message(SECRET).getByRole("button", { name: ENGLISH.deleting.actions }).click();
  await desk.page.getByRole("button", { name: ENGLISH.deleting.message, exact: true }).click();
  const question = desk.page.getByRole("dialog", { name: ENGLISH.deleting.messageQuestion });
  await question.getByRole("button", { name: ENGLISH.deleting.message, exact: true }).click();
  await expect(chat.button).toHaveAccessibleName(chat.words.open, BADGE_LIMIT);
  await chat.open();
  await expect(chat.message(ENGLISH.deleting.messageDeleted)).toBeVisible();
});

test("a deleted conversation is gone from open consoles, and its customer begins a new one", async ({ server, people, problems }) => {
  // The other console and the widget poll for the conversation.
  problems.expect(answered(404));
  await server.addAgent({ username: "mina", password: "a long password" });
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Forget me");
  await chat.expectDelivered("Forget me");
  const agent = await people.agent({ as: { username: "mina", password: "a long password" } });
  await agent.open("Forget me");
  const admin = await people.agent();
  await admin.open("Forget me");
  const own = ENGLISH.deleting;
  await admin.page.getByRole("button", { name: own.conversation }).click();
  const question = admin.page.getByRole("dialog", { name: own.conversationQuestion });
  await expectAccessible(admin.page, "the question before a conversation is deleted");
  await question.getByRole("button", { name: own.conversationYes, exact: true }).click();
  await expect(admin.row("Forget me")).toHaveCount(0);
  await expect(agent.page.getByRole("heading", { name: own.noLonger })).toBeVisible();
  await expectAccessible(agent.page, "a conversation that was deleted while it was open");
  await expect(chat.message("Forget me")).toHaveCount(0);
  await chat.send("A new question");
  await chat.expectDelivered("A new question");
  await expect(admin.row("A new question")).toBeVisible();
});
