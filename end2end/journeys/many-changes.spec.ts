import type { Page } from "@playwright/test";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";

/** More rows than the console draws in one frame. */
const WRITERS = 30;

interface Counted {
  removals: number;
}

/** Counts how often a row is removed from the list, for `removals`. */
async function countRemovals(page: Page): Promise<void> {
  await page.locator(".rows").evaluate((list) => {
    const counted = window as unknown as Counted;
    counted.removals = 0;
    new MutationObserver((changes) => {
      for (const { removedNodes } of changes) counted.removals += removedNodes.length;
    }).observe(list, { childList: true });
  });
}

const removals = (page: Page) => page.evaluate(() => (window as unknown as Counted).removals);

test("when many conversations change at once, few rows move, and the focus stays in its row", async ({ server, people }) => {
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => Rest.visitor(server.url)));
  const silent = await Rest.visitor(server.url);
  const ids = [];
  for (const writer of [...writers, silent]) ids.push(await writer.write(["Good morning"]));
  const desk = await people.agent();
  const { page } = desk;
  const order = () =>
    page.locator(".rows .row").evaluateAll((rows) => rows.map((row) => row.id.slice("row-".length)));
  await expect.poll(order).toEqual(ids.toReversed());

  await countRemovals(page);
  const focused = page.locator(`#row-${ids[0]}`);
  await focused.focus();
  const element = await focused.elementHandle();
  for (const writer of writers) await writer.write(["Are you there?"]);
  const expected = [...ids.slice(0, WRITERS).toReversed(), ids[WRITERS]];
  await expect.poll(order).toEqual(expected);
  await expect(focused).toBeFocused();
  expect(await focused.evaluate((now, before) => now === before, element)).toBe(true);
  // A change moves only its own row. The row that did not change stays in place.
  expect(await removals(page)).toBeLessThanOrEqual(WRITERS);
  await expect(focused).toContainText("Are you there?");
});
