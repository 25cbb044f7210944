import { cpSync, rmSync } from "node:fs";
import type { Route } from "@playwright/test";
import { expect, test } from "../../support/embedding.ts";
import { answered, SERVER_DOWN } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";

/** The address that messages are sent to. */
const SENDING = "**/support/fn/send";
/** Retries become less frequent, up to one in half a minute. */
const RETRIED = { timeout: 45_000 };

/** The places where the network can be cut. */
const CUTS: Record<string, (route: Route) => Promise<void>> = {
  "before the request": (route) => route.abort(),
  "after the server has stored it": async (route) => {
    await route.fetch();
    await route.abort();
  },
  "during the answer": async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.slice(0, body.length / 2) });
  },
};

test.describe.configure({ timeout: 120_000 });

for (const [place, cut] of Object.entries(CUTS)) {
  test(`the network is cut ${place}: messages arrive once and in order, over a reload and a closed tab`, async ({
    site,
    server,
    people,
    problems,
  }) => {
    site.put("/");
    problems.expect(/net::ERR_FAILED/);
    const { page, chat } = await people.customer({ path: `${site.url}/` });
    const context = page.context();
    let cuts = 0;
    await context.route(SENDING, (route) => {
      cuts += 1;
      // A page that was left meanwhile no longer waits for an answer.
      return cut(route).catch(() => undefined);
    });
    await chat.open();
    await chat.send("The first");
    await chat.send("The second");
    await expect.poll(() => cuts, RETRIED).toBeGreaterThan(0);
    await expect(chat.message("The second")).toContainText(chat.words.sending);

    await page.reload();
    await expect.poll(() => cuts, RETRIED).toBeGreaterThan(1);
    await page.close();
    await context.unroute(SENDING);

    const tab = await context.newPage();
    await tab.goto(`${site.url}/`);
    const rest = await Rest.signIn(server.url);
    await expect.poll(() => rest.newestMessages(), RETRIED).toEqual(["The first", "The second"]);
  });
}

test("an older database is restored: the chat starts a new conversation and keeps the draft", async ({
  site,
  server,
  people,
  problems,
}) => {
  site.put("/");
  await server.stop();
  const yesterday = `${server.dataFolder}-yesterday`;
  cpSync(server.dataFolder, yesterday, { recursive: true });
  await server.start();
  const { chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Written today");
  await chat.expectDelivered("Written today");
  await chat.field.fill("Just being written");

  problems.expect(SERVER_DOWN);
  problems.expect(answered(401));
  await server.stop();
  rmSync(server.dataFolder, { recursive: true });
  cpSync(yesterday, server.dataFolder, { recursive: true });
  await server.start();
  await expect(chat.message("Written today")).toHaveCount(0, RETRIED);
  await expect(chat.log.getByText(chat.words.welcome)).toBeVisible();
  await expect(chat.window.getByRole("alert")).toHaveCount(0);
  await expect(chat.field).toHaveValue("Just being written");
  await chat.field.press("Enter");
  await chat.expectDelivered("Just being written");
  rmSync(yesterday, { recursive: true });
});
