import { expectAccessible } from "../support/accessibility.ts";
import { Rest } from "../support/rest.ts";
import { LAPTOP, PHONE, ZOOMED } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

/** More than any of the screens shows. */
const CONVERSATIONS = 14;

for (const words of [ENGLISH, BANGLA]) {
  for (const { screen, rows } of [
    { screen: LAPTOP, rows: 9 },
    { screen: ZOOMED, rows: 6 },
    { screen: PHONE, rows: 8 },
  ]) {
    test(`at least ${rows} rows of the inbox are fully visible: ${screen.name}, ${words.code}`, async ({ server, people }) => {
      const rest = await Rest.signIn(server.url);
      for (let number = 1; number <= CONVERSATIONS; number += 1) {
        const visitor = await Rest.visitor(server.url);
        const id = await visitor.write([`Question ${number}: where is the parcel that I ordered last week?`]);
        const unusual = { priority: "urgent", status: "pending", assigned_agent_id: 1 };
        if (number % 3 === 0) await rest.post(`/support/agent/api/conversation/${id}/update/`, unusual);
      }
      const desk = await people.agent({ words, screen });
      await expect(desk.row(`Question ${CONVERSATIONS}:`)).toBeVisible();
      const scroller = desk.page.locator(".list-scroller");
      const visible = await scroller.evaluate((list) => {
        const { top, bottom } = list.getBoundingClientRect();
        const boxes = [...list.querySelectorAll(".row")].map((row) => row.getBoundingClientRect());
        return {
          count: boxes.filter((box) => box.top >= top && box.bottom <= bottom && box.height > 0).length,
          heights: [...new Set(boxes.slice(0, 6).map((box) => Math.round(box.height)))],
          width: list.scrollWidth - list.clientWidth,
        };
      });
      expect(visible.count).toBeGreaterThanOrEqual(rows);
      expect(visible.heights).toEqual([64]);
      expect(visible.width).toBe(0);

      // A row still says what it said before, the usual things only to screen readers.
      const usual = desk.row("Question 14:");
      for (const word of [desk.words.visitor, desk.words.isOpen, desk.words.normal, "CONV-", desk.words.oneUnread]) {
        await expect(usual).toContainText(word);
      }
      await expect(usual.locator(".chip")).toHaveCount(0);
      await expect(desk.row("Question 12:").locator(".chip")).toHaveCount(2);
    });
  }
}

test("the line of tools above the rows is accessible, and its targets are large enough", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["Where is my parcel?"]);
  const desk = await people.agent({ screen: ZOOMED });
  await expect(desk.row("Where is my parcel?")).toBeVisible();
  const sizes = await desk.page.locator(".list-column :is(button, a.tab, select)").evaluateAll((targets) =>
    // A closed dialog has no size.
    targets.map((target) => target.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)).filter(Boolean),
  );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
  await expectAccessible(desk.page, "the inbox with one line of tools");
});
