import type { Page } from "@playwright/test";
import "./page-globals.ts";

/**
 * Holds back the widget's program. Gives the function that lets it come, and
 * waits until the page has done all that it does by itself when it is there.
 */
export async function holdProgram(page: Page): Promise<() => Promise<void>> {
  let arrive = (): void => {};
  const held = new Promise<void>((done) => (arrive = done));
  await page.route(/\/widget\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.addInitScript(() => {
    window.seen = [];
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const program = await instantiateStreaming(...given);
      window.seen.push("program");
      return program;
    };
  });
  return async () => {
    arrive();
    await page.waitForFunction(() => window.seen.includes("program"));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  };
}
