import { setTimeout as wait } from "node:timers/promises";
import type { BrowserContext } from "@playwright/test";
import { expectAccessible } from "../support/accessibility.ts";
import { Console } from "../support/console.ts";
import { expect, test, type Line } from "../support/line.ts";
import type { People } from "../support/people.ts";
import { answered, LINE_BROKEN, SERVER_DOWN } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { DESK, PHONE, type Screen } from "../support/screens.ts";
import { ADMIN, type Credentials, type Server } from "../support/server.ts";
import { AGENT_SESSION, cookie } from "../support/session.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH, type Words } from "../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

/** The requests that send replies and notes. */
const SENDS = /^\/support\/fn\/agent\/(send|note)$/;
const LOST_NETWORK = /net::ERR_INTERNET_DISCONNECTED/;
/** After failures, the next retry may take half a minute. */
const RETRY_LIMIT = { timeout: 45_000 };
const NADIA: Credentials = { username: "nadia", password: "a long password" };

const ORDER = "Where is my order?";
const GIFT = "Do you gift-wrap?";

/** Lets two customers write. Returns the ids of their conversations. */
async function questions(server: Server): Promise<{ order: string; gift: string }> {
  const order = await (await Rest.visitor(server.url)).write([ORDER]);
  const gift = await (await Rest.visitor(server.url)).write([GIFT]);
  return { order, gift };
}

/** Returns an agent behind the line, with the first conversation open. */
async function answering(
  line: Line,
  people: People,
  { screen = DESK, words = ENGLISH }: { screen?: Screen; words?: Words } = {},
): Promise<Console> {
  const desk = await people.stranger({ at: line.url, screen, words });
  await desk.signIn(ADMIN);
  await desk.open(ORDER);
  return desk;
}

/** Opens another tab in the same browser. */
async function tabOf(desk: Console, line: Line): Promise<Console> {
  const tab = new Console(await desk.page.context().newPage(), ENGLISH);
  await tab.visit(`${line.url}/console/`);
  return tab;
}

/** Returns everything that the browser stores, as one text. */
const kept = (desk: Console): Promise<string> => desk.page.evaluate(() => JSON.stringify({ ...localStorage }));

test("five replies on a slow line all arrive, although the agent opens another conversation at once", async ({
  server,
  people,
  line,
}) => {
  const { order } = await questions(server);
  const rest = await Rest.signIn(server.url);
  const desk = await answering(line, people);
  line.delay(300);
  const replies = ["One moment.", "I look.", "It was sent.", "By courier.", "Today."];
  for (const reply of replies) await desk.reply(reply);
  await desk.row(GIFT).click();
  await expect.poll(() => rest.messages(order)).toEqual([ORDER, ...replies]);
  expect(line.count(SENDS)).toBe(5);
});

test("replies sent without a network are marked, and arrive while the agent is on another page", async ({
  server,
  people,
  problems,
  line,
}) => {
  problems.expect(LOST_NETWORK);
  const { order } = await questions(server);
  const rest = await Rest.signIn(server.url);
  const desk = await answering(line, people);
  await desk.page.context().setOffline(true);
  await desk.reply("It comes tomorrow.");
  await desk.note("Courier is late");
  await desk.row(GIFT).click();
  await expect(desk.row(desk.words.unsent)).toHaveCount(1);
  await expect(desk.unsentButton(2)).toBeVisible();
  await desk.page.getByRole("link", { name: ENGLISH.statistics.title, exact: true }).click();
  await expect(desk.unsentButton(2)).toBeVisible();

  await desk.page.context().setOffline(false);
  await expect.poll(() => rest.messages(order), RETRY_LIMIT).toEqual([ORDER, "It comes tomorrow.", "Courier is late"]);
  await expect(desk.unsentButton(1)).toBeHidden();
});

for (const outage of ["one 502", "two seconds of 502", "an answer that is cut off"]) {
  test(`a reply survives ${outage}, with its conversation open or not, and arrives once`, async ({
    server,
    people,
    problems,
    line,
  }) => {
    problems.expect(LINE_BROKEN);
    const { order } = await questions(server);
    const rest = await Rest.signIn(server.url);
    const desk = await answering(line, people);
    const fail = async (): Promise<void> => {
      if (outage === "one 502") line.fault("502", SENDS, 1);
      else if (outage === "an answer that is cut off") line.fault("cut", SENDS, 1);
      else line.fault("502");
    };
    const recover = async (): Promise<void> => {
      // The outage itself takes that long.
      if (outage === "two seconds of 502") await wait(2_000);
      line.pass();
    };
    await fail();
    let before = line.count(SENDS);
    await desk.reply("While it is open");
    await expect.poll(() => line.count(SENDS)).toBeGreaterThan(before);
    await recover();
    await expect.poll(() => rest.messages(order), RETRY_LIMIT).toEqual([ORDER, "While it is open"]);
    await desk.expectDelivered("While it is open");

    await fail();
    before = line.count(SENDS);
    await desk.reply("While another is open");
    await desk.row(GIFT).click();
    await expect.poll(() => line.count(SENDS)).toBeGreaterThan(before);
    await recover();
    await expect
      .poll(() => rest.messages(order), RETRY_LIMIT)
      .toEqual([ORDER, "While it is open", "While another is open"]);
  });
}

