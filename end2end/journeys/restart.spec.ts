import { SERVER_DOWN } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { timed } from "../support/stopwatch.ts";
import { expect, test } from "../support/test.ts";

/** Polls wait up to half a minute between retries while the server does not answer. */
const BACK_LIMIT = { timeout: 45_000 };

test.describe.configure({ timeout: 150_000 });

test("the server stops and starts again: no message is lost, and both sides continue by themselves", async ({
  server,
  people,
  problems,
}) => {
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("Before");
  await desk.open("Before");

  problems.expect(SERVER_DOWN);
  await server.stop();
  await chat.send("Written by the customer while it was down");
  await desk.reply("Written by the agent while it was down");
  await expect(chat.message("by the customer")).toContainText(chat.words.sending);
  await expect(desk.message("by the agent")).toContainText(desk.words.sending);
  await expect(chat.window.getByText(chat.words.connectionLost)).toBeVisible(BACK_LIMIT);
  await expect(desk.page.getByText(desk.words.connectionLost)).toBeVisible(BACK_LIMIT);

  await server.start();
  await timed("from the server's return until both have everything", async () => {
    await expect(desk.message("by the customer")).toBeVisible(BACK_LIMIT);
    await expect(chat.message("by the agent")).toBeVisible(BACK_LIMIT);
  });
  await chat.expectDelivered("by the customer");
  await desk.expectDelivered("by the agent");
  await expect(chat.window.getByText(chat.words.connectionLost)).toBeHidden(BACK_LIMIT);
  await expect(desk.page.getByText(desk.words.connectionLost)).toBeHidden(BACK_LIMIT);

  await chat.send("After");
  await expect(desk.message("After")).toBeVisible();
  await desk.reply("And on it goes");
  await expect(chat.message("And on it goes")).toBeVisible();

  const rest = await Rest.signIn(server.url);
  const [conversation] = await rest.conversations();
  const messages = await rest.messages(conversation?.conversation_id ?? "");
  expect(messages.toSorted()).toEqual([
    "After",
    "And on it goes",
    "Before",
    "Written by the agent while it was down",
    "Written by the customer while it was down",
  ]);
  for (const text of messages) {
    await expect(chat.message(text)).toHaveCount(1);
    await expect(desk.message(text)).toHaveCount(1);
  }
});

test("a message survives a crash and a reload, and arrives once", async ({ server, people, problems }) => {
  const { page, chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("Before the crash");
  await desk.open("Before the crash");

  problems.expect(SERVER_DOWN);
  await server.stop("SIGKILL");
  await chat.send("Nobody heard this");
  await expect(chat.message("Nobody heard this")).toContainText(chat.words.sending);
  await chat.field.fill("Half a sentence");
  await expect(page.reload()).rejects.toThrow("ERR_CONNECTION_REFUSED");
  await page.waitForURL("chrome-error://**");

  await server.start();
  await page.goto("/");
  // The window stays closed, and the message is still sent.
  await expect(desk.message("Nobody heard this")).toHaveCount(1, BACK_LIMIT);
  await chat.open();
  await expect(chat.message("Before the crash")).toHaveCount(1);
  await chat.expectDelivered("Nobody heard this");
  await expect(chat.message("Nobody heard this")).toHaveCount(1);
  await expect(chat.field).toHaveValue("Half a sentence");
});

test("a message whose answer is lost is sent again and stored once", async ({
  server,
  people,
  problems,
}) => {
  const { page, chat } = await people.customer();
  await chat.open();
  problems.expect(SERVER_DOWN);
  let tries = 0;
  await page.route("**/support/fn/send", async (route) => {
    tries += 1;
    if (tries > 1) return route.continue();
    await route.fetch();
    return route.abort("connectionreset");
  });
  await chat.send("Did you get this?");
  await chat.expectDelivered("Did you get this?");
  await expect(chat.message("Did you get this?")).toHaveCount(1);

  const rest = await Rest.signIn(server.url);
  const [conversation] = await rest.conversations();
  expect(await rest.messages(conversation?.conversation_id ?? "")).toEqual(["Did you get this?"]);
  expect(conversation?.unread).toBe(1);
});
