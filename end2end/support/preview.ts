import type { FrameLocator, Page } from "@playwright/test";

/** Returns the page in which the settings show the widget. */
export const previewOf = (page: Page): FrameLocator => page.getByTestId("widget-preview").frameLocator("iframe");
