import type { Page } from "@playwright/test";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { AGENT_SESSION, CUSTOMER_SESSION, cookie, sessionOf } from "../support/session.ts";
import { expect, test } from "../support/test.ts";

const LONGEST = "ক".repeat(5_000);
const TOO_LONG = `${LONGEST}খ`;

test.describe("in the widget", () => {
  test("an empty message is not sent, and one of 5,001 characters shows an error", async ({ people }) => {
    const { page, chat } = await people.customer();
    await chat.open();
    const sends = requestsTo(page, "/support/fn/send");
    const button = chat.window.getByRole("button", { name: chat.words.send, exact: true });

    await expect(button).toBeDisabled();
    await chat.field.press("Enter");
    await chat.field.fill(" \n ");
    await expect(button).toBeDisabled();
    await chat.field.press("Enter");

    await chat.field.fill(TOO_LONG);
    await expect(chat.window.getByText(chat.words.tooLong)).toBeVisible();
    await expect(chat.field).toHaveAttribute("aria-invalid", "true");
    await expect(button).toBeDisabled();
    await chat.field.press("Enter");
    await expect(chat.field).toHaveValue(TOO_LONG);
    expect(sends).toEqual([]);

    await chat.field.fill(LONGEST);
    await expect(chat.window.getByText(chat.words.atMost)).toBeVisible();
    await chat.field.press("Enter");
    await chat.expectDelivered(LONGEST);
    expect(sends).toHaveLength(1);
  });

  test("a new session silently replaces one that has ended, and keeps the draft", async ({ server, people, problems }) => {
    const { page, chat } = await people.customer();
    await chat.open();
    await chat.send("In the first conversation");
    await chat.expectDelivered("In the first conversation");
    await chat.field.fill("A draft");

    problems.expect(answered(401));
    const before = await sessionOf(page, CUSTOMER_SESSION);
    await Rest.with(server.url, before).endSession();
    await expect.poll(() => cookie(page, CUSTOMER_SESSION)).not.toBe(before);
    await expect(chat.message("In the first conversation")).toHaveCount(0);
    await expect(chat.log.getByText(chat.words.welcome)).toBeVisible();
    await expect(chat.window.getByRole("alert")).toHaveCount(0);
    await expect(chat.window.getByText(chat.words.connectionLost)).toBeHidden();
    await expect(chat.field).toHaveValue("A draft");

    await chat.field.press("Enter");
    await chat.expectDelivered("A draft");
    const conversations = await (await Rest.signIn(server.url)).conversations();
    expect(conversations).toHaveLength(2);
  });

  test("a message that is sent after the session has ended still arrives", async ({
    server,
    people,
    problems,
  }) => {
    const { page, chat } = await people.customer();
    await chat.open();
    await chat.send("Hello");
    await chat.expectDelivered("Hello");
    problems.expect(answered(401));
    await Rest.with(server.url, await sessionOf(page, CUSTOMER_SESSION)).endSession();
    await chat.send("Are you still there?");
    await chat.expectDelivered("Are you still there?");
    await expect(chat.message("Are you still there?")).toHaveCount(1);
  });
});

test.describe("in the console", () => {
  test("a wrong password and a wrong name get the same answer", async ({ people, problems }) => {
    problems.expect(answered(401));
    const desk = await people.stranger();
    const password = desk.page.getByLabel(desk.words.password, { exact: true });
    const alert = desk.page.getByRole("alert").filter({ hasText: /./ });

    await desk.signInButton.click();
    await expect(alert).toHaveText(desk.words.incomplete);
    for (const username of [ADMIN.username, "nobody"]) {
      await desk.signIn({ username, password: "a wrong password" });
      await expect(alert).toHaveText(desk.words.wrongCredentials);
      await expect(password).toBeFocused();
      await expect(desk.page.getByLabel(desk.words.name, { exact: true })).toHaveValue(username);
    }
    await desk.signIn(ADMIN);
    await expect(desk.onlineSwitch).toBeVisible();
  });

  test("an empty reply is not sent, and one of 5,001 characters shows an error", async ({ people }) => {
    const { chat } = await people.customer();
    const desk = await people.agent();
    await chat.open();
    await chat.send("A question");
    await desk.open("A question");
    const sends = requestsTo(desk.page, "/support/fn/agent/send");
    const button = desk.page.getByRole("button", { name: desk.words.send, exact: true });

    await expect(button).toBeDisabled();
    await desk.field.press("Enter");
    await desk.field.fill(" \n ");
    await desk.field.press("Enter");

    await desk.field.fill(TOO_LONG);
    await expect(desk.page.getByText(desk.words.tooLong)).toBeVisible();
    await expect(button).toBeDisabled();
    await desk.field.press("Enter");
    await expect(desk.field).toHaveValue(TOO_LONG);
    expect(sends).toEqual([]);

    await desk.reply(LONGEST);
    await desk.expectDelivered(LONGEST);
    expect(sends).toHaveLength(1);
  });

  test("an agent whose session has ended signs in again and returns to the same page and draft", async ({
    server,
    people,
    problems,
  }) => {
    const { chat } = await people.customer();
    const desk = await people.agent();
    await chat.open();
    await chat.send("A question");
    await desk.open("A question");
    await desk.field.fill("Half an answer");
    const place = desk.page.url();

    problems.expect(answered(401));
    await Rest.with(server.url, await sessionOf(desk.page, AGENT_SESSION)).endSession();
    await expect(desk.signInButton).toBeVisible();
    await desk.signIn(ADMIN);
    await expect(desk.field).toHaveValue("Half an answer");
    expect(desk.page.url()).toBe(place);
    await desk.field.press("Enter");
    await expect(chat.message("Half an answer")).toBeVisible();
  });

  test("an unknown conversation's address says that it does not exist", async ({ people, problems }) => {
    problems.expect(answered(404));
    const desk = await people.agent();
    for (const id of ["CONV-AAAAAAAAAAAA", "nonsense"]) {
      await desk.visit(`/console/inbox/${id}`);
      await expect(desk.page.getByRole("heading", { name: desk.words.noSuchConversation })).toBeVisible();
    }
  });
});

function requestsTo(page: Page, path: string): string[] {
  const requests: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === path) requests.push(request.method());
  });
  return requests;
}
