import { expectAccessible } from "../../support/accessibility.ts";
import { Inbox } from "../../support/inbox.ts";
import { answered } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import { ADMIN } from "../../support/server.ts";
import { expect, test } from "../../support/test.ts";
import { BANGLA } from "../../support/words/bn.ts";
import { ENGLISH } from "../../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

const DIALOG = "dialog[open]";

for (const words of [ENGLISH, BANGLA]) {
  test(`signing in and the inbox are accessible: ${words.code}`, async ({ server, people, problems }) => {
    problems.expect(answered(401));
    const desk = await people.stranger({ words });
    const { page } = desk;
    await desk.signIn({ ...ADMIN, password: "a wrong password" });
    await expect(page.getByText(desk.words.wrongCredentials)).toBeVisible();
    await expectAccessible(page, "signing in, refused");
    await desk.signIn(ADMIN);
    await desk.goOnline();
    await expect(page.getByText(desk.words.emptyInbox)).toBeVisible();
    await expectAccessible(page, "the empty inbox");

    await page.getByRole("button", { name: desk.words.preferences }).click();
    await expectAccessible(page, "the preferences", DIALOG);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: desk.words.shortcuts })).toBeVisible();
    await expectAccessible(page, "the list of keyboard shortcuts", DIALOG);
    await page.keyboard.press("Escape");

    for (const text of ["One", "Two"]) await (await Rest.visitor(server.url)).write([text, "Hello?"]);
    const inbox = new Inbox(desk, words);
    await inbox.expectRows("Hello?", "Hello?");
    await inbox.openFilters();
    await expectAccessible(page, "the filters", DIALOG);
    await inbox.closeFilters();
    await inbox.box("Hello?").first().check();
    await expect(inbox.bar).toBeVisible();
    await expectAccessible(page, "the inbox, with one of two selected");
    await inbox.bar.getByRole("button", { name: inbox.words.close, exact: true }).click();
    await expect(page.getByRole("button", { name: desk.words.undo, exact: true })).toBeVisible();
    await inbox.search.fill("xyzzy");
    await expect(page.getByRole("heading", { name: inbox.words.nothingFound("xyzzy") })).toBeVisible();
    await expectAccessible(page, "a search that finds nothing, and the outcome of the selection's action");
  });
}
