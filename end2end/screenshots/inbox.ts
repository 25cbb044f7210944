import { LAPTOPS, holdBack, lose, picturesOf } from "../support/album.ts";
import { Inbox } from "../support/inbox.ts";
import { PHONE } from "../support/screens.ts";
import { ADMIN } from "../support/server.ts";
import { expect } from "../support/test.ts";

picturesOf("inbox", async ({ server, people, looks, save }) => {
  const empty = await people.agent(looks);
  await expect(empty.page.getByRole("heading", { name: empty.words.emptyInbox })).toBeVisible();
  await save(empty.page, "empty");
  await empty.page.close();

  await server.command(["demo"]);
  // The agent is still online.
  const desk = await people.stranger(looks);
  const { page } = desk;
  await desk.signIn(ADMIN);
  await expect(desk.list.getByRole("link").first()).toBeVisible();
  await save(page, "rows");
  const inbox = new Inbox(desk, looks.words);
  await inbox.openFilters();
  await save(page, "filters");
  await inbox.filters.getByRole("checkbox").first().check();
  await inbox.closeFilters();
  await save(page, "filtered");
  await desk.visit("/console/inbox?status=pending&priority=urgent&language=bn");
  await expect(page.locator(".empty")).toBeVisible();
  await save(page, "empty-view");

  await desk.visit("/console/inbox?tab=all&q=order");
  await expect(desk.list.locator("mark").first()).toBeVisible();
  await save(page, "search");
  await desk.visit("/console/inbox?tab=all&q=xyzzy");
  await expect(page.locator(".empty")).toBeVisible();
  await save(page, "no-hit");

  await desk.visit("/console/inbox?tab=all");
  await page.getByRole("button", { name: inbox.words.select, exact: true }).click();
  for (const row of [0, 1, 2]) await desk.list.getByRole("checkbox").nth(row).check();
  await save(page, "selected");
  await inbox.bar.getByRole("button", { name: inbox.words.close, exact: true }).click();
  await expect(page.locator(".undo-region")).not.toBeEmpty();
  await save(page, "outcome");

  // Keyboard shortcuts are not shown on a phone.
  if (looks.screen !== PHONE) {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: desk.words.shortcuts })).toBeVisible();
    await save(page, "shortcuts");
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: desk.words.preferences }).click();
  await expect(page.getByRole("dialog", { name: desk.words.preferences }).getByRole("switch").first()).toBeVisible();
  await save(page, "preferences");
  await page.keyboard.press("Escape");

  await lose(page, "agent/*");
  await expect(page.getByText(desk.words.connectionLost)).toBeVisible({ timeout: 60_000 });
  await save(page, "connection-lost");
  await page.unrouteAll();
  await holdBack(page, "agent/inbox", "agent/changes");
  await page.reload();
  await expect(page.locator(".skeleton-row").first()).toBeVisible();
  await save(page, "loading");
}, LAPTOPS);
