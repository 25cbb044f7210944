import type { BrowserContext, Page, Request } from "@playwright/test";
import { Chat } from "../../support/chat.ts";
import { expect, test } from "../../support/embedding.ts";
import { SERVER_DOWN } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import { ENGLISH } from "../../support/words/en.ts";

/**
 * A following tab that gets nothing from the leading tab sends its own poll after at most this
 * time.
 */
const PATIENCE = { timeout: 15_000 };
/** Less than the wait of a closed window between polls: the tab was told that it leads. */
const AT_ONCE = { timeout: 8_000 };
const RETRIED = { timeout: 45_000 };
const SETTLED = { timeout: 80_000 };

/** Counts a tab's polls. */
function countPolls(page: Page): () => number {
  let polls = 0;
  page.on("request", (request: Request) => {
    if (request.url().endsWith("/support/fn/messages")) polls += 1;
  });
  return () => polls;
}

async function openTab(context: BrowserContext, url: string): Promise<{ page: Page; chat: Chat; polls: () => number }> {
  const page = await context.newPage();
  const polls = countPolls(page);
  await page.goto(url);
  return { page, chat: new Chat(page, ENGLISH), polls };
}

const withOrWithout = (has: boolean): string => (has ? "with" : "without");

/** Loads the page again without locks, as on a page without https. */
async function removeLocks(page: Page): Promise<void> {
  await page.context().addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  await page.reload();
}

test.describe.configure({ timeout: 120_000 });

for (const hasLocks of [true, false]) {
  test(`two tabs ${withOrWithout(hasLocks)} locks: one polls for both, and both show the new messages`, async ({
    site,
    people,
  }) => {
    site.put("/");
    const { page, chat } = await people.customer({ path: `${site.url}/` });
    const context = page.context();
    if (!hasLocks) await removeLocks(page);
    const firstPolls = countPolls(page);
    await chat.open();
    await chat.send("Two tabs");
    await chat.expectDelivered("Two tabs");
    const second = await openTab(context, `${site.url}/`);
    await second.chat.open();
    await expect(second.chat.message("Two tabs")).toBeVisible();

    const desk = await people.agent();
    await desk.open("Two tabs");
    await desk.reply("One answer");
    for (const tab of [chat, second.chat]) await expect(tab.message("One answer")).toBeVisible(PATIENCE);
    await expect(desk.message("One answer")).toContainText(desk.words.read, PATIENCE);

    // The lead may pass once more to the other tab, if that had begun a poll already.
    let counted = [0, 0];
    const pollsOfTheLeader = (): number => {
      const now = [firstPolls(), second.polls()];
      const since = now.map((polls, index) => polls - counted[index]!);
      if (!since.includes(0)) counted = now;
      return since.includes(0) ? Math.max(...since) : 0;
    };
    await expect.poll(pollsOfTheLeader, SETTLED).toBeGreaterThan(3);

    await second.page.close();
    const alone = firstPolls();
    await desk.reply("Another answer");
    await expect(chat.message("Another answer")).toBeVisible(PATIENCE);
    expect(firstPolls()).toBeGreaterThan(alone);
  });
}

for (const hasLocks of [true, false]) {
  test(`the leading tab is closed ${withOrWithout(hasLocks)} locks: another polls at once, and sends its unsent message`, async ({
    site,
    server,
    people,
    problems,
  }) => {
    site.put("/");
    problems.expect(/net::ERR_FAILED/);
    const { page, chat } = await people.customer({ path: `${site.url}/` });
    const context = page.context();
    if (!hasLocks) await removeLocks(page);
    const polls = countPolls(page);
    await chat.open();
    await chat.send("The first");
    await chat.expectDelivered("The first");
    await chat.close();
    const second = await openTab(context, `${site.url}/`);
    await second.chat.open();
    await expect.poll(second.polls, PATIENCE).toBeGreaterThan(0);

    let cuts = 0;
    const sending = "**/support/fn/send";
    await second.page.route(sending, (route) => {
      cuts += 1;
      return route.abort();
    });
    await second.chat.send("The second");
    await expect.poll(() => cuts).toBeGreaterThan(0);
    const before = polls();
    await second.page.close();
    await expect.poll(polls, AT_ONCE).toBeGreaterThan(before);
    const rest = await Rest.signIn(server.url);
    await expect.poll(() => rest.newestMessages(), AT_ONCE).toEqual(["The first", "The second"]);
  });
}

