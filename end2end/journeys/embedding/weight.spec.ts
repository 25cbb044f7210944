import type { Response } from "@playwright/test";
import { expect, test } from "../../support/embedding.ts";
import { PART } from "../../support/parts.ts";
import { getRaw } from "../../support/raw.ts";
import { BANGLA } from "../../support/words/bn.ts";
import { ENGLISH } from "../../support/words/en.ts";

/** The limit in bytes, compressed, as sent over the network. A kilobyte is 1,000 bytes. */
const MAX_BYTES = 4_000;
const MAX_REQUESTS = 2;
/** The program itself: JavaScript, WebAssembly and style sheets, with the chat open. */
const MAX_BYTES_OPEN = 110_000;
/** The file of a language, which is loaded when the picker opens. */
const MAX_BYTES_EMOJI = 20_000;
/** The parts of the program that are fetched when they are needed: the emoji panel, and sending files. */
const MAX_BYTES_EMOJI_PART = 10_000;
const MAX_BYTES_FILES_PART = 25_000;
/** How much slower a customer's machine may be than this one. */
const SLOWED = 4;
/** Browsers call a task that takes more than this a long task. */
const LONGEST_TASK_MS = 50;
/** The names of a script's work in the browser's trace. */
const WORK = new Set(["EvaluateScript", "FunctionCall", "v8.compile"]);

/** One entry of a trace. */
interface TraceEvent {
  name: string;
  tdur?: number;
  args: { data?: { url?: string } };
}

for (const words of [ENGLISH, BANGLA]) {
  test(`before any click the page makes two small requests, in ${words.locale}`, async ({ site, server, people }) => {
    site.put("/", { line: { "data-locale": words.locale } });
    const { page, chat } = await people.customer({ path: "about:blank", words });
    const answers: Response[] = [];
    page.on("response", (response) => {
      if (response.url().startsWith(server.url)) answers.push(response);
    });
    await page.goto(`${site.url}/`);
    await expect(chat.button).toBeVisible();
    await page.waitForLoadState("networkidle");
    const sizes = await Promise.all(answers.map((answer) => answer.request().sizes()));
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    console.log(`    before any click: ${bytes} bytes in ${answers.length} requests`);
    expect(answers.map((answer) => new URL(answer.url()).pathname)).toEqual(["/widget.js", "/support/api/widget/"]);
    expect(answers.length).toBeLessThanOrEqual(MAX_REQUESTS);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
  });
}

test("an open chat stays within its limit of bytes", async ({ site, server, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: "about:blank" });
  const answers: Response[] = [];
  page.on("response", (response) => {
    if (/\.(js|wasm|css)$/.test(new URL(response.url()).pathname) && response.url().startsWith(server.url)) answers.push(response);
  });
  await page.goto(`${site.url}/`);
  // The first request of the chat after it has loaded everything.
  const complete = page.waitForRequest((request) => request.url().endsWith("/support/fn/wait"));
  await chat.open();
  await complete;
  const sizes = await Promise.all(answers.map((answer) => answer.request().sizes()));
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  const names = answers.map((answer) => new URL(answer.url()).pathname.split("/").at(-1) ?? "").sort();
  console.log(`    with the chat open: ${bytes} bytes in ${answers.length} files`);
  expect(names).toEqual(["widget.css", "widget.js", "widget.js", "widget.wasm"]);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES_OPEN);
});

test("the parts that an open chat fetches later stay within their limits of bytes", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  const size = async (part: Promise<Response>): Promise<number> => (await (await part).request().sizes()).responseBodySize;
  const emoji = size(page.waitForResponse(PART));
  await chat.press(ENGLISH.emoji.open);
  const files = emoji.then(() => size(page.waitForResponse(PART)));
  await emoji;
  await chat.window.getByRole("button", { name: ENGLISH.files.attach }).hover();
  console.log(`    emoji panel: ${await emoji} bytes, uploads: ${await files} bytes`);
  expect(await emoji).toBeLessThanOrEqual(MAX_BYTES_EMOJI_PART);
  expect(await files).toBeLessThanOrEqual(MAX_BYTES_FILES_PART);
});

test("emoji stay within their limit of bytes", async ({ server }) => {
  for (const code of ["en", "bn"]) {
    const { status, body } = await getRaw(`${server.url}/assets/emoji-${code}.json`, { "Accept-Encoding": "br" });
    console.log(`    emoji, ${code}: ${body.length} bytes`);
    expect(status).toBe(200);
    expect(body.length).toBeLessThanOrEqual(MAX_BYTES_EMOJI);
  }
});

test("the button causes no layout shift", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: "about:blank" });
  await page.addInitScript(() => {
    window.seen = [];
    const observer = new PerformanceObserver((list) => window.seen.push(...list.getEntries().map(({ entryType }) => entryType)));
    observer.observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${site.url}/`);
  await expect(chat.button).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(() => window.seen)).toEqual([]);
});

test("before any click the chat causes no long task", async ({ browser, site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: "about:blank" });
  await browser.startTracing(page, { categories: ["devtools.timeline"] });
  await page.goto(`${site.url}/`);
  await expect(chat.button).toBeVisible();
  await page.waitForLoadState("networkidle");
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const ours = traceEvents.filter(({ name, args }) => WORK.has(name) && args.data?.url?.endsWith("/widget.js"));
  // Processor time, so that other work of the machine does not count.
  const milliseconds = ours.map(({ tdur = 0 }) => (tdur / 1_000) * SLOWED);
  const all = milliseconds.reduce((sum, task) => sum + task, 0);
  console.log(`    on a processor ${SLOWED} times slower: ${all.toFixed(1)} ms in ${milliseconds.length} tasks`);
  expect(milliseconds.length).toBeGreaterThan(0);
  expect(Math.max(...milliseconds)).toBeLessThanOrEqual(LONGEST_TASK_MS);
});

test("a poll is one request, and the browser sends one preflight for all", async ({ site, people }) => {
  site.put("/");
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  const asked = { polls: 0, preflights: 0 };
  devtools.on("Network.requestWillBeSent", ({ request }) => {
    if (!request.url.endsWith("/support/fn/messages")) return;
    if (request.method === "OPTIONS") asked.preflights += 1;
    else asked.polls += 1;
  });
  await chat.open();
  await expect.poll(() => asked.polls, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
  expect(asked.preflights).toBe(1);
});

test("browsers cache the script for minutes, and the files that it loads for ever", async ({ server }) => {
  const script = await getRaw(`${server.url}/widget.js`, { "Accept-Encoding": "br" });
  expect(script.headers["content-encoding"]).toBe("br");
  expect(script.headers["cache-control"]).toBe("public, max-age=300");
  const etag = script.headers.etag ?? "";
  const again = await getRaw(`${server.url}/widget.js`, { "Accept-Encoding": "br", "If-None-Match": etag });
  expect(again.status).toBe(304);
  const { program } = (await (await fetch(`${server.url}/support/api/widget/`)).json()) as { program: Record<string, string> };
  for (const path of Object.values(program)) {
    const { headers } = await getRaw(server.url + path, {});
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(headers["access-control-allow-origin"]).toBe("*");
  }
});
