import { setTimeout as wait } from "node:timers/promises";
import { Builder, type WebDriver } from "selenium-webdriver";
import { freePort } from "../port.ts";
import { answers } from "../running.ts";
import type { OtherBrowser } from "./browsers.ts";
import { Helper } from "./helper.ts";

/** How long a browser may take to quit. */
const QUIT_LIMIT_MS = 10_000;

/** Starts a virtual display, which chooses its own number. */
async function display(): Promise<[Helper, string]> {
  const helper = new Helper(["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
  const number = (): string | undefined => /^(\d+)$/m.exec(helper.said)?.[1];
  await helper.ready(() => number() !== undefined);
  return [helper, `:${number()}`];
}

/** Starts a browser for as long as `use` takes. */
export async function drive(browser: OtherBrowser, use: (driver: WebDriver) => Promise<void>): Promise<void> {
  const helpers: Helper[] = [];
  try {
    const environment: Record<string, string> = {};
    if (browser.needsDisplay) {
      const [screen, name] = await display();
      helpers.unshift(screen);
      environment.DISPLAY = name;
    }
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const program = new Helper(browser.driver(port), environment);
    helpers.unshift(program);
    await program.ready(() => answers(`${url}/status`));
    await withSession(url, browser, use);
  } finally {
    // The display is stopped last: programs that still draw on it would complain.
    for (const helper of helpers) await helper.stop();
  }
}

async function withSession(url: string, browser: OtherBrowser, use: (driver: WebDriver) => Promise<void>): Promise<void> {
  // With the driver's address, so that Selenium does not look for its own driver.
  const builder = new Builder().disableEnvironmentOverrides().usingServer(url);
  const driver = await builder.withCapabilities(browser.capabilities()).build();
  try {
    await use(driver);
  } finally {
    // After that, the browser ends with its driver.
    await Promise.race([driver.quit(), wait(QUIT_LIMIT_MS, undefined, { ref: false })]);
  }
}
