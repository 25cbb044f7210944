import { Inbox } from "../support/inbox.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

test("the agent's journey of the original, step by step", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  const desk = await people.stranger();
  const { page } = desk;
  const status = desk.property(desk.words.status);

  await test.step("the agent signs in", async () => {
    await desk.signIn(ADMIN);
    await expect(page.getByRole("navigation", { name: desk.words.navigation })).toBeVisible();
  });
  await test.step("the agent goes to the conversations", async () => {
    await desk.visit("/console/profile");
    await page.getByRole("link", { name: desk.words.inbox, exact: true }).click();
    await expect(page.getByText(desk.words.emptyInbox)).toBeVisible();
  });
  await test.step("the agent goes online, and customers see it", async () => {
    await expect(chat.window.getByText(chat.words.offlineMessage)).toBeVisible();
    await desk.goOnline();
    await expect(chat.window.getByText(chat.words.online, { exact: true })).toBeVisible();
  });
  await test.step("a new conversation appears in the list, with customer, status, priority and unread count", async () => {
    await chat.send("Where is my order?");
    const row = desk.row("Where is my order?");
    const { visitor, isOpen, normal, oneUnread } = desk.words;
    for (const words of [visitor, isOpen, normal, oneUnread]) await expect(row).toContainText(words);
    await expect(row).toContainText(/CONV-[A-Z0-9]{12}/);
  });
  await test.step("the agent opens it with a click and reads", async () => {
    await desk.open("Where is my order?");
    await expect(desk.message("Where is my order?")).toBeVisible();
    await expect(chat.message("Where is my order?")).toContainText(chat.words.read);
  });
  await test.step("the agent replies, and the customer reads it", async () => {
    await desk.reply("It comes tomorrow.");
    await expect(chat.message("It comes tomorrow.")).toBeVisible();
    await expect(desk.message("It comes tomorrow.")).toContainText(desk.words.read);
  });
  await test.step("the agent changes status and priority", async () => {
    let unanswered = 2;
    const stored = page.waitForResponse((answer) => answer.url().endsWith("/fn/agent/update") && --unanswered === 0);
    await desk.choose(desk.words.status, desk.words.pending);
    await desk.choose(desk.words.priority, desk.words.urgent);
    await expect(desk.row("It comes tomorrow.")).toContainText(desk.words.urgent);
    await stored;
    await page.reload();
    await expect(status).toHaveText(desk.words.pending);
  });
  await test.step("the agent marks it as resolved", async () => {
    await page.getByRole("button", { name: desk.words.resolve, exact: true }).click();
    await expect(status).toHaveText(desk.words.resolved);
    await expect(desk.row("It comes tomorrow.")).toContainText(desk.words.resolved);
  });
  await test.step("when all is done the agent closes it, and the customer is told", async () => {
    await desk.choose(desk.words.status, desk.words.closed);
    await expect(page.getByText(desk.words.isClosed)).toBeVisible();
    await expect(chat.window.getByText(chat.words.ended)).toBeVisible();
    await desk.visit("/console/inbox?status=closed");
    await new Inbox(desk, ENGLISH).expectRows("It comes tomorrow.");
  });
  await test.step("the agent goes offline, and customers see it", async () => {
    await desk.onlineSwitch.click();
    await expect(desk.onlineSwitch).toHaveAccessibleName(desk.words.offline);
    await expect(chat.window.getByText(chat.words.offlineMessage)).toBeVisible();
  });
  await test.step("the shift ends: the agent signs out, and nothing can be read any more", async () => {
    await page.getByRole("button", { name: desk.words.signOut }).click();
    await expect(desk.signInButton).toBeVisible();
    await desk.visit("/console/inbox");
    await expect(desk.signInButton).toBeVisible();
    await expect(page.getByText("It comes tomorrow.")).toBeHidden();
  });
});
