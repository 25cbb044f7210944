import type { Page, Route } from "@playwright/test";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { answer } from "../support/uploads.ts";

const MARK = "**/support/fn/agent/read";
const MINA = { username: "Mina", password: "a tall ship and a star" };
const ASKED = "Where is my book?";

/** Returns a function that says how often the page has reported a conversation as read since this call. */
function watchMarks(page: Page): () => number {
  let marks = 0;
  page.on("request", (request) => (marks += Number(request.url().endsWith("/support/fn/agent/read"))));
  return () => marks;
}

test("what an agent has read stays read if they leave before the server answers", async ({ server, people, problems }) => {
  problems.expect(answered(502));
  const asked = await (await Rest.visitor(server.url)).write(["Where is my book?"]);
  await (await Rest.visitor(server.url)).write(["Do you ship to Sylhet?"]);
  const desk = await people.agent();
  let attempts = 0;
  let arrive = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (arrive = resolve));
  await desk.page.route(MARK, async (route: Route) => {
    if (!(route.request().postData() ?? "").includes(asked)) return route.continue();
    attempts += 1;
    if (attempts > 1) return route.continue();
    await isHeld;
    await answer(502)(route);
  });

  await desk.open("Where is my book?");
  await expect.poll(() => attempts).toBe(1);
  await desk.open("Do you ship to Sylhet?");
  arrive();
  const rest = await Rest.signIn(server.url);
  await expect.poll(async () => (await rest.conversations()).map(({ unread }) => unread)).toEqual([0, 0]);
  await expect(desk.page.getByRole("link", { name: desk.words.inbox, exact: true })).toBeVisible();
});

test("what a colleague looks at stays unread for its agent, and the customer is not told that it was read", async ({ server, people }) => {
  await server.addAgent(MINA);
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send(ASKED);
  await expect(desk.row(ASKED)).toContainText(desk.words.you);
  const mina = await people.agent({ as: MINA });
  const marks = watchMarks(mina.page);
  await mina.open(ASKED);
  await mina.reply("Admin will answer you soon.");
  await mina.expectDelivered("Admin will answer you soon.");
  await expect(chat.message("Admin will answer you soon.")).toBeVisible();
  await expect(chat.message(ASKED)).toContainText(chat.words.sent);
  await expect(mina.list.getByRole("link")).toContainText(mina.words.oneUnread);
  await expect(desk.list.getByRole("link")).toContainText(desk.words.oneUnread);
  expect(marks()).toBe(0);

  await desk.open("Admin will answer you soon.");
  await expect(chat.message(ASKED)).toContainText(chat.words.read);
  await expect(desk.list.getByRole("link")).not.toContainText(desk.words.oneUnread);
});

test("an agent who takes a conversation has read what is on screen", async ({ server, people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send(ASKED);
  const desk = await people.stranger();
  await desk.signIn(ADMIN);
  await desk.open(ASKED);
  const marks = watchMarks(desk.page);
  await desk.reply("Just a moment");
  await expect(chat.message(ASKED)).toContainText(chat.words.read);
  await chat.send("Thanks");
  await expect(chat.message("Thanks")).toContainText(chat.words.read);
  expect(marks()).toBeGreaterThan(0);
  await expect.poll(async () => (await (await Rest.signIn(server.url)).conversations())[0]?.unread).toBe(0);
});

test("a message counts as read once its agent has taken the conversation, however long that takes", async ({ server, people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send(ASKED);
  const desk = await people.stranger();
  await desk.signIn(ADMIN);
  await desk.open(ASKED);
  const marks = watchMarks(desk.page);
  let arrive = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (arrive = resolve));
  await desk.page.route("**/support/fn/agent/update", async (route) => {
    await isHeld;
    await route.continue();
  });
  await desk.page.getByRole("button", { name: desk.words.assignToMe, exact: true }).click();
  await expect(desk.row(ASKED)).toContainText(desk.words.you);
  await desk.page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))));
  expect(marks()).toBe(0);

  arrive();
  await expect(chat.message(ASKED)).toContainText(chat.words.read);
  const rest = await Rest.signIn(server.url);
  await expect.poll(async () => (await rest.conversations())[0]?.unread).toBe(0);
});

test("an agent marks a conversation as unread with u or the button, and reads it by opening it again", async ({ server, people }) => {
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send(ASKED);
  await desk.open(ASKED);
  const row = desk.list.getByRole("link");
  await expect(chat.message(ASKED)).toContainText(chat.words.read);
  await expect(row).not.toContainText(desk.words.oneUnread);
  await desk.field.press("Escape");
  await desk.page.keyboard.press("u");
  await expect(row).toContainText(desk.words.oneUnread);
  const rest = await Rest.signIn(server.url);
  const unread = async () => (await rest.conversations())[0]?.unread;
  await expect.poll(unread).toBe(1);
  await expect(desk.page).toHaveTitle(/^\(1\) /);

  await desk.page.getByRole("button", { name: desk.words.markAsRead, exact: true }).click();
  await expect.poll(unread).toBe(0);
  await expect(row).not.toContainText(desk.words.oneUnread);
  await desk.page.getByRole("button", { name: desk.words.markAsUnread, exact: true }).click();
  await expect.poll(unread).toBe(1);
  await expect(chat.message(ASKED)).toContainText(chat.words.read);

  await desk.page.reload();
  await expect.poll(unread).toBe(0);
  await expect(row).not.toContainText(desk.words.oneUnread);
});