test("on a phone, two replies arrive after the agent goes back to the list", async ({ server, people, line }) => {
  const { order } = await questions(server);
  const rest = await Rest.signIn(server.url);
  const desk = await answering(line, people, { screen: PHONE });
  line.delay(300);
  await desk.reply("First");
  await desk.reply("Second");
  await desk.page.getByRole("link", { name: desk.words.back }).click();
  await expect.poll(() => rest.messages(order)).toEqual([ORDER, "First", "Second"]);
});

test("a conversation whose sends fail does not delay others, and keeps its order", async ({ server, people, problems, line }) => {
  problems.expect(answered(502));
  const { order, gift } = await questions(server);
  const rest = await Rest.signIn(server.url);
  const desk = await answering(line, people);
  // Only requests of the first conversation fail.
  await desk.page.route("**/support/fn/agent/send", async (route) => {
    const isFirst = (route.request().postData() ?? "").includes(order);
    await (isFirst ? route.fulfill({ status: 502, body: "<h1>Bad Gateway</h1>" }) : route.continue());
  });
  await desk.reply("One");
  await desk.reply("Two");
  await desk.open(GIFT);
  await desk.reply("Yes, for free");
  await expect.poll(() => rest.messages(gift)).toEqual([GIFT, "Yes, for free"]);
  await expect(desk.row(ORDER).or(desk.row(desk.words.unsent)).first()).toContainText(desk.words.unsent);
  await desk.page.unroute("**/support/fn/agent/send");
  await expect.poll(() => rest.messages(order), RETRY_LIMIT).toEqual([ORDER, "One", "Two"]);
});

test("unsent messages survive a reload, and are sent while their conversation is closed on screen", async ({
  server,
  people,
  problems,
  line,
}) => {
  problems.expect(SERVER_DOWN);
  const { order } = await questions(server);
  const rest = await Rest.signIn(server.url);
  const desk = await answering(line, people);
  line.fault("refuse", SENDS);
  await desk.reply("It comes tomorrow.");
  await expect(desk.message("It comes tomorrow.")).toContainText(desk.words.sending);
  await desk.visit(`${line.url}/console/`);
  await expect(desk.row(desk.words.unsent)).toHaveCount(1);
  await desk.visit(`${line.url}/console/statistics`);
  await expect(desk.unsentButton(1)).toBeVisible();
  line.pass();
  await expect(desk.unsentButton(1)).toBeHidden(RETRY_LIMIT);
  expect(await rest.messages(order)).toEqual([ORDER, "It comes tomorrow."]);
});

test("a tab asks for confirmation before it is closed only while a message is unsent", async ({
  server,
  people,
  problems,
  line,
}) => {
  problems.expect(SERVER_DOWN);
  await questions(server);
  const desk = await answering(line, people);
  const asked: string[] = [];
  desk.page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  line.fault("refuse", SENDS);
  await desk.reply("Not yet");
  await expect(desk.unsentButton(1)).toBeVisible();
  await desk.page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  expect(desk.page.isClosed()).toBe(false);

  line.pass();
  await expect(desk.message("Not yet")).toContainText(desk.words.sent, RETRY_LIMIT);
  await desk.page.close({ runBeforeUnload: true });
  await expect.poll(() => desk.page.isClosed()).toBe(true);
  expect(asked).toHaveLength(1);
});

test("one tab sends for all tabs, and another takes over when it is closed", async ({
  server,
  people,
  problems,
  line,
}) => {
  problems.expect(SERVER_DOWN);
  const { order } = await questions(server);
  const rest = await Rest.signIn(server.url);
  const desk = await answering(line, people);
  const tab = await tabOf(desk, line);
  await tab.open(ORDER);
  for (const text of ["One", "Two", "Three"]) await desk.reply(text);
  for (const text of ["One", "Two", "Three"]) {
    await desk.expectDelivered(text);
    await tab.expectDelivered(text);
    await expect(tab.message(text)).toHaveCount(1);
  }
  expect(line.count(SENDS)).toBe(3);

  line.fault("refuse", SENDS);
  await desk.reply("Four");
  await expect(desk.message("Four")).toContainText(desk.words.sending);
  await expect(tab.message("Four")).toContainText(tab.words.sending);
  await expect(tab.row(tab.words.unsent)).toHaveCount(1);
  await desk.page.close();
  line.pass();
  await expect(tab.message("Four")).toContainText(tab.words.sent, RETRY_LIMIT);
  expect(await rest.messages(order)).toEqual([ORDER, "One", "Two", "Three", "Four"]);
});

