import { Inbox } from "../support/inbox.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  test(`a snoozed conversation leaves the list until the customer writes: ${words.code}`, async ({ server, people }) => {
    const visitor = await Rest.visitor(server.url);
    const id = await visitor.write(["Where is my atlas?"]);
    await (await Rest.visitor(server.url)).write(["Do you ship to Sylhet?"]);
    const rest = await Rest.signIn(server.url);
    const stored = async (): Promise<unknown> => {
      const rows = await rest.get<{ conversations: Record<string, unknown>[] }>(`/support/agent/api/conversations/?q=${id}`);
      const { status, is_snoozed, snoozed_until } = rows.conversations[0] ?? {};
      return [status, is_snoozed, snoozed_until !== null];
    };
    const desk = await people.agent({ words });
    await desk.visit("/console/inbox?tab=all");
    const inbox = new Inbox(desk, words);
    const { keyboard } = desk.page;
    const menu = desk.menu(desk.words.snooze);
    const header = desk.page.locator(".conversation-header");
    const atlas = desk.row("Where is my atlas?");
    const until = new RegExp(desk.words.lastsUntilTheCustomerWrites);

    // From the reply field the letter is typed.
    await desk.open("Where is my atlas?");
    await desk.field.press("h");
    await expect(desk.field).toHaveValue("h");
    await desk.field.fill("");
    await desk.field.press("Escape");
    await keyboard.press("h");
    await menu.getByRole("option", { name: desk.words.inThreeHours }).click();
    await expect(header.locator(".chip--snoozed")).toBeVisible();
    await expect.poll(stored).toEqual(["pending", true, true]);
    await desk.page.getByRole("button", { name: desk.words.undo, exact: true }).click();
    await expect(header.locator(".chip--snoozed")).toBeHidden();
    await expect.poll(stored).toEqual(["open", false, false]);

    await atlas.focus();
    await keyboard.press("h");
    await menu.getByRole("option", { name: desk.words.untilTheCustomerWrites }).click();
    await expect(header.getByText(until)).toBeVisible();
    await desk.open("Do you ship to Sylhet?");
    await expect(atlas).toBeHidden();
    await expect(inbox.status(desk.words.snoozed)).toContainText(desk.words.number(1));

    await inbox.status(desk.words.snoozed).click();
    await expect(atlas).toContainText(until);
    await inbox.status(desk.words.snoozed).click();
    await expect(atlas).toBeHidden();
    await visitor.write(["Any news?"]);
    await expect(desk.row("Any news?")).toBeVisible();
    await expect.poll(stored).toEqual(["open", false, false]);
  });
}

test("a conversation returns when its time has come, and counts as unread", async ({ server, people }) => {
  const id = await (await Rest.visitor(server.url)).write(["Where is my atlas?"]);
  await (await Rest.visitor(server.url)).write(["Do you ship to Sylhet?"]);
  const desk = await people.agent();
  const { words } = desk;
  await desk.visit("/console/inbox?tab=all");
  await desk.open("Where is my atlas?");
  await desk.reply("I will ask the courier.");
  await desk.expectDelivered("I will ask the courier.");
  await desk.open("Do you ship to Sylhet?");
  const rest = await Rest.signIn(server.url);
  const atlas = desk.row("I will ask the courier.");
  await expect(atlas).not.toContainText(words.oneUnread);
  const soon = new Date(Date.now() + 8_000).toISOString();
  await rest.post(`/support/agent/api/conversation/${id}/update/`, { snoozed_until: soon });
  await expect(atlas).toBeHidden();
  await expect(atlas).toContainText(words.oneUnread, { timeout: 40_000 });
  await atlas.click();
  await expect(desk.log.getByText(words.snoozeEnded)).toBeVisible();
});

test("the agent picks a time", async ({ server, people }) => {
  const id = await (await Rest.visitor(server.url)).write(["Where is my atlas?"]);
  const desk = await people.agent();
  const { words, page } = desk;
  await desk.open("Where is my atlas?");
  await page.getByRole("button", { name: words.snooze, exact: true }).click();
  await desk.menu(words.snooze).getByRole("option", { name: words.pickATime }).click();
  const field = page.getByLabel(words.snoozeUntil, { exact: true });
  const submit = desk.menu(words.snooze).getByRole("button", { name: words.snooze, exact: true });
  await field.fill("2001-01-01T09:00");
  await submit.click();
  await expect(page.getByText(words.outOfRange)).toBeVisible();
  const tomorrow = await page.evaluate(() => {
    const date = new Date(Date.now() + 86_400_000);
    const two = (number: number): string => String(number).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T09:30`;
  });
  await field.fill(tomorrow);
  await submit.click();
  await expect(field).toBeHidden();
  await expect(page.getByRole("status").getByText(new RegExp(`^${id} snoozed until .*09:30$`))).toBeVisible();
  const expected = await page.evaluate((local) => new Date(local).toISOString(), tomorrow);
  const rest = await Rest.signIn(server.url);
  const list = "/support/agent/api/conversations/?snoozed=true";
  const until = async (): Promise<unknown> =>
    (await rest.get<{ conversations: { snoozed_until: string }[] }>(list)).conversations[0]?.snoozed_until;
  await expect.poll(until).toBe(expected);
});
