import type { Page } from "@playwright/test";
import { expect, test, signIdentity } from "../../support/embedding.ts";
import { answered } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import type { Server } from "../../support/server.ts";

/** Retries become less frequent, up to one in half a minute. */
const RETRIED = { timeout: 45_000 };

/** Ends the session whose token the page stores, as if it had expired. */
async function expire(page: Page, server: Server): Promise<void> {
  const token = await page.evaluate(() => localStorage.getItem("adda.token"));
  await Rest.with(server.url, token ?? "").endSession();
}

test.describe.configure({ timeout: 120_000 });

test("the customer is offline for a while: the chat says so, and both sides' messages arrive once", async ({ site, people, problems }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("Before");
  const desk = await people.agent();
  await desk.open("Before");

  problems.expect(/net::ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  await chat.send("In the tunnel");
  await expect(chat.message("In the tunnel")).toContainText(chat.words.sending);
  await expect(chat.window.getByText(chat.words.connectionLost)).toBeVisible(RETRIED);
  await desk.reply("Are you there?");
  await chat.send("And in the next one");

  await page.context().setOffline(false);
  await expect(chat.window.getByText(chat.words.connectionLost)).toBeHidden();
  await expect(chat.message("Are you there?")).toBeVisible();
  for (const text of ["In the tunnel", "And in the next one"]) await chat.expectDelivered(text);
  await expect(desk.log.locator(".message")).toHaveText([/Before/, /Are you there/, /In the tunnel/, /And in the next one/]);
});

test("a visitor's session has expired: the chat starts a new conversation, and the draft is kept and sent", async ({
  site,
  server,
  people,
  problems,
}) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("With the first session");
  await chat.expectDelivered("With the first session");
  await chat.field.fill("Just being written");

  problems.expect(answered(401));
  await expire(page, server);
  await expect(chat.message("With the first session")).toHaveCount(0, RETRIED);
  await expect(chat.log.getByText(chat.words.welcome)).toBeVisible();
  await expect(chat.window.getByRole("alert")).toHaveCount(0);
  await expect(chat.field).toHaveValue("Just being written");
  await chat.field.press("Enter");
  await chat.expectDelivered("Just being written");
});

test("a known customer's session has expired: the conversation continues without a notice", async ({
  site,
  server,
  people,
  problems,
}) => {
  const identity = signIdentity({ sub: "customer-7", name: "Mina", email: "mina@example.com" });
  site.put("/", { line: { "data-identity-token": identity } });
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("With the first session");
  await chat.expectDelivered("With the first session");

  problems.expect(answered(401));
  const refused = page.waitForResponse((response) => response.status() === 401);
  await expire(page, server);
  await refused;
  await chat.send("With the second session");
  await chat.expectDelivered("With the second session");
  await expect(chat.log.locator(".adda-message")).toHaveText([/With the first session/, /With the second session/]);
  await expect(chat.window.getByRole("alert")).toHaveCount(0);
});

test("the identity token has expired and is not renewed: the customer is told what to do", async ({ site, people, problems }) => {
  problems.expect(answered(401));
  site.put("/", { line: { "data-identity-token": signIdentity({ sub: "customer-7" }, -60) } });
  const { chat } = await people.customer({ path: `${site.url}/` });
  await chat.button.click();
  await expect(chat.window.getByText(chat.words.notRecognised)).toBeVisible(RETRIED);
  await expect(chat.window.getByText(chat.words.connectionLost)).toHaveCount(0);
});

test("the chat is switched off while a page is open: the window says so", async ({ site, server, people, problems }) => {
  problems.expect(answered(409));
  site.put("/");
  const { chat } = await people.customer({ path: `${site.url}/` });
  await expect(chat.button).toBeVisible();
  const rest = await Rest.signIn(server.url);
  await rest.changeSettings({ is_enabled: false });
  await chat.button.click();
  await expect(chat.window.getByText(chat.words.switchedOff)).toBeVisible(RETRIED);
});

test("the agent closes the conversation: the customer reopens it and continues", async ({
  site,
  people,
}) => {
  site.put("/");
  const { chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.send("One question");
  const desk = await people.agent();
  await desk.open("One question");
  await desk.choose(desk.words.status, desk.words.closed);
  await expect(chat.window.getByText(chat.words.ended)).toBeVisible();
  await expect(chat.field).toHaveCount(0);
  await chat.press(chat.words.reopen);
  await chat.send("One more question");
  await chat.expectDelivered("One more question");
  await expect(desk.message("One more question")).toBeVisible();
});
