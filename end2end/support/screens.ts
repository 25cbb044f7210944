import type { BrowserContextOptions, Page } from "@playwright/test";

/** A screen, by its size and its colour scheme. */
export interface Screen {
  name: string;
  options: BrowserContextOptions;
}

export const DESK: Screen = { name: "1440", options: { viewport: { width: 1440, height: 900 } } };
export const LAPTOP: Screen = { name: "1366", options: { viewport: { width: 1366, height: 768 } } };
/** The laptop at a zoom of 125 %, in CSS pixels. */
export const ZOOMED: Screen = { name: "1366 at 125 %", options: { viewport: { width: 1093, height: 614 } } };
export const TABLET: Screen = { name: "768", options: { viewport: { width: 768, height: 1024 }, hasTouch: true } };
export const PHONE: Screen = {
  name: "390",
  options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
export const NIGHT: Screen = {
  name: "1440, dark",
  options: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" },
};

/** Shows a page on another screen. The page stays open. */
export async function show(page: Page, { options }: Screen): Promise<void> {
  if (options.viewport) await page.setViewportSize(options.viewport);
  await page.emulateMedia({ colorScheme: options.colorScheme ?? "light" });
}
