import type { Page } from "@playwright/test";

/** Reports to a page that it is hidden or shown, because headless Chromium never hides a page. */
export async function turn(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}
