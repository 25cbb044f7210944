import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

const HOUR_MS = 3_600_000;

/** Returns a function that sets the server's clock ahead by some minutes, as the console sees it. */
async function serverAhead(page: Page): Promise<(minutes: number) => void> {
  let ahead = 0;
  await page.route("**/support/fn/agent/changes", async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { now: string };
    await route.fulfill({ response, json: { ...answer, now: new Date(Date.parse(answer.now) + ahead * 60_000).toISOString() } });
  });
  return (minutes) => (ahead = minutes);
}

test("ages in the inbox keep growing after the computer's clock is set back", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Where is it?");
  await chat.expectDelivered("Where is it?");
  const desk = await people.agent();
  const { page } = desk;
  const setAhead = await serverAhead(page);
  await page.clock.install();
  await page.reload();
  const age = desk.row("Where is it?").locator(".row-time");
  // Rows follow the time once a minute.
  const pass = async (minutes: number): Promise<void> => {
    // The first answer may belong to a poll from before the change.
    for (let answers = 0; answers < 2; answers += 1) await page.waitForResponse("**/support/fn/agent/changes");
    // The console has used an answer once it asks again.
    await page.waitForRequest("**/support/fn/agent/changes");
    await page.clock.fastForward(minutes * 60_000);
  };
  await expect(age).toContainText("now");
  setAhead(5);
  await pass(1);
  await expect(age).toContainText(/[56] min/);

  await page.clock.setSystemTime(Date.now() - HOUR_MS);
  expect(await page.evaluate(() => Date.now())).toBeLessThan(Date.now() - HOUR_MS / 2);
  setAhead(10);
  await pass(1);
  await expect(age).toContainText(/1[01] min/);
  // Ages also grow between two answers.
  setAhead(20);
  await pass(8);
  await expect(age).toContainText(/2[89] min/);
  // The last answer may still be on its way through the test.
  await page.unrouteAll({ behavior: "wait" });
});
