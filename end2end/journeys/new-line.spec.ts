import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";

/** More than one page of the log. */
const UNREAD = 80;

test("the line New stands before the first unread message, once that is loaded", async ({ server, people }) => {
  const visitor = await Rest.visitor(server.url);
  const id = await visitor.write(["Read before 1.", "Read before 2."]);
  const desk = await people.agent();
  await desk.open("Read before 2.");
  await expect(desk.row("Read before 2.").locator(".badge")).toHaveCount(0);
  await desk.page.locator('.rail a[href="/console/statistics"]').click();
  await expect(desk.log).toBeHidden();
  await visitor.write(Array.from({ length: UNREAD }, (_, index) => `Unread ${index + 1}.`));

  await desk.visit(`/console/inbox/${id}`);
  await expect(desk.message(`Unread ${UNREAD}.`)).toBeVisible();
  const line = desk.log.locator(".new-line");
  // The first unread message is not loaded, and the first that is loaded is not the first unread one.
  await expect(desk.message("Unread 1.")).toHaveCount(0);
  await expect(line).toHaveCount(0);
  await desk.log.hover();
  await expect(async () => {
    await desk.page.mouse.wheel(0, -2_000);
    await expect(line).toBeVisible({ timeout: 250 });
  }).toPass();
  const after = line.locator("xpath=following::*[contains(@class, 'message')][1]");
  await expect(after).toContainText("Unread 1.");
});
