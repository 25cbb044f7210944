import type { Page } from "@playwright/test";
import { Chat } from "../../support/chat.ts";
import { signIdentity } from "../../support/embedding.ts";
import { expect, test } from "../../support/line.ts";
import { LATE_HINT, SERVER_DOWN, answered } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import { Shop } from "../../support/shop.ts";
import { ENGLISH } from "../../support/words/en.ts";

const RAHIM = { sub: "17", name: "Rahim Uddin" };
const KARIMA = { sub: "18", name: "Karima" };
const SENDS = /^\/support\/fn\/send$/;

const who = (page: Page): Promise<string | null> => page.evaluate(() => localStorage.getItem("adda.who"));

/** Returns the contents of all messages of all conversations. */
async function allMessages(rest: Rest): Promise<string[]> {
  const conversations = await rest.conversations();
  return (await Promise.all(conversations.map(({ conversation_id }) => rest.messages(conversation_id)))).flat();
}

// Attack 9.
test("another customer signs in in another tab: the first one's unsent messages are not sent under the wrong name", async ({
  site,
  server,
  people,
  problems,
  line,
}) => {
  problems.expect(SERVER_DOWN);
  problems.expect(LATE_HINT);
  site.put("/", { line: { "data-identity-token": signIdentity(RAHIM) } });
  site.put("/karima", { line: { "data-identity-token": signIdentity(KARIMA) } });
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Rahim, sent");
  await chat.expectDelivered("Rahim, sent");
  line.fault("refuse", SENDS);
  await chat.send("Rahim, unsent");
  await expect(chat.message("Rahim, unsent")).toContainText(chat.words.sending);
  await chat.field.fill("Rahim's draft");

  const tab = await page.context().newPage();
  await tab.goto(`${site.url}/karima`);
  const other = new Chat(tab, ENGLISH);
  await other.open();
  await expect(other.field).toHaveValue("");
  await expect(chat.window).toHaveCount(0);
  line.pass();
  await other.send("Karima, sent");
  await other.expectDelivered("Karima, sent");
  // The tab that was told of the sign-in has not deleted the other customer's session.
  expect(await who(tab)).toBe(KARIMA.sub);
  await tab.reload();
  await other.open();
  await expect(other.message("Karima, sent")).toHaveCount(1);
  await expect(other.log).not.toContainText("Rahim");
  expect((await allMessages(await Rest.signIn(server.url))).toSorted()).toEqual(["Karima, sent", "Rahim, sent"]);
});

test("a visitor's unsent message belongs to the customer who signs in next, and is not sent as another", async ({
  site,
  server,
  people,
  problems,
  line,
}) => {
  problems.expect(SERVER_DOWN);
  problems.expect(LATE_HINT);
  // A request may reach the server just after the visitor's session has ended there.
  problems.expect(answered(401));
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  line.fault("refuse", SENDS);
  await chat.send("Written before signing in");
  await expect(chat.message("Written before signing in")).toContainText(chat.words.sending);
  await page.evaluate((token) => window.adda("identify", { token }), signIdentity(RAHIM));
  await chat.field.fill("Rahim's draft");
  await page.evaluate((token) => window.adda("identify", { token }), signIdentity(KARIMA));
  await chat.open();
  line.pass();
  await expect(chat.field).toHaveValue("");
  await chat.send("Karima's");
  await chat.expectDelivered("Karima's");
  await expect(chat.message("Written before signing in")).toHaveCount(0);
  expect(await allMessages(await Rest.signIn(server.url))).toEqual(["Karima's"]);
});

test("a draft in two tabs is one draft, and arrives once", async ({ site, server, people }) => {
  site.put("/").put("/other");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  await chat.field.fill("Is it in stock?");
  const tab = await page.context().newPage();
  // Keeps events from the tab, as if the browser had put it to sleep.
  await tab.addInitScript(() => {
    window.addEventListener("storage", (event) => event.stopImmediatePropagation(), true);
    window.BroadcastChannel.prototype.addEventListener = () => {};
  });
  await tab.goto(`${site.url}/other`);
  const other = new Chat(tab, ENGLISH);
  await other.open();
  await expect(other.field).toHaveValue("Is it in stock?");
  await other.field.press("Enter");
  await other.expectDelivered("Is it in stock?");
  // The tab that gets events shows that the message was sent.
  await expect(chat.field).toHaveValue("");
  await chat.field.fill("In red?");
  await chat.field.press("Enter");
  await chat.expectDelivered("In red?");
  const rest = await Rest.signIn(server.url);
  expect(await rest.newestMessages()).toEqual(["Hello", "Is it in stock?", "In red?"]);
});

test.describe("on our own pages", () => {
  test("a page of the previous customer sends nothing after another has signed in", async ({
    server,
    people,
    problems,
    line,
  }) => {
    problems.expect(SERVER_DOWN);
    problems.expect(LATE_HINT);
    // The page of the previous customer may poll once more before it is told of the sign-out.
    problems.expect(answered(401));
    const shop = await people.customer({ at: line.url });
    await shop.signIn("John Doe");
    await shop.chat.open();
    await shop.chat.send("John, sent");
    await shop.chat.expectDelivered("John, sent");
    line.fault("refuse", SENDS);
    await shop.chat.send("John, unsent");
    await expect(shop.chat.message("John, unsent")).toContainText(shop.chat.words.sending);

    const tab = new Shop(await shop.page.context().newPage(), ENGLISH);
    await tab.visit();
    const header = tab.page.getByRole("banner");
    await header.getByRole("button", { name: tab.words.signOut }).click();
    await header.getByRole("button", { name: tab.words.signIn }).waitFor();
    await expect(shop.chat.window).toHaveCount(0);
    await tab.signIn("Nusrat Ahmed");
    line.pass();
    await tab.chat.open();
    await tab.chat.send("Nusrat, sent");
    await tab.chat.expectDelivered("Nusrat, sent");
    await expect(tab.chat.log).not.toContainText("John");
    expect((await allMessages(await Rest.signIn(server.url))).toSorted()).toEqual(["John, sent", "Nusrat, sent"]);
  });
});
