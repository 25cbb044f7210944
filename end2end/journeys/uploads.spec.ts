import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Route } from "@playwright/test";
import { Chat } from "../support/chat.ts";
import { ENDLESS, SLOW, limitUpload, pdf, text } from "../support/files.ts";
import { PART } from "../support/parts.ts";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import {
  SPOILT,
  Uploads,
  answer,
  closeTab,
  cutOffAnswer,
  forbidIndexedDb,
  reset,
  storedFiles,
} from "../support/uploads.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

test.describe.configure({ timeout: 60_000 });

/** A failed attempt is retried after six seconds at most, and then less often. */
const AGAIN = { timeout: 25_000 };
/** The name of the other language in the menu. */
const BANGLA_NAME = "বাংলা";

/** Waits until the server has exactly these messages and files, in this order. */
async function expectArrived(server: Server, expected: string[]): Promise<void> {
  const rest = await Rest.signIn(server.url);
  await expect.poll(() => rest.newestArrivals(), AGAIN).toEqual(expected);
}

/** Waits until a part of a file has been sent. */
async function expectUnderWay(chat: Chat, name: string): Promise<void> {
  const bar = chat.uploads.filter({ hasText: name }).getByRole("progressbar");
  await expect.poll(async () => Number(await bar.getAttribute("value")), AGAIN).toBeGreaterThan(0);
}

const PASSING: Record<string, (route: Route) => Promise<unknown>> = {
  "answered by a proxy while the server restarts (502)": answer(502),
  "put off by the server (503 with Retry-After)": answer(503, { "Retry-After": "1" }),
  "slowed down (429)": answer(429, { "Retry-After": "1" }),
  "too slow for a proxy (408)": answer(408),
  "answered by another program's page (200)": answer(200),
  "cut off": reset,
  "accepted, but the answer is cut off": cutOffAnswer,
};

for (const [how, spoilt] of Object.entries(PASSING)) {
  test(`a file that is ${how} is retried automatically and arrives once`, async ({ server, people, problems }) => {
    for (const problem of [SPOILT, answered(502), answered(503), answered(429), answered(408)]) problems.expect(problem);
    const { page, chat } = await people.customer();
    const uploads = Uploads.of(page);
    await chat.open();
    const heal = await uploads.spoil(spoilt);
    await chat.pick([pdf("invoice.pdf")]);
    await expect(chat.window.getByText(chat.files.tryingAgain)).toBeVisible();
    await heal();
    await expect(chat.log.getByRole("link", { name: `${chat.files.download}invoice.pdf` })).toHaveCount(1, AGAIN);
    await expect(chat.uploads).toHaveCount(0);
    await expectArrived(server, ["invoice.pdf"]);
    await expect.poll(() => storedFiles(page)).toBe(0);
  });
}

test("a file that is picked before the program for uploads has come waits, and is sent with it", async ({
  server,
  people,
  problems,
}) => {
  problems.expect(SPOILT);
  const { page, chat } = await people.customer();
  await page.route(PART, reset);
  await chat.open();
  await chat.send("Before");
  await chat.pick([pdf("invoice.pdf")]);
  await expect(chat.uploads.filter({ hasText: "invoice.pdf" })).toContainText(chat.files.tryingAgain);
  // The message does not wait for a file that cannot be sent for now.
  await chat.send("After");
  await chat.expectDelivered("After");
  await page.unroute(PART);
  await expect(chat.log.getByRole("link", { name: `${chat.files.download}invoice.pdf` })).toHaveCount(1, AGAIN);
  await expect(chat.uploads).toHaveCount(0);
  await expectArrived(server, ["Before", "After", "invoice.pdf"]);
});

test("files wait while the network is lost, and are then sent in order with the messages", async ({ server, people, problems }) => {
  problems.expect(SPOILT);
  const { page, chat } = await people.customer();
  await chat.open();
  const program = page.waitForResponse(PART);
  await chat.send("Before");
  await program;
  await chat.expectDelivered("Before");
  await page.context().setOffline(true);
  await chat.send("First");
  await chat.pick([pdf("second.pdf")]);
  await expect.poll(() => storedFiles(page)).toBe(1);
  await expect(chat.uploads).toHaveCount(1);
  await chat.send("Third");
  await page.context().setOffline(false);
  await expectArrived(server, ["Before", "First", "second.pdf", "Third"]);
});

