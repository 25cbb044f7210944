import type { Page } from "@playwright/test";

/** Tells a page that it is hidden, or shown: headless Chromium never hides one. */
export async function turn(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}
