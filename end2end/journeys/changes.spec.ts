import type { Page, Route } from "@playwright/test";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";

const ORDER = "Where is my order?";
const GIFT = "Do you gift-wrap?";

/** Holds the next change of a conversation until the returned function passes it on. */
async function holdNext(page: Page): Promise<{ isHeld: Promise<void>; handle: (act: (route: Route) => Promise<void>) => Promise<void> }> {
  let resolve: (route: Route) => void = () => {};
  const held = new Promise<Route>((done) => (resolve = done));
  await page.route("**/support/fn/agent/update", (route) => resolve(route), { times: 1 });
  return { isHeld: held.then(() => {}), handle: async (act) => act(await held) };
}

/** Waits for two answers to polls. By then, requests that were sent before the first are answered too. */
async function twoPolls(page: Page): Promise<void> {
  for (let poll = 0; poll < 2; poll++) await page.waitForResponse(/\/support\/fn\/agent\/changes/);
}

test("a quick second change does not overtake the first", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write([ORDER]);
  const rest = await Rest.signIn(server.url);
  const desk = await people.agent();
  await desk.open(ORDER);
  const status = desk.property(desk.words.status);
  const first = await holdNext(desk.page);
  await desk.choose(desk.words.status, desk.words.resolved);
  await first.isHeld;
  await desk.choose(desk.words.status, desk.words.closed);
  await twoPolls(desk.page);
  await first.handle((route) => route.continue());
  await expect.poll(async () => (await rest.conversations())[0]?.status).toBe("closed");
  await twoPolls(desk.page);
  await expect(status).toHaveText(desk.words.closed);
  expect((await rest.conversations())[0]?.status).toBe("closed");
});

test("a change reaches the server after the agent has opened another conversation", async ({ server, people }) => {
  const order = await (await Rest.visitor(server.url)).write([ORDER]);
  await (await Rest.visitor(server.url)).write([GIFT]);
  const rest = await Rest.signIn(server.url);
  const desk = await people.agent();
  await desk.open(ORDER);
  const change = await holdNext(desk.page);
  await desk.page.getByRole("button", { name: desk.words.resolve, exact: true }).click();
  await change.isHeld;
  await desk.open(GIFT);
  await change.handle((route) => route.continue());
  const status = async () => (await rest.conversations()).find((row) => row.conversation_id === order)?.status;
  await expect.poll(status).toBe("resolved");
  await expect(desk.row(ORDER)).toContainText(desk.words.resolved);
});

test("a change that fails after the agent has opened another conversation is reported and undone", async ({ server, people, problems }) => {
  problems.expect(answered(503));
  await (await Rest.visitor(server.url)).write([ORDER]);
  await (await Rest.visitor(server.url)).write([GIFT]);
  const desk = await people.agent();
  await desk.open(ORDER);
  // Until the poll that says so, it brings the row as it was before the change.
  await expect(desk.row(ORDER)).not.toHaveClass(/is-unread/);
  const change = await holdNext(desk.page);
  await desk.page.getByRole("button", { name: desk.words.resolve, exact: true }).click();
  await change.isHeld;
  await expect(desk.row(ORDER)).toContainText(desk.words.resolved);
  await desk.open(GIFT);
  await change.handle((route) => route.fulfill({ status: 503, headers: { "Retry-After": "1" }, body: "" }));
  await expect(desk.page.locator(".notice")).toBeVisible();
  await expect(desk.row(ORDER)).not.toContainText(desk.words.resolved);
});
