import { expectAccessible } from "../support/accessibility.ts";
import { Inbox } from "../support/inbox.ts";
import { Rest } from "../support/rest.ts";
import { PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

/** More than four pages of the log. */
const MESSAGES = 230;

test("a conversation that was found opens at the newest message with the words, and the matches are stepped through", async ({
  server,
  people,
}) => {
  const visitor = await Rest.visitor(server.url);
  const lines = Array.from({ length: MESSAGES }, (_, index) => `Line ${index + 1}.`);
  await visitor.write(["The parcel with the umbrella is late.", ...lines.slice(0, 100), "An umbrella again.", ...lines.slice(100)]);
  await (await Rest.visitor(server.url)).write(["Another umbrella."]);
  const desk = await people.agent();
  const { keyboard } = desk.page;
  const inbox = new Inbox(desk, ENGLISH);
  const words = ENGLISH.finding;
  const bar = desk.page.getByRole("search", { name: words.find });
  const field = bar.getByRole("searchbox", { name: words.find });

  await inbox.tab(ENGLISH.inbox.all).click();
  await inbox.search.fill("umbrella");
  await expect(desk.page.locator(".list-column .result-count")).toHaveText("2 conversations");
  await desk.row("An umbrella again.").click();
  await expect(bar.getByRole("status")).toHaveText("1 of 2");
  const marked = desk.log.locator(".message.is-found");
  await expect(marked).toContainText("An umbrella again.");
  await expect(marked).toBeInViewport();
  // The agent can answer at once.
  await expect(desk.field).toBeFocused();
  await expectAccessible(desk.page, "the search in a conversation", ".find-bar");

  await bar.getByRole("button", { name: words.older }).click();
  await expect(bar.getByRole("status")).toHaveText("2 of 2");
  await expect(marked).toContainText("The parcel with the umbrella");
  await expect(marked).toBeInViewport();

  await field.fill("again umbrella");
  await expect(marked).toContainText("An umbrella again.");
  await expect(bar.getByRole("status")).toHaveText("1 of 1");
  await field.fill("rickshaw");
  await expect(bar.getByRole("status")).toHaveText(words.none);
  await expect(marked).toHaveCount(0);
  await keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  await expect(desk.log).toBeFocused();

  await keyboard.press("f");
  await expect(field).toBeFocused();
  await keyboard.type("LINE 22");
  await expect(bar.getByRole("status")).toHaveText("1 of 12");
  await expect(marked).toContainText("Line 229.");
  await keyboard.press("Enter");
  await expect(marked).toContainText("Line 228.");
  await keyboard.press("Shift+Enter");
  await expect(marked).toContainText("Line 229.");
});

test("words that were found in the customer's name open no search in the conversation", async ({ server, people }) => {
  const visitor = await Rest.visitor(server.url);
  const id = await visitor.write(["Where is it?"]);
  const desk = await people.agent();
  const inbox = new Inbox(desk, ENGLISH);
  await inbox.tab(ENGLISH.inbox.all).click();
  await inbox.search.fill(id);
  await expect(desk.page.locator(".list-column .result-count")).toHaveText("1 conversation");
  const answer = desk.page.waitForResponse(/\/fn\/agent\/find$/);
  await desk.list.getByRole("link").first().click();
  await answer;
  await expect(desk.page.getByRole("search", { name: ENGLISH.finding.find })).toHaveCount(0);
  await expect(desk.message("Where is it?")).toBeVisible();
});

test("the search in a conversation fits a phone, in Bangla", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["ছাতাটি কোথায়?", "বই কোথায়?"]);
  const desk = await people.agent({ words: BANGLA, screen: PHONE });
  const words = BANGLA.finding;
  await desk.row("বই কোথায়?").click();
  await desk.page.getByRole("button", { name: words.find, exact: true }).click();
  const bar = desk.page.getByRole("search", { name: words.find });
  await bar.getByRole("searchbox").fill("কোথায়");
  await expect(bar.getByRole("status")).toHaveText("১ / ২");
  await expectAccessible(desk.page, "the search in a conversation", ".find-bar");
  expect(await desk.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
});
