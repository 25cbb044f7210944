import { timed } from "../support/stopwatch.ts";
import { expect, test } from "../support/test.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };
/** A closed window polls every 15 seconds. */
const BADGE_LIMIT = { timeout: 30_000 };

test("a customer and an agent hold a conversation", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { page: shopPage, chat } = await people.customer();
  await chat.open();
  await expect(chat.window.getByText(chat.words.offlineMessage)).toBeVisible();

  const desk = await people.agent({ as: MINA });
  await expect(desk.page.getByText(desk.words.emptyInbox)).toBeVisible();

  const row = desk.row("I need help with my order");
  await timed("customer's message, until it is in the inbox", async () => {
    await chat.send("I need help with my order");
    await expect(row).toBeVisible();
  });
  await expect(row).toContainText(desk.words.visitor);
  await expect(row).toContainText(desk.words.oneUnread);
  await expect(desk.page).toHaveTitle(/^\(1\) /);
  await expect(chat.message("I need help")).toContainText(chat.words.sent);

  await desk.open("I need help with my order");
  await expect(desk.message("I need help with my order")).toBeVisible();
  await expect(chat.message("I need help")).toContainText(chat.words.read);
  await expect(row).not.toContainText(desk.words.oneUnread);
  await expect(desk.page).toHaveTitle(/^Inbox/);

  await timed("agent's reply, until the customer sees it", async () => {
    await desk.reply("Happy to help. What is its number?");
    await expect(chat.message("Happy to help. What is its number?")).toBeVisible();
  });
  await expect(chat.window.getByRole("heading", { name: MINA.username })).toBeVisible();
  await expect(desk.message("What is its number?")).toContainText(desk.words.read);

  await timed("customer's message, until it is in the open conversation", async () => {
    await chat.send("ORDER-12345");
    await expect(desk.message("ORDER-12345")).toBeVisible();
  });

  await chat.close();
  await expect(chat.button).toBeFocused();
  await timed("agent's reply, until a closed window's badge counts it", async () => {
    await desk.reply("It comes today before 18:00.");
    await expect(chat.button).toHaveAccessibleName(chat.words.oneUnread, BADGE_LIMIT);
  });
  await expect(shopPage).toHaveTitle(/^\(1\) Boi Bazaar/);
  await expect(desk.message("before 18:00")).toContainText(desk.words.sent);

  await chat.open();
  await expect(chat.log.getByText(chat.words.newLine, { exact: true })).toBeVisible();
  await expect(desk.message("before 18:00")).toContainText(desk.words.read);
  await expect(shopPage).toHaveTitle(/^Boi Bazaar/);
});

test("the conversation continues on the next page, where the window stays closed", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Do you have Gitanjali?");
  await chat.expectDelivered("Do you have Gitanjali?");
  await page.goto("/books/gitanjali");
  await expect(chat.window).toBeHidden();
  await chat.open();
  await expect(chat.message("Do you have Gitanjali?")).toHaveCount(1);
});

test("either side can close a conversation and reopen it", async ({ people }) => {
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("Is the shop open on Friday?");
  await desk.open("Is the shop open on Friday?");

  await chat.end();
  await expect(desk.page.getByText(desk.words.isClosed)).toBeVisible();
  await expect(desk.field).toBeHidden();
  await chat.press(chat.words.reopen);
  await chat.send("One more question");
  await expect(desk.message("One more question")).toBeVisible();
  await expect(desk.field).toBeVisible();

  await desk.choose(desk.words.status, desk.words.closed);
  await expect(chat.window.getByText(chat.words.ended)).toBeVisible();
  await expect(chat.field).toBeHidden();
  await desk.page.getByRole("button", { name: desk.words.reopen, exact: true }).click();
  await expect(chat.field).toBeVisible();
  await desk.reply("We are, until noon.");
  await expect(chat.message("We are, until noon.")).toBeVisible();
});

test("a customer's message reopens a resolved conversation", async ({ people }) => {
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("My parcel is late");
  await desk.open("My parcel is late");
  await desk.page.getByRole("button", { name: desk.words.resolve, exact: true }).click();
  await expect(desk.row("My parcel is late")).toContainText(desk.words.resolved);

  await chat.send("It is still not here");
  const status = desk.property(desk.words.status);
  await expect(status).toHaveText(desk.words.isOpen);
});

test("an agent takes over a conversation and sets its priority", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { chat } = await people.customer();
  const admin = await people.agent();
  await chat.open();
  await chat.send("I was charged twice");
  await expect(admin.row("I was charged twice")).toBeVisible();
  await expect(chat.window.getByRole("heading", { name: "admin" })).toBeVisible();

  const mina = await people.agent({ as: MINA });
  await mina.open("I was charged twice");
  await mina.page.getByRole("button", { name: mina.words.assignToMe }).click();
  await mina.choose(mina.words.priority, mina.words.urgent);
  await expect(admin.row("I was charged twice")).toContainText(admin.words.urgent);
  await expect(chat.window.getByRole("heading", { name: MINA.username })).toBeVisible();
});
