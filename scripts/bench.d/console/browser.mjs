// Debian's Chromium, driven by the browser tests' Playwright.
import { createRequire } from "node:module";
import { Connection } from "../connection.mjs";
import { ADMIN } from "../server.mjs";

const { chromium } = createRequire(new URL("../../../end2end/package.json", import.meta.url))("@playwright/test");

/** Keeps it from sending requests to servers other than the one that is measured. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const SCREEN = { viewport: { width: 1440, height: 900 } };

/** Runs the browser while `use` runs. */
export async function withBrowser(use) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: QUIET });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Opens a page in its own context, in which `watch(wanted)` runs before anything else. */
export async function openPage(browser, url, { cookies = [], watch, wanted } = {}) {
  const context = await browser.newContext(SCREEN);
  await context.addCookies(cookies);
  const page = await context.newPage();
  if (watch) await page.addInitScript(watch, wanted);
  await page.goto(url);
  return page;
}

/** Signs the admin in and sets whether they take conversations. Returns the cookie for a console. */
export async function signIn(origin, isOnline = false) {
  const connection = new Connection(origin);
  const { token } = await connection.post("/support/api/login/", ADMIN);
  if (isOnline) await connection.post("/support/fn/agent/online", { is_online: true }, { cookie: `adda_agent=${token}` });
  connection.close();
  return { name: "adda_agent", value: token, url: origin };
}

/** Opens a page of the console as the admin, while `use` runs. */
export async function withConsole(origin, path, use) {
  const cookies = [await signIn(origin)];
  return withBrowser(async (browser) => use(await openPage(browser, origin + path, { cookies }), browser));
}

/** Returns the processor time that the process which draws the page has used, in seconds. */
export async function rendererTime(browser) {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  const times = processInfo.filter(({ type }) => type === "renderer").map(({ cpuTime }) => cpuTime);
  // The process of an empty tab uses almost no time.
  return Math.max(...times);
}

/** Returns the median of some values, the 99th percentile, the least and the most. */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const { length } = sorted;
  return { median: sorted[Math.floor(length / 2)], p99: sorted[Math.ceil(0.99 * length) - 1], least: sorted[0], most: sorted.at(-1), count: length };
}
