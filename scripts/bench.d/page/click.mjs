// The time from the press on the button until the customer can write, on a processor four times
// slower. An earlier page has loaded the program already.
import { setTimeout as wait } from "node:timers/promises";
import { summary, withBrowser } from "./browser.mjs";
import { watchForWritable, written } from "./in-page.mjs";

const RUNS = 11;
/** The number of visits before those that count, in which the program is loaded and V8 caches the compiled code. */
const EARLIER_VISITS = 3;
const SLOWED = 4;
/** The minimum time that the mouse is on a button before it is pressed. */
const HOVERED_MS = 200;
/** How long V8 may take to write its cache. */
const COMPILED_MS = 3_000;

const PRESSES = [
  { how: "pressed with a finger", press: (page, x, y) => page.touchscreen.tap(x, y) },
  {
    how: `pressed with a mouse that has been on it for ${HOVERED_MS} ms`,
    press: async (page, x, y) => {
      await page.mouse.move(x, y);
      await wait(HOVERED_MS);
      await page.mouse.click(x, y);
    },
  },
];

/** Opens a page as a visitor without a conversation. Returns it and the middle of its button. */
async function visit(browser, url, slowed) {
  const page = await browser.newPage();
  const devtools = await page.createCDPSession();
  await devtools.send("Storage.clearDataForOrigin", { origin: new URL(url).origin, storageTypes: "local_storage,cookies" });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  await page.evaluateOnNewDocument(watchForWritable);
  await page.goto(url, { waitUntil: "networkidle0" });
  const { x, y, width, height } = await (await page.waitForSelector(">>> .adda-button")).boundingBox();
  return { page, x: x + width / 2, y: y + height / 2 };
}

async function pressOnce(browser, url, press, slowed) {
  const { page, x, y } = await visit(browser, url, slowed);
  await press(page, x, y);
  await page.waitForFunction(() => window.writableAfter !== undefined);
  const milliseconds = await page.evaluate(() => window.writableAfter);
  await page.keyboard.type("a");
  if ((await page.evaluate(written)) !== "a") throw new Error(`on ${url} a key press did not write its letter`);
  return { page, milliseconds };
}

async function measurePress(url, press) {
  return withBrowser(async (browser) => {
    for (let count = 0; count < EARLIER_VISITS; count += 1) {
      const { page } = await pressOnce(browser, url, press, 1);
      await wait(COMPILED_MS);
      await page.close();
    }
    const times = [];
    while (times.length < RUNS) {
      const { page, milliseconds } = await pressOnce(browser, url, press, SLOWED);
      times.push(milliseconds);
      await page.close();
    }
    return summary(times);
  });
}

/** Returns milliseconds, for each page with a chat and each way to press. */
export async function measureClicks(pages) {
  const measured = [];
  for (const { name, withChat } of pages) {
    for (const { how, press } of PRESSES) measured.push({ name, how, ...(await measurePress(withChat, press)) });
  }
  return measured;
}