test("a following tab is closed: the leading tab sends its unsent message at once", async ({
  site,
  server,
  people,
  problems,
}) => {
  site.put("/");
  problems.expect(/net::ERR_FAILED/);
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("The first");
  await chat.expectDelivered("The first");
  await chat.close();
  const second = await openTab(page.context(), `${site.url}/`);
  await second.chat.open();
  await expect(second.chat.message("The first")).toBeVisible();
  let cuts = 0;
  await second.page.route("**/support/fn/send", (route) => {
    cuts += 1;
    return route.abort();
  });
  await second.chat.send("The second");
  await expect.poll(() => cuts).toBeGreaterThan(0);

  // When its window opens and closes, the first tab polls at once, and takes the lead.
  const polls = countPolls(page);
  await chat.open();
  await chat.close();
  await expect.poll(polls).toBeGreaterThan(1);
  await second.page.close();
  const rest = await Rest.signIn(server.url);
  await expect.poll(() => rest.newestMessages(), AT_ONCE).toEqual(["The first", "The second"]);
});

test("a following tab is killed: the leading tab sends the message in the storage", async ({ site, server, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("The first");
  await chat.expectDelivered("The first");
  // A killed tab leaves its message in the storage like this.
  const left = { client_id: "left-1", text: "The second", is_note: false, written_at: "2026-11-01T10:00:00.000Z", state: "sending" };
  await page.evaluate((entry) => localStorage.setItem("adda.outbox", JSON.stringify([entry])), left);
  const rest = await Rest.signIn(server.url);
  await expect.poll(() => rest.newestMessages(), PATIENCE).toEqual(["The first", "The second"]);
});

test("the leading tab's request hangs: the other tab polls itself, and both show the reply", async ({ site, people, problems }) => {
  problems.expect(/net::ERR_(FAILED|TIMED_OUT)/);
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Two tabs");
  await chat.expectDelivered("Two tabs");
  const desk = await people.agent();
  await desk.open("Two tabs");
  let hung = 0;
  await page.route("**/support/fn/messages", () => {
    hung += 1;
  });
  await expect.poll(() => hung).toBe(1);
  const second = await openTab(page.context(), `${site.url}/`);
  await second.chat.open();
  const given = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/support/fn/messages"));
  await desk.reply("While it hangs");
  for (const tab of [chat, second.chat]) await expect(tab.message("While it hangs")).toHaveCount(1, PATIENCE);

  // When the first tab gives up, the second keeps polling.
  await given;
  const before = second.polls();
  await expect.poll(second.polls, PATIENCE).toBeGreaterThan(before);
  for (const tab of [chat, second.chat]) await expect(tab.window.getByText(tab.words.connectionLost)).toBeHidden();
});

test("the server is down: both tabs say so until it is back", async ({ site, server, people, problems }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Two tabs");
  await chat.expectDelivered("Two tabs");
  const second = await openTab(page.context(), `${site.url}/`);
  await second.chat.open();
  await expect(second.chat.message("Two tabs")).toBeVisible();
  const lost = [chat, second.chat].map((tab) => tab.window.getByText(tab.words.connectionLost));

  problems.expect(SERVER_DOWN);
  await server.stop();
  for (const bar of lost) await expect(bar).toBeVisible(RETRIED);
  await server.start();
  for (const bar of lost) await expect(bar).toBeHidden(RETRIED);
});
