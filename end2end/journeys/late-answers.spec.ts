import type { Page, Route } from "@playwright/test";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";

/** Holds back the answers to requests until the returned function is called. */
async function hold(page: Page, path: string, isMeant: (body: string) => boolean): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/support/fn/agent/${path}`, async (route: Route) => {
    if (!isMeant(route.request().postData() ?? "")) return route.continue();
    const response = await route.fetch();
    await released;
    await route.fulfill({ response });
  });
  return release;
}

test("a change between the list and the first poll is shown", async ({ server, people }) => {
  const customer = await Rest.visitor(server.url);
  const id = await customer.write(["Where is it?"]);
  const desk = await people.agent();
  await desk.open("Where is it?");
  const rest = await Rest.signIn(server.url);
  await expect.poll(async () => (await rest.conversations())[0]?.unread).toBe(0);
  await desk.visit();

  // Holds the first poll, which asks for unread conversations, until after the change. The
  // conversation of this test is read.
  let isHeld = true;
  await desk.page.route("**/support/fn/agent/inbox", async (route: Route) => {
    const isFirstPoll = (route.request().postData() ?? "").includes('"unread":true');
    if (isFirstPoll) await expect.poll(() => isHeld).toBe(false);
    await route.continue();
  });
  await desk.page.reload();
  await expect(desk.row("Where is it?")).toBeVisible();
  await rest.post(`/support/agent/api/conversation/${id}/update/`, { priority: "urgent" });
  isHeld = false;
  await expect(desk.row("Where is it?")).toContainText(desk.words.urgent);
});

test("an answer that arrives after a newer poll does not bring back the old value", async ({ server, people }) => {
  const customer = await Rest.visitor(server.url);
  const id = await customer.write(["Where is it?"]);
  const desk = await people.agent();
  await desk.open("Where is it?");
  const chosen = desk.property(desk.words.priority);
  const release = await hold(desk.page, "update", () => true);
  await desk.choose(desk.words.priority, desk.words.low);
  const rest = await Rest.signIn(server.url);
  await expect.poll(async () => (await rest.conversations())[0]?.priority).toBe("low");
  await rest.post(`/support/agent/api/conversation/${id}/update/`, { priority: "urgent" });
  const polled = () => desk.page.waitForResponse("**/support/fn/agent/changes");
  await polled();
  await polled();
  const answered = desk.page.waitForResponse("**/support/fn/agent/update");
  release();
  await answered;
  await expect(chosen).toHaveText(desk.words.urgent);
});
