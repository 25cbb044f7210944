import type { Page } from "@playwright/test";
import type { Chat } from "../../support/chat.ts";
import type { Console } from "../../support/console.ts";
import { expect, test, type Line } from "../../support/line.ts";
import type { OtherSite } from "../../support/other-site.ts";
import type { People } from "../../support/people.ts";
import { LINE_BROKEN } from "../../support/problems.ts";

const POLL = /\/support\/fn\/messages$/;
/** A poll times out after 15 s, and the next one waits a few seconds more. */
const GIVEN_UP = { timeout: 30_000 };
/** Long before a poll times out. */
const AT_ONCE = { timeout: 9_000 };

interface Participants {
  page: Page;
  chat: Chat;
  desk: Console;
}

/** Opens the chat on a page behind the line, and the console of an agent without the line. */
type OpenBoth = (people: People, site: OtherSite, line: Line) => Promise<Participants>;

const onAnotherSite: OpenBoth = async (people, site) => talk(people, await people.customer({ path: `${site.put("/").url}/` }));
const onItsOwnPage: OpenBoth = async (people, _, line) => talk(people, await people.customer({ at: line.url }));

async function talk(people: People, { page, chat }: { page: Page; chat: Chat }): Promise<Participants> {
  await chat.open();
  await chat.send("Before");
  await chat.expectDelivered("Before");
  const desk = await people.agent();
  await desk.open("Before");
  return { page, chat, desk };
}

/** Lets one poll hang, and passes all others on. */
async function hangAPoll(line: Line, fault: "hang" | "swallow" | "half" = "hang"): Promise<void> {
  const before = line.count(POLL);
  line.fault(fault, POLL);
  await expect.poll(() => line.count(POLL), GIVEN_UP).toBeGreaterThan(before);
  line.pass();
}

test.describe.configure({ timeout: 120_000 });

for (const [place, openBoth] of Object.entries({ "another site": onAnotherSite, "its own page": onItsOwnPage })) {
  for (const fault of ["hang", "half"] as const) {
    test(`on ${place} a poll is never answered (${fault}): it times out, and the reply comes`, async ({ people, site, line, problems }) => {
      problems.expect(LINE_BROKEN);
      const { chat, desk } = await openBoth(people, site, line);
      await hangAPoll(line, fault);
      await desk.reply("Are you there?");
      await expect(chat.message("Are you there?")).toBeVisible(GIVEN_UP);
      await expect(chat.window.getByText(chat.words.connectionLost)).toBeHidden();
      await expect(chat.log.locator(".adda-message")).toHaveText([/Before/, /Are you there/]);
    });
  }
}

/** The events that show that the network or the customer is back. */
const SIGNS: Record<string, (participants: Participants) => Promise<unknown>> = {
  "the network returns": ({ page }) => page.evaluate(() => window.dispatchEvent(new Event("online"))),
  "the page is shown": ({ page }) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))),
  "the customer types": ({ chat }) => chat.field.pressSequentially("Half a sentence"),
  "the customer sends": ({ chat }) => chat.send("One more question"),
};

for (const [sign, show] of Object.entries(SIGNS)) {
  test(`a hanging poll is sent again at once when ${sign}`, async ({ people, site, line, problems }) => {
    problems.expect(LINE_BROKEN);
    const participants = await onAnotherSite(people, site, line);
    await hangAPoll(line);
    await participants.desk.reply("Are you there?");
    await show(participants);
    await expect(participants.chat.message("Are you there?")).toBeVisible(AT_ONCE);
  });
}

test("all requests hang for a while: both sides get every message once, in the server's order", async ({
  people,
  site,
  line,
  problems,
}) => {
  problems.expect(LINE_BROKEN);
  const { chat, desk } = await onAnotherSite(people, site, line);
  line.fault("hang");
  await chat.send("In the tunnel");
  await chat.send("Still in it");
  await desk.reply("Are you there?");
  await expect(chat.message("Still in it")).toContainText(chat.words.sending);
  await expect(chat.window.getByText(chat.words.connectionLost)).toBeVisible({ timeout: 60_000 });
  line.pass();
  for (const text of ["In the tunnel", "Still in it"]) await expect(chat.message(text)).toContainText(chat.words.read, { timeout: 60_000 });
  const all = [/Before/, /Are you there/, /In the tunnel/, /Still in it/];
  await expect(chat.log.locator(".adda-message")).toHaveText(all);
  await expect(desk.log.locator(".message")).toHaveText(all);
  await expect(chat.window.getByText(chat.words.connectionLost)).toBeHidden();
});
