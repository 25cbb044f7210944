import { expect, type Locator } from "@playwright/test";

/** More tab stops than any page has. */
const LIMIT = 60;

/** Presses Tab (or Shift+Tab) until the target has the focus. */
export async function tabTo(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let pressed = 0; pressed < LIMIT; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press(key);
  }
  await expect(target, `${key}, pressed ${LIMIT} times, does not reach it`).toBeFocused();
}
