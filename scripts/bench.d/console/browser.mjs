// Debian's Chromium, driven by the browser tests' Playwright.
import { createRequire } from "node:module";
import { Connection } from "../connection.mjs";
import { ADMIN } from "../server.mjs";

const { chromium } = createRequire(new URL("../../../end2end/package.json", import.meta.url))("@playwright/test");

/** It sends requests only to the server that is measured. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** Opens a page of the console as the admin, for as long as `use` takes. */
export async function withConsole(origin, path, use) {
  const connection = new Connection(origin);
  const { token } = await connection.post("/support/api/login/", ADMIN);
  connection.close();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: QUIET });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ name: "adda_agent", value: token, url: origin }]);
    const page = await context.newPage();
    await page.goto(origin + path);
    return await use(page, browser);
  } finally {
    await browser.close();
  }
}

/** The processor time that the process which draws the page has used, in seconds. */
export async function rendererTime(browser) {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  const times = processInfo.filter(({ type }) => type === "renderer").map(({ cpuTime }) => cpuTime);
  // A new tab of the browser's own would do nothing.
  return Math.max(...times);
}

/** The middle one of some values, the least and the most. */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted.at(-1), count: sorted.length };
}