test.describe("a draft that is open in two tabs", () => {
  test("is one draft, and each tab shows the other's edits", async ({ server, people, line }) => {
    const { order } = await questions(server);
    const rest = await Rest.signIn(server.url);
    const desk = await answering(line, people);
    const tab = await tabOf(desk, line);
    await tab.open(ORDER);
    await desk.field.fill("It comes");
    await expect(tab.field).toHaveValue("It comes");
    await tab.field.fill("It comes today.");
    await expect(desk.field).toHaveValue("It comes today.");
    await desk.field.press("Enter");
    await expect(tab.field).toHaveValue("");
    await desk.expectDelivered("It comes today.");
    expect(await rest.messages(order)).toEqual([ORDER, "It comes today."]);
  });

  test("arrives once when both tabs send it, and an edited draft is a second message", async ({
    server,
    people,
    line,
  }) => {
    const { order } = await questions(server);
    const rest = await Rest.signIn(server.url);
    const desk = await answering(line, people);
    await desk.field.fill("It comes today.");
    const page = await desk.page.context().newPage();
    // Keeps events from the tab, as if the browser had put it to sleep.
    await page.addInitScript(() => {
      window.addEventListener("storage", (event) => event.stopImmediatePropagation(), true);
      window.BroadcastChannel.prototype.addEventListener = () => {};
    });
    const tab = new Console(page, ENGLISH);
    await tab.visit(`${line.url}/console/`);
    await tab.open(ORDER);
    await expect(tab.field).toHaveValue("It comes today.");

    await desk.field.press("Enter");
    await desk.expectDelivered("It comes today.");
    await tab.field.press("Enter");
    await tab.expectDelivered("It comes today.");
    await tab.reply("It comes today, before noon.");
    await tab.expectDelivered("before noon");
    expect(await rest.messages(order)).toEqual([ORDER, "It comes today.", "It comes today, before noon."]);
  });
});

