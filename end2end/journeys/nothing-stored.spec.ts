import type { Page } from "@playwright/test";
import { CUSTOMER_SESSION, sessionOf } from "../support/session.ts";
import { expect, test } from "../support/test.ts";

/** The beginnings of every visitor's username and of every conversation's id. */
const TRACES = ["visitor-", "CONV-"];

test("no data is stored about a visitor who never opens the chat", async ({ server, people }) => {
  const { page, chat } = await people.customer();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  for (const link of ["Gitanjali", "Rent", "My orders"]) {
    await page.getByRole("link", { name: link }).first().click();
    const isFetched = page.waitForResponse(/widget\.wasm$/);
    await chat.button.hover();
    await isFetched;
  }

  expect(asked.filter((path) => path.startsWith("/support/"))).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  expect(await stored(page)).toEqual([]);
  for (const trace of TRACES) expect(server.hasStored(trace), trace).toBe(false);

  await chat.open();
  await sessionOf(page, CUSTOMER_SESSION);
  expect(await page.context().cookies()).toMatchObject([{ name: CUSTOMER_SESSION, httpOnly: true, sameSite: "Lax" }]);
  for (const trace of TRACES) expect(server.hasStored(trace), trace).toBe(true);
});

test("a conversation without messages is not in the inbox", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await sessionOf(page, CUSTOMER_SESSION);
  const desk = await people.agent();
  await expect(desk.page.getByText(desk.words.emptyInbox)).toBeVisible();
  await chat.field.fill("Not sent yet");
  await chat.close();
  await desk.page.reload();
  await expect(desk.page.getByText(desk.words.emptyInbox)).toBeVisible();
});

/** Returns the names of all data that scripts have stored in the browser. */
function stored(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases.map(({ name }) => name ?? "")];
  });
}
