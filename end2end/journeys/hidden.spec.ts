import { expect, test } from "../support/test.ts";
import { turn } from "../support/visibility.ts";

/** Between the three seconds of a visible window and the fifteen of a hidden page. */
const CLEARLY_SLOWER_MS = 9_000;
const AT_ONCE = { timeout: 5_000 };

test("a hidden page polls less often and leaves messages unread, and polls at once when it is shown", async ({ people }) => {
  const { page, chat } = await people.customer();
  const nextPoll = (limit = { timeout: 30_000 }) =>
    page.waitForRequest((request) => request.url().endsWith("/support/fn/messages"), limit);
  await chat.open();
  await chat.send("Is anybody there?");
  const desk = await people.agent();
  await desk.open("Is anybody there?");
  await expect(chat.message("Is anybody there?")).toContainText(chat.words.read);

  await turn(page, "hidden");
  // The wait that had already begun ends first.
  await nextPoll();
  const asked = Date.now();
  await nextPoll();
  expect(Date.now() - asked).toBeGreaterThan(CLEARLY_SLOWER_MS);
  await desk.reply("Yes, we are.");
  await expect(page).toHaveTitle(/^\(1\) /);
  await expect(desk.message("Yes, we are.")).toContainText(desk.words.sent);

  const poll = nextPoll(AT_ONCE);
  await turn(page, "visible");
  await poll;
  await expect(desk.message("Yes, we are.")).toContainText(desk.words.read);
  await expect(page).not.toHaveTitle(/^\(1\) /);
});
