import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

interface Held {
  heldFrames: Map<number, FrameRequestCallback>;
}

/** Holds back the page's callbacks for frames until `release` is called. */
async function holdFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const held = ((window as unknown as Held).heldFrames = new Map());
    let last = 0;
    window.requestAnimationFrame = (act) => {
      held.set((last += 1), act);
      return last;
    };
    window.cancelAnimationFrame = (frame) => void held.delete(frame);
  });
}

function heldFrames(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Held).heldFrames.size);
}

/** Runs the callbacks that are held back. */
async function release(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { heldFrames } = window as unknown as Held;
    for (const [frame, act] of heldFrames) {
      heldFrames.delete(frame);
      act(performance.now());
    }
  });
}

test("a page that is left before its next frame does nothing in that frame", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Do you have it in blue?");
  const desk = await people.agent();
  await desk.open("Do you have it in blue?");
  const navigation = desk.page.getByRole("navigation", { name: desk.words.navigation });
  await holdFrames(desk.page);
  await chat.send("Or in green?");
  await expect(desk.message("Or in green?")).toBeVisible();
  // The conversation has requested a frame.
  expect(await heldFrames(desk.page)).toBeGreaterThan(0);
  await navigation.getByRole("link", { name: ENGLISH.settings.title, exact: true }).click();
  await expect(desk.message("Or in green?")).toHaveCount(0);
  // An error would be reported as a problem in the browser.
  await release(desk.page);
  await navigation.getByRole("link").first().click();
  await expect(desk.row("Or in green?")).toBeVisible();
});
