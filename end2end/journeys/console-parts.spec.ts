import type { Page, Response } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { getRaw } from "../support/raw.ts";
import { answered } from "../support/problems.ts";
import { ADMIN } from "../support/server.ts";
import { ENGLISH } from "../support/words/en.ts";

/**
 * The limit for the console's program, style sheet and scripts that the first screen waits for, in
 * bytes as sent over the network.
 */
const MAX_BYTES = 450_000;
const TINY_BYTES = 500;
/** A part of the program, named by the hash of its content. */
const PART = /\/assets\/[0-9a-f]{16}\/console-[0-9a-f]{16}\.wasm$/;
const words = ENGLISH.statistics;

/** Records which of the server's own files with these suffixes a page gets. */
function filesOf(page: Page, ...suffixes: string[]): Response[] {
  const answers: Response[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/assets/") && suffixes.some((suffix) => pathname.endsWith(suffix))) answers.push(response);
  });
  return answers;
}

/** Records which files of the console's WebAssembly a page gets. */
const programOf = (page: Page) => filesOf(page, ".wasm");
const nameOf = (answer: Response) => new URL(answer.url()).pathname.split("/").at(-1);

const statisticsLink = (page: Page) => page.getByRole("link", { name: words.title, exact: true });
const statistics = (page: Page) => page.getByRole("heading", { level: 1, name: words.title, exact: true });

test("signing in, reading and answering load at most 450 kB, and only the first part of the program", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("A question");
  const desk = await people.stranger({ path: "about:blank" });
  const [files, program] = [filesOf(desk.page, ".wasm", ".js", ".css"), programOf(desk.page)];
  await desk.visit();
  await desk.signIn(ADMIN);
  await desk.open("A question");
  await desk.reply("An answer");
  await desk.expectDelivered("An answer");
  const sizes = await Promise.all(files.map(async (answer) => (await answer.request().sizes()).responseBodySize));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`    the first screen: ${bytes} bytes, ${files.map((answer, index) => `${nameOf(answer)} ${sizes[index]}`).join(", ")}`);
  expect(program.map(nameOf)).toEqual(["console.wasm"]);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
});

test("hovering a page's link fetches its part once, compressed and cached for ever", async ({ people, server }) => {
  const { page } = await people.agent();
  const program = programOf(page);
  await statisticsLink(page).hover();
  await expect.poll(() => program.length).toBeGreaterThan(0);
  await statisticsLink(page).click();
  await expect(statistics(page)).toBeVisible();
  const paths = program.map((part) => new URL(part.url()).pathname);
  expect(paths).toEqual([...new Set(paths)]);
  for (const path of paths) {
    expect(path).toMatch(PART);
    const { status, headers, body } = await getRaw(server.url + path, { "Accept-Encoding": "br" });
    expect(status).toBe(200);
    // A file that compression would not make smaller is sent uncompressed.
    if (body.length > TINY_BYTES || headers["content-encoding"] !== undefined) expect(headers["content-encoding"]).toBe("br");
    expect(headers["content-type"]).toBe("application/wasm");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  }
});

test("all parts are fetched some time after the start, and a page then opens without a request for one", async ({ people, server }) => {
  const desk = await people.stranger({ path: "about:blank" });
  const { page } = desk;
  const program = programOf(page);
  await page.clock.install();
  await desk.visit();
  await desk.signIn(ADMIN);
  const script = await page.locator("script[data-js]").getAttribute("data-js");
  const { body } = await getRaw(server.url + script, {});
  const parts = [...new Set(body.toString().match(/console-[0-9a-f]{16}\.wasm/g))].sort();
  expect(parts.length).toBeGreaterThan(0);
  await page.clock.fastForward(15_000);
  await expect.poll(() => program.map(nameOf).filter((name) => name !== "console.wasm").sort()).toEqual(parts);
  await Promise.all(program.map((answer) => answer.finished()));
  await page.route(PART, (route) => route.abort());
  await statisticsLink(page).click();
  await expect(statistics(page)).toBeVisible();
});

test("a part that fails to load shows an error, and loads on retry", async ({ people, problems }) => {
  problems.expect(answered(503));
  const { page } = await people.agent();
  let isDown = true;
  await page.route(PART, (route) => (isDown ? route.fulfill({ status: 503 }) : route.continue()));
  await statisticsLink(page).click();
  const alert = page.getByRole("alert").filter({ hasText: ENGLISH.console.unreachable });
  await expect(alert).toBeVisible();
  // The other pages still work.
  await page.getByRole("link", { name: ENGLISH.console.inbox }).click();
  await expect(page).toHaveURL(/\/console\/inbox/);
  await statisticsLink(page).click();
  await expect(alert).toBeVisible();
  isDown = false;
  await alert.getByRole("button", { name: words.retry, exact: true }).click();
  await expect(statistics(page)).toBeVisible();
});

test("a part that fails to load is fetched automatically once the server has it", async ({ people, problems }) => {
  problems.expect(answered(503));
  const { page } = await people.agent();
  let isDown = true;
  await page.route(PART, (route) => (isDown ? route.fulfill({ status: 503 }) : route.continue()));
  await statisticsLink(page).click();
  await expect(page.getByRole("alert").filter({ hasText: ENGLISH.console.unreachable })).toBeVisible();
  isDown = false;
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(statistics(page)).toBeVisible();
});

test("after an update of the server, a page whose part is gone is reloaded", async ({ people, problems }) => {
  problems.expect(answered(404));
  const { page } = await people.agent();
  await page.evaluate(() => (window.seen = ["before the update"]));
  let isOld = true;
  await page.route(PART, (route) => (isOld ? route.fulfill({ status: 404 }) : route.continue()));
  await page.route(/\/console\//, async (route) => {
    // The page of the new version names other files, so the browser loads it.
    if (route.request().resourceType() === "fetch" && isOld) return route.fulfill({ contentType: "text/html", body: "<html></html>" });
    if (route.request().isNavigationRequest()) isOld = false;
    return route.continue();
  });
  await statisticsLink(page).click();
  await expect(statistics(page)).toBeVisible();
  await expect(page).toHaveURL(/\/console\/statistics$/);
  expect(await page.evaluate(() => window.seen)).not.toEqual(["before the update"]);
});

test("a part that is still missing after the reload is retried without another reload", async ({ people, problems }) => {
  problems.expect(answered(404));
  const { page } = await people.agent();
  let isMissing = true;
  let loads = 0;
  await page.route(PART, (route) => (isMissing ? route.fulfill({ status: 404 }) : route.continue()));
  await page.route(/\/console\//, (route) => {
    if (route.request().isNavigationRequest()) loads += 1;
    // Answers like a server of another version.
    return route.request().resourceType() === "fetch" ? route.fulfill({ contentType: "text/html", body: "<html></html>" }) : route.continue();
  });
  await statisticsLink(page).click();
  await expect(page.getByRole("alert").filter({ hasText: ENGLISH.console.unreachable })).toBeVisible();
  expect(loads).toBe(1);
  isMissing = false;
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(statistics(page)).toBeVisible();
  expect(loads).toBe(1);
});

test("the address of an unknown part is answered with 404", async ({ server }) => {
  const { status } = await getRaw(`${server.url}/assets/0123456789abcdef/console-0123456789abcdef.wasm`, {});
  expect(status).toBe(404);
});