test("a message that is written after a slow file arrives after it", async ({ server, people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await limitUpload(page, 200 * 1024);
  await chat.pick([text("slow.txt", 700 * 1024)]);
  await expectUnderWay(chat, "slow.txt");
  await chat.send("As you can see");
  await expectArrived(server, ["slow.txt", "As you can see"]);
});

for (const leave of ["reload", "another page"]) {
  test(`an upload continues after ${leave}, and arrives once`, async ({ server, people }) => {
    const { page, chat } = await people.customer();
    await chat.open();
    await limitUpload(page, SLOW);
    await chat.pick([text("slow.txt", ENDLESS), pdf("next.pdf")]);
    await expectUnderWay(chat, "slow.txt");
    await expect.poll(() => storedFiles(page)).toBe(2);
    await (leave === "reload" ? page.reload() : page.goto("/rent"));
    await chat.open();
    await expect(chat.uploads).toHaveCount(2);
    await limitUpload(page, -1);
    await expectArrived(server, ["slow.txt", "next.pdf"]);
    await expect(chat.uploads).toHaveCount(0);
    await expect(chat.log.getByText("slow.txt")).toHaveCount(1);
    await expect.poll(() => storedFiles(page)).toBe(0);
  });
}

test("closing the window or changing its language does not interrupt an upload", async ({ server, people }) => {
  const { page, chat } = await people.customer();
  await forbidIndexedDb(page);
  await page.reload();
  const uploads = Uploads.of(page);
  await chat.open();
  await limitUpload(page, SLOW);
  await chat.pick([text("slow.txt", ENDLESS)]);
  await expectUnderWay(chat, "slow.txt");
  await chat.press(chat.words.more);
  await chat.window.getByText(BANGLA_NAME).click();
  const bangla = new Chat(page, BANGLA);
  await expect(bangla.window).toBeVisible();
  await expect(bangla.uploads).toHaveCount(1);
  await bangla.press(bangla.words.close);
  await limitUpload(page, -1);
  await expectArrived(server, ["slow.txt"]);
  expect(uploads.begun).toBe(1);
});

/** Opens another tab of the same shop. */
async function openTab(context: BrowserContext): Promise<{ chat: Chat; uploads: Uploads }> {
  const page = await context.newPage();
  const uploads = Uploads.of(page);
  await page.goto("/rent");
  const chat = new Chat(page, ENGLISH);
  await chat.open();
  return { chat, uploads };
}

test("one of two tabs sends a file, and the other takes over when that tab is closed", async ({ server, people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  const other = await openTab(page.context());
  await limitUpload(page, SLOW);
  await chat.pick([text("slow.txt", ENDLESS)]);
  await expectUnderWay(chat, "slow.txt");
  await expect.poll(() => storedFiles(page)).toBe(1);
  await other.chat.send("Meanwhile");
  await other.chat.expectDelivered("Meanwhile");
  expect(other.uploads.begun).toBe(0);
  await page.close();
  await expectArrived(server, ["Meanwhile", "slow.txt"]);
  await expect(other.chat.log.getByText("slow.txt")).toHaveCount(1);
  expect(other.uploads.begun).toBe(1);
});

test("one of two tabs sends a file, and the other shows it", async ({ server, people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  const other = await openTab(page.context());
  await chat.pick([pdf("invoice.pdf")]);
  await expect(other.chat.log.getByText("invoice.pdf")).toHaveCount(1, AGAIN);
  expect(other.uploads.begun).toBe(0);
  await expectArrived(server, ["invoice.pdf"]);
});

for (const words of [ENGLISH, BANGLA]) {
  test(`where the browser stores no files, the customer is told to keep the page open (${words.code})`, async ({ people }) => {
    const { page, chat } = await people.customer({ words });
    await forbidIndexedDb(page);
    await page.reload();
    await chat.open();
    await limitUpload(page, SLOW);
    await chat.pick([text("slow.txt", ENDLESS)]);
    await expect(chat.window.getByText(chat.files.keepOpen)).toBeVisible();
    expect(await closeTab(page)).toBe(true);
  });
}

test("where the browser stores files, the page can be left without a confirmation", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await limitUpload(page, SLOW);
  await chat.pick([text("slow.txt", ENDLESS)]);
  await expectUnderWay(chat, "slow.txt");
  await expect.poll(() => storedFiles(page)).toBe(1);
  await expect(chat.window.getByText(chat.files.keepOpen)).toBeHidden();
  expect(await closeTab(page)).toBe(false);
});

test("a file that can no longer be read shows an error, and is not retried for ever", async ({ server, people, problems }, testInfo) => {
  for (const problem of [answered(502), /net::ERR_UPLOAD_FILE_CHANGED/, /net::ERR_FILE_NOT_FOUND/]) problems.expect(problem);
  const { page, chat } = await people.customer();
  await forbidIndexedDb(page);
  await page.reload();
  const uploads = Uploads.of(page);
  await chat.open();
  const path = join(testInfo.outputPath(), "notes.txt");
  writeFileSync(path, "as it was picked");
  const heal = await uploads.spoil(answer(502));
  await chat.pick(path);
  await uploads.expectBegun(1);
  rmSync(path);
  await heal();
  await expect(chat.window.getByText(chat.files.unreadable)).toBeVisible(AGAIN);
  await expect(chat.window.getByRole("button", { name: chat.files.retry })).toHaveCount(0);
  await chat.press(chat.files.remove);
  await expect(chat.uploads).toHaveCount(0);
  await expectArrived(server, []);
});

test("a file of a session that is lost is sent in the next conversation", async ({ server, people, problems }) => {
  for (const problem of [answered(502), answered(401), answered(404)]) problems.expect(problem);
  const { page, chat } = await people.customer();
  const uploads = Uploads.of(page);
  await chat.open();
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  const heal = await uploads.spoil(answer(502));
  await chat.pick([pdf("invoice.pdf")]);
  await uploads.expectBegun(1);
  await page.context().clearCookies();
  await heal();
  await expectArrived(server, ["invoice.pdf"]);
  await expect(chat.log.getByText("invoice.pdf")).toHaveCount(1);
});

const BY_PROXY = { proxyTooLarge: 413, proxyRefused: 403 } as const;

for (const [sentence, status] of Object.entries(BY_PROXY)) {
  test(`a file that a proxy refuses (${status}) is not said to be above the shop's limit`, async ({ server, people, problems }) => {
    problems.expect(answered(status));
    for (const words of [ENGLISH, BANGLA]) {
      const { page, chat } = await people.customer({ words });
      await chat.open();
      await Uploads.of(page).spoil(answer(status));
      await chat.pick([pdf("invoice.pdf")]);
      await expect(chat.uploads.getByText(chat.files[sentence as keyof typeof BY_PROXY])).toBeVisible();
    }
    const rest = await Rest.signIn(server.url);
    expect(await rest.newestArrivals()).toEqual([]);
  });
}

test("a message that a filter in front of the server refuses is named at once, and sent on request", async ({
  people,
  problems,
}) => {
  problems.expect(answered(403));
  const { page, chat } = await people.customer();
  await chat.open();
  const refuse = answer(403);
  await page.route("**/support/fn/send", refuse);
  await chat.send("Hello");
  await expect(chat.window.getByRole("alert")).toBeVisible();
  await page.unroute("**/support/fn/send", refuse);
  await chat.window.getByRole("alert").getByRole("button").first().click();
  await chat.expectDelivered("Hello");
});

test("a file that a closed conversation refuses is sent when it is reopened", async ({ server, people, problems }) => {
  for (const problem of [answered(502), answered(409)]) problems.expect(problem);
  const { page, chat } = await people.customer();
  const uploads = Uploads.of(page);
  await chat.open();
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  const heal = await uploads.spoil(answer(502));
  await chat.pick([pdf("invoice.pdf")]);
  await uploads.expectBegun(1);
  await chat.end();
  await heal();
  await expect(chat.uploads.getByText(chat.files.closed)).toBeVisible(AGAIN);
  await chat.press(chat.words.reopen);
  await expectArrived(server, ["Hello", "invoice.pdf"]);
  await expect(chat.uploads).toHaveCount(0);
});
