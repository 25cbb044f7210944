import type { Page, Request } from "@playwright/test";
import { answered } from "../support/problems.ts";
import { expect, test } from "../support/test.ts";
import { turn } from "../support/visibility.ts";

test.describe.configure({ timeout: 120_000 });

const CUSTOMERS_WAIT = "**/support/fn/wait";
const AGENTS_WAIT = "**/support/fn/agent/wait";
const AGENTS_POLL = "**/support/fn/agent/changes";
/** Clearly more than three seconds, and less than the ten between polls while hints arrive. */
const CALM_MS = 8_000;
/** Clearly before the next poll of a page that has just polled: it waits ten seconds, or fifteen if it is hidden. */
const AT_ONCE = { timeout: 5_000 };
/** How long it may take until the server has held a first request for its full time. */
const HELD = { timeout: 40_000 };
/** How long it may take until the third wait in a row has failed and the next one begins. */
const RARE = { timeout: 60_000 };
/** More than a poll's three seconds, on a busy machine. */
const POLLED = { timeout: 20_000 };

/** Waits until this much time has passed between two requests of a page to the same address. */
async function calm(page: Page, address: string, limit = HELD): Promise<void> {
  let last = Infinity;
  await page.waitForRequest((request) => {
    if (!request.url().endsWith(address)) return false;
    const [before, now] = [last, Date.now()];
    last = now;
    return now - before > CALM_MS;
  }, limit);
}

/** Waits until a hint tells a page of a change. */
function hint(page: Page, wait: string, about: "conversation" | "inbox"): Promise<unknown> {
  return page.waitForResponse(async (response) => {
    const path = new URL(response.url()).pathname;
    return wait.endsWith(path) && response.ok() && (await response.json())[about] === true;
  });
}

test("hints bring new messages to both sides, and polls become rare", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Do you have it in blue?");
  const desk = await people.agent();
  await desk.open("Do you have it in blue?");
  await Promise.all([calm(page, "/support/fn/messages"), calm(desk.page, "/support/fn/agent/changes")]);

  const toCustomer = hint(page, CUSTOMERS_WAIT, "conversation");
  await desk.reply("In blue and in green.");
  await toCustomer;
  await expect(chat.message("In blue and in green.")).toBeVisible();
  await expect(desk.message("In blue and in green.")).toContainText(desk.words.read);

  const toAgent = hint(desk.page, AGENTS_WAIT, "conversation");
  await chat.send("Green, please.");
  await toAgent;
  await expect(desk.message("Green, please.")).toBeVisible();
});

for (const [name, status] of [
  ["are never answered", undefined],
  ["are cut off by a proxy", 504],
] as const) {
  test(`polls go on as before while hints ${name}`, async ({ people, problems }) => {
    if (status !== undefined) problems.expect(answered(status));
    const block = async (page: Page): Promise<void> => {
      for (const wait of [CUSTOMERS_WAIT, AGENTS_WAIT]) {
        await page.route(wait, async (route) => {
          if (status !== undefined) await route.fulfill({ status, body: "" });
        });
      }
    };
    const { page, chat } = await people.customer();
    await block(page);
    await page.reload();
    await chat.open();
    await chat.send("Do you have it in blue?");
    const desk = await people.agent();
    await block(desk.page);
    await desk.page.reload();
    await desk.open("Do you have it in blue?");
    for (const [question, answer] of [
      ["In blue?", "In blue and in green."],
      ["And in red?", "In red, too."],
    ] as const) {
      await chat.send(question);
      await expect(desk.message(question)).toBeVisible(POLLED);
      await desk.reply(answer);
      await expect(chat.message(answer)).toBeVisible(POLLED);
      await expect(desk.message(answer)).toContainText(desk.words.read, POLLED);
    }
    let polls = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/support/fn/messages")) polls += 1;
    });
    // While hints arrive, three polls would take half a minute.
    await expect.poll(() => polls, POLLED).toBeGreaterThanOrEqual(3);
  });
}

test("polls go on as before, and waits become rare, while each wait reaches another node", async ({ people }) => {
  const { page, chat } = await people.customer();
  let nodes = 0;
  // With a cursor of another node, a wait is answered at once and reports no change.
  await page.route(CUSTOMERS_WAIT, (route) =>
    route.fulfill({ json: { since: `${(nodes += 1)}.0`, conversation: false, inbox: false } }),
  );
  await chat.open();
  await chat.send("Do you have it in blue?");
  await calm(page, "/support/fn/wait", RARE);
  let polls = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/support/fn/messages")) polls += 1;
  });
  await expect.poll(() => polls, POLLED).toBeGreaterThanOrEqual(3);
});

test("waits become rare where only those that are answered at once get through", async ({ people, problems }) => {
  problems.expect(answered(504));
  const { page, chat } = await people.customer();
  await page.route(CUSTOMERS_WAIT, async (route) => {
    if (route.request().postDataJSON().since) await route.fulfill({ status: 504, body: "" });
    else await route.continue();
  });
  await chat.open();
  await chat.send("Do you have it in blue?");
  await page.waitForResponse((response) => response.status() === 504);
  // After a first failure, the next wait would begin within six seconds.
  await calm(page, "/support/fn/wait", RARE);
});

test("a hint brings a message to a hidden console while another tab of the agent is in front", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  const desk = await people.agent();
  await desk.page.waitForRequest(AGENTS_WAIT);
  const front = await desk.page.context().newPage();
  await turn(desk.page, "hidden");
  await front.goto("/console/profile");
  await expect(front.getByRole("link", { name: desk.words.inbox, exact: true })).toBeVisible();
  // The wait that had already begun ends first.
  await desk.page.waitForResponse(AGENTS_POLL);
  const told = hint(desk.page, AGENTS_WAIT, "inbox");
  await chat.send("Do you have it in blue?");
  await told;
  await expect(desk.page).toHaveTitle(/^\(1\) /, AT_ONCE);
  await expect(front).toHaveTitle(/^\(1\) /);
});

test("a hint updates the unread count on another page", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  const desk = await people.agent();
  await desk.visit("/console/settings");
  await calm(desk.page, "/support/fn/agent/changes");
  const told = hint(desk.page, AGENTS_WAIT, "inbox");
  await chat.send("Do you have it in blue?");
  await told;
  const inbox = desk.page.getByRole("navigation", { name: desk.words.navigation }).getByRole("link").first();
  await expect(inbox).toHaveAccessibleName(desk.words.inboxUnread("1"), AT_ONCE);
  await expect(desk.page).toHaveTitle(/^\(1\) /);
});

test("one tab of an agent waits for hints, and another takes over when it is closed", async ({ people }) => {
  const desk = await people.agent();
  const waits = (page: Page): Promise<Request> =>
    page.waitForRequest((request) => request.url().endsWith("/support/fn/agent/wait"), HELD);
  const second = await desk.page.context().newPage();
  let waited = 0;
  second.on("request", (request) => {
    if (request.url().endsWith("/support/fn/agent/wait")) waited += 1;
  });
  await Promise.all([second.waitForResponse(AGENTS_POLL), second.goto("/console")]);
  await waits(desk.page);
  await second.waitForResponse(AGENTS_POLL);
  expect(waited).toBe(0);
  const taken = waits(second);
  await desk.page.close();
  await taken;
});
