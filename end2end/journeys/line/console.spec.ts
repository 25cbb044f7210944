import type { Console } from "../../support/console.ts";
import { expect, test, type Line } from "../../support/line.ts";
import { LINE_BROKEN } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";

const CHANGES = /\/agent\/changes$/;
const WATCH = /\/agent\/watch$/;
/** A poll times out after 15 s, and the next one waits a few seconds more. */
const GIVEN_UP = { timeout: 30_000 };
/** Long before a poll times out. */
const AT_ONCE = { timeout: 9_000 };

/** Lets the next poll of each kind hang, and passes all others on. */
async function hang(line: Line, ...polls: RegExp[]): Promise<void> {
  const before = polls.map((poll) => line.count(poll));
  for (const poll of polls) line.fault("hang", poll, 1);
  for (const [at, poll] of polls.entries()) {
    await expect.poll(() => line.count(poll), GIVEN_UP).toBeGreaterThan(before[at] ?? 0);
  }
}

/** The events that show that the network or the agent is back. */
const SIGNS: Record<string, (desk: Console) => Promise<unknown>> = {
  "the network returns": ({ page }) => page.evaluate(() => window.dispatchEvent(new Event("online"))),
  "the page is shown": ({ page }) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))),
  "the agent types": ({ field }) => field.pressSequentially("Half a sentence"),
};

test.describe.configure({ timeout: 120_000 });

for (const [sign, show] of Object.entries(SIGNS)) {
  test(`the console's hanging polls are sent again at once when ${sign}`, async ({ server, people, line, problems }) => {
    problems.expect(LINE_BROKEN);
    const visitor = await Rest.visitor(server.url);
    await visitor.write(["Before"]);
    const desk = await people.agent({ at: line.url });
    await desk.open("Before");
    await hang(line, CHANGES, WATCH);
    await visitor.write(["After"]);
    await show(desk);
    await expect(desk.message("After")).toBeVisible(AT_ONCE);
    await expect(desk.row("After")).toBeVisible(AT_ONCE);
  });
}

test("on another page a poll is never answered: it times out, and new messages are counted", async ({ server, people, line, problems }) => {
  problems.expect(LINE_BROKEN);
  const desk = await people.agent({ at: line.url });
  await desk.visit("/console/statistics");
  await hang(line, CHANGES);
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const inbox = desk.page.locator('.rail a[href="/console/inbox"]');
  await expect(inbox).toHaveAccessibleName(desk.words.inboxUnread("1"), GIVEN_UP);
});

test("requests at the start hang once: the page loads once the network returns", async ({ server, people, line, problems }) => {
  problems.expect(LINE_BROKEN);
  await (await Rest.visitor(server.url)).write(["Hello"]);
  const desk = await people.agent({ at: line.url });
  for (const name of ["me", "preferences", "inbox", "labels"]) line.fault("hang", new RegExp(`/agent/${name}$`), 1);
  await desk.page.reload();
  await expect(async () => {
    await desk.page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect(desk.row("Hello")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});