test.describe("two agents use one browser in turn", () => {
  test("signing out asks for confirmation, and leaves none of the first agent's data", async ({ server, people, problems, line }) => {
    problems.expect(SERVER_DOWN);
    await server.addAgent(NADIA);
    const { order } = await questions(server);
    const rest = await Rest.signIn(server.url);
    const desk = await answering(line, people);
    line.fault("refuse", SENDS);
    await desk.reply("Private, unsent");
    await desk.note("Private note, unsent");
    await desk.field.fill("Private, unfinished");
    await desk.open(GIFT);
    await desk.field.fill("Private, too");
    const signOut = desk.page.getByRole("button", { name: desk.words.signOut, exact: true });
    const question = desk.page.getByRole("dialog", { name: desk.words.signOutUnsent });
    await signOut.click();
    await question.getByRole("button", { name: desk.words.cancel }).click();
    await expect(question).toBeHidden();
    await expect(desk.unsentButton(2)).toBeVisible();
    await signOut.click();
    await question.getByRole("button", { name: desk.words.signOutAnyway }).click();
    await expect(desk.signInButton).toBeVisible();
    expect(await kept(desk)).not.toContain("Private");

    line.pass();
    await desk.signIn(NADIA);
    await desk.open(ORDER);
    await expect(desk.field).toHaveValue("");
    await expect(desk.row(desk.words.unsent)).toHaveCount(0);
    await desk.reply("Nadia's own");
    await desk.expectDelivered("Nadia's own");
    await expect(desk.log).not.toContainText("Private");
    expect(await rest.messages(order)).toEqual([ORDER, "Nadia's own"]);
  });

  test("a session that ends keeps unsent messages for its agent, and does not send them as another", async ({
    server,
    people,
    problems,
    line,
  }) => {
    for (const problem of [SERVER_DOWN, answered(401)]) problems.expect(problem);
    await server.addAgent(NADIA);
    const { order } = await questions(server);
    const rest = await Rest.signIn(server.url);
    const desk = await answering(line, people);
    line.fault("refuse", SENDS);
    await desk.reply("From the admin");
    await expect(desk.row(desk.words.unsent)).toHaveCount(1);
    await Rest.with(server.url, await cookie(desk.page, AGENT_SESSION)).endSession();
    await expect(desk.signInButton).toBeVisible();

    line.pass();
    await desk.signIn(NADIA);
    await desk.open(ORDER);
    await desk.reply("From Nadia");
    await desk.expectDelivered("From Nadia");
    await expect(desk.row(desk.words.unsent)).toHaveCount(0);
    await desk.page.getByRole("button", { name: desk.words.signOut, exact: true }).click();
    await desk.signIn(ADMIN);
    await expect.poll(() => rest.messages(order), RETRY_LIMIT).toEqual([ORDER, "From Nadia", "From the admin"]);
    await desk.open("From the admin");
    await expect(desk.message("From the admin")).toContainText(desk.words.you);
  });

  test("another agent signs in while the first one's page is open: no message is sent under the wrong name", async ({
    server,
    people,
    problems,
    line,
  }) => {
    for (const problem of [SERVER_DOWN, answered(401)]) problems.expect(problem);
    await server.addAgent(NADIA);
    const { order } = await questions(server);
    const rest = await Rest.signIn(server.url);
    const desk = await answering(line, people);
    line.fault("refuse", SENDS);
    await desk.reply("From the admin");
    await desk.field.fill("The admin's draft");
    await signInFromOutside(desk.page.context(), line);
    line.pass();
    // The page now belongs to the other agent.
    await expect(desk.page.getByRole("link", { name: /^nadia, / })).toBeVisible(RETRY_LIMIT);
    await expect(desk.field).toHaveValue("");
    await expect(desk.message("From the admin")).toHaveCount(0);
    await desk.reply("From Nadia");
    await desk.expectDelivered("From Nadia");
    expect(await rest.messages(order)).toEqual([ORDER, "From Nadia"]);
  });

  test("a page that asks to sign in continues after a sign-in in another tab", async ({ server, people, problems }) => {
    problems.expect(answered(401));
    await questions(server);
    const desk = await people.agent();
    await desk.open(ORDER);
    await Rest.with(server.url, await cookie(desk.page, AGENT_SESSION)).endSession();
    await expect(desk.signInButton).toBeVisible();
    const answer = await desk.page.context().request.post(`${server.url}/support/api/login/`, { data: ADMIN });
    expect(answer.ok()).toBe(true);
    await desk.page.evaluate(() => window.dispatchEvent(new Event("pageshow")));
    await expect(desk.message(ORDER)).toBeVisible();
  });

  test("signing out in one tab signs out all tabs", async ({ server, people, problems, line }) => {
    problems.expect(answered(401));
    await questions(server);
    const desk = await answering(line, people);
    const tab = await tabOf(desk, line);
    await tab.open(ORDER);
    await tab.field.fill("Half a sentence");
    await expect(desk.row(desk.words.draft)).toHaveCount(1);
    await desk.page.getByRole("button", { name: desk.words.signOut, exact: true }).click();
    await expect(tab.signInButton).toBeVisible();
    expect(await kept(tab)).not.toContain("Half a sentence");
    // Signing in in one tab signs in all tabs. The server has kept the draft.
    await desk.signIn(ADMIN);
    await tab.open(ORDER);
    await expect(tab.field).toHaveValue("Half a sentence");
  });
});

for (const words of [ENGLISH, BANGLA]) {
  test(`a refused reply shows the reason on any page, and is sent again or discarded there, in ${words.code}`, async ({
    server,
    people,
    problems,
    line,
  }) => {
    for (const problem of [SERVER_DOWN, answered(409)]) problems.expect(problem);
    const customer = await Rest.visitor(server.url);
    const order = await customer.write([ORDER]);
    const rest = await Rest.signIn(server.url);
    const desk = await answering(line, people, { words });
    line.fault("refuse", SENDS);
    await desk.reply("One");
    await desk.reply("Two");
    await expect(desk.unsentButton(2)).toBeVisible();
    await customer.post(`/support/api/conversation/${order}/close/`);
    line.pass();
    await expect(desk.row(desk.words.notSentMark)).toHaveCount(1, RETRY_LIMIT);
    await desk.page.getByRole("link", { name: words.statistics.title, exact: true }).click();
    await desk.unsentButton(2).click();
    const list = desk.page.getByRole("dialog", { name: desk.words.unsentMessages });
    await expect(list.getByText(desk.words.conversationClosed)).toHaveCount(2, RETRY_LIMIT);
    await expectAccessible(desk.page, "unsent messages", ".unsent");

    await list.getByRole("listitem").filter({ hasText: "Two" }).getByRole("button", { name: desk.words.discard }).click();
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await customer.post(`/support/api/conversation/${order}/reopen/`);
    await list.getByRole("button", { name: desk.words.sendAgain }).click();
    await expect.poll(() => rest.messages(order)).toEqual([ORDER, "One"]);
    await expect(list.getByRole("listitem")).toHaveCount(0);
  });
}

/** Signs another agent in with the same browser, without notifying the page. */
async function signInFromOutside(context: BrowserContext, line: Line): Promise<void> {
  const answer = await context.request.post(`${line.url}/support/api/login/`, { data: NADIA });
  expect(answer.ok()).toBe(true);
}
