// The work of a console tab on every page: it runs one poll at a time, counts new messages, and
// notifies the agent.

import type { Page } from "@playwright/test";
import type { Console } from "../support/console.ts";
import { Desktop } from "../support/desktop.ts";
import { Rest } from "../support/rest.ts";
import { PHONE } from "../support/screens.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const MINA = { username: "Mina", password: "a tall ship and a star" };
const POLL = /\/agent\/changes$/;
/** The wait of 3 s between polls, less the time by which a timer may be early. */
const POLL_MS = 2_900;

/** Returns the link to a page in the rail. */
const rail = (desk: Console, page: string) => desk.page.locator(`.rail a[href="/console/${page}"]`);

/** Returns the time that this many polls in a row take, in milliseconds. */
async function timeOfPolls(page: Page, count: number): Promise<number> {
  await page.waitForRequest(POLL);
  const begun = performance.now();
  for (let polls = 0; polls < count; polls += 1) await page.waitForRequest(POLL);
  return performance.now() - begun;
}

/**
 * Counts the listeners on window and document. The browser does not remove them when the agent
 * leaves a page of the console.
 */
async function countListeners(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const heard = new Set<unknown>();
    const isShared = (target: unknown) => target === window || target === document;
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (...args: Parameters<typeof addEventListener>) {
      if (isShared(this ?? window)) heard.add(args[1]);
      addEventListener.apply(this ?? window, args);
    };
    EventTarget.prototype.removeEventListener = function (...args: Parameters<typeof removeEventListener>) {
      heard.delete(args[1]);
      removeEventListener.apply(this ?? window, args);
    };
    Object.assign(window, { countListeners: () => heard.size });
  });
  return () => page.evaluate(() => (window as unknown as { countListeners: () => number }).countListeners());
}

test("after ten round trips one poll runs, and no listener of a page that was left remains", async ({ server, people }) => {
  // Eighty pages, which take more than the usual minute on a busy machine.
  test.setTimeout(180_000);
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const desk = await people.stranger();
  const listeners = await countListeners(desk.page);
  await desk.page.reload();
  await desk.signIn(ADMIN);
  const visit = async () => {
    await rail(desk, "inbox").click();
    await desk.open("Hello");
    for (const name of ["profile", "settings"]) {
      await rail(desk, name).click();
      await expect(desk.page.getByRole("heading", { level: 1 })).toBeVisible();
    }
    for (const name of ["quick-replies", "agents", "log"]) {
      await desk.page.locator(`.admin-navigation a[href="/console/${name}"]`).click();
      await expect(desk.page.getByRole("heading", { level: 1 })).toBeVisible();
    }
    await rail(desk, "statistics").click();
    // The title counts the conversation, which no agent has taken.
    await expect(desk.page).toHaveTitle(/Statistics · Adda$/);
  };
  await visit();
  const before = await listeners();
  for (let trips = 0; trips < 10; trips += 1) await visit();
  // A page that leaves one would add ten. What the shell does at longer intervals adds a few, once.
  await expect.poll(listeners).toBeLessThan(before + 10);
  const watching: string[] = [];
  desk.page.on("request", (request) => request.url().endsWith("/agent/watch") && watching.push(request.url()));
  // The hints of the trips were spread over the following seconds, and each causes a poll.
  await expect.poll(() => timeOfPolls(desk.page, 3), { timeout: 60_000 }).toBeGreaterThan(3 * POLL_MS);
  expect(watching, "polls of a conversation that was left").toEqual([]);
  await expect(desk.page).toHaveTitle(/Statistics · Adda$/);
});

for (const words of [ENGLISH, BANGLA]) {
  test(`a tab that was loaded on another page counts new messages and notifies the agent (${words.code})`, async ({ server, people }) => {
    const desk = await people.stranger({ path: "/console/statistics", words });
    const desktop = await Desktop.of(desk.page);
    await desk.page.reload();
    await desk.signIn(ADMIN);
    const inbox = desk.page.getByRole("navigation", { name: desk.words.navigation }).locator(".rail-item").first();
    await expect(inbox).toHaveAccessibleName(desk.words.inbox);
    await desk.page.getByRole("button", { name: desk.words.preferences }).click();
    const dialog = desk.page.getByRole("dialog", { name: desk.words.preferences });
    await dialog.getByRole("switch", { name: desk.words.desktop }).press("Space");
    await expect.poll(() => desktop.permission()).toBe("granted");
    await desk.page.keyboard.press("Escape");
    const place = await inbox.boundingBox();
    const title = await desk.page.title();
    expect(await desktop.chimes()).toBe(0);

    const visitor = await Rest.visitor(server.url);
    await visitor.write(["Is anybody there?"]);
    const count = (number: number) => number.toLocaleString(words.code, { useGrouping: false });
    await expect(inbox).toHaveAccessibleName(desk.words.inboxUnread(count(1)));
    await expect(inbox.locator(".rail-badge")).toHaveText(count(1));
    await expect(desk.page).toHaveTitle(`(${count(1)}) ${title}`);
    expect(await inbox.boundingBox(), "nothing moves").toEqual(place);
    await expect.poll(() => desktop.chimes()).toBe(1);
    await expect.poll(() => desktop.shown()).toEqual(["Is anybody there?"]);

    await visitor.write(Array.from({ length: 110 }, (_, line) => `Line ${line}`));
    await expect(inbox).toHaveAccessibleName(desk.words.inboxUnread(`${count(99)}+`));
    await desktop.clickFirst();
    await expect(desk.message("Line 109")).toBeVisible();
    // While it is unassigned, looking marks nothing as read.
    await desk.page.getByRole("button", { name: desk.words.assignToMe, exact: true }).click();
    await expect(inbox).toHaveAccessibleName(desk.words.inbox);
    await expect(desk.page).toHaveTitle(`${desk.words.inbox} · Adda`);
  });
}

