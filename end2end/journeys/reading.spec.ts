import type { Route } from "@playwright/test";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { answer } from "../support/uploads.ts";

const MARK = "**/support/fn/agent/read";

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
