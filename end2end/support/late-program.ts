import type { Page } from "@playwright/test";
import "./page-globals.ts";

/**
 * Holds back the widget's program. Returns a function that lets it load. The function then waits
 * until the page has finished all work that needs no click.
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