test("messages that were unread before are counted at once and cause no notification", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["Hello", "Hello?"]);
  const desk = await people.stranger({ path: "/console/profile" });
  const desktop = await Desktop.of(desk.page);
  await desk.page.reload();
  await desk.signIn(ADMIN);
  await expect(rail(desk, "inbox")).toHaveAccessibleName(desk.words.inboxUnread("2"));
  await timeOfPolls(desk.page, 1);
  expect(await desktop.chimes()).toBe(0);
});

test("the list returns with its rows, its scroll position and the latest changes", async ({ server, people }) => {
  for (let number = 1; number <= 24; number += 1) {
    await (await Rest.visitor(server.url)).write([`Question ${number} of many`]);
  }
  const desk = await people.stranger();
  await desk.signIn(ADMIN);
  const scroller = desk.page.locator(".list-scroller");
  const scrolled = () => scroller.evaluate((list) => list.scrollTop);
  await expect(desk.row("Question 24 of many")).toBeVisible();
  await scroller.evaluate((list) => list.scrollTo(0, 400));
  await expect.poll(scrolled).toBe(400);
  await rail(desk, "statistics").click();
  await expect(scroller).toHaveCount(0);
  const asked: string[] = [];
  desk.page.on("request", (request) => request.url().endsWith("/agent/inbox") && asked.push(request.url()));
  await rail(desk, "inbox").click();
  await expect.poll(scrolled).toBe(400);
  await rail(desk, "statistics").click();

  await (await Rest.visitor(server.url)).write(["News"]);
  await expect(rail(desk, "inbox")).toHaveAccessibleName(desk.words.inboxUnread("25"));
  await rail(desk, "inbox").click();
  await expect(desk.row("News")).toBeAttached();
  expect(asked, "requests for the list").toEqual([]);
});

test("an agent who leaves a conversation is no longer shown as viewing it", async ({ server, people }) => {
  await server.addAgent(MINA);
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const [desk, mina] = [await people.agent(), await people.agent({ as: MINA })];
  await desk.open("Hello");
  await mina.open("Hello");
  const viewer = desk.viewer(`Mina ${desk.words.isLooking}`);
  await expect(viewer).toBeVisible();
  await rail(mina, "statistics").click();
  // An agent who has not polled for 15 s counts as gone.
  await expect(viewer).toBeHidden({ timeout: 25_000 });
});

test("on a phone the bar shows the count over the inbox", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const desk = await people.stranger({ path: "/console/statistics", screen: PHONE });
  await desk.signIn(ADMIN);
  const badge = rail(desk, "inbox").locator(".rail-badge");
  await expect(badge).toHaveText("1");
  await expect(badge).toBeInViewport({ ratio: 1 });
});

test("the requests at a page's start are retried until they succeed", async ({ server, people, problems }) => {
  problems.expect(/net::ERR_CONNECTION_RESET/);
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const desk = await people.agent();
  const lost = new Set<string>();
  await desk.page.route(/\/support\/(fn|api)\//, (route) => {
    const path = new URL(route.request().url()).pathname;
    if (lost.has(path)) return route.continue();
    lost.add(path);
    return route.abort("connectionreset");
  });
  await desk.page.reload();
  // Tells the page that the network is back, so that retries do not wait.
  const comesBack = () => desk.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(async () => {
    await comesBack();
    await expect(desk.row("Hello")).toBeVisible({ timeout: 500 });
  }).toPass();
  await desk.row("Hello").click();
  await expect(async () => {
    await comesBack();
    await expect(desk.message("Hello")).toBeVisible({ timeout: 500 });
    await expect(desk.page.getByRole("button", { name: desk.files.attach })).toBeVisible({ timeout: 500 });
  }).toPass();
  for (const name of ["me", "preferences", "inbox", "labels", "colleagues", "conversation", "context"]) {
    expect([...lost].some((path) => path.endsWith(`/agent/${name}`)), name).toBe(true);
  }
});
