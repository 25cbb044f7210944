// Debian's Chromium, with its own profile that is deleted afterwards.
import puppeteer from "puppeteer-core";

/** Keeps it from sending requests to servers other than those that are measured. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

/** Runs the browser while `use` runs. */
export async function withBrowser(use) {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: QUIET });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Returns its name and version. */
export const browserVersion = () => withBrowser((browser) => browser.version());

/** Returns the median of some values, the least and the most. */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted.at(-1), count: sorted.length };
}
