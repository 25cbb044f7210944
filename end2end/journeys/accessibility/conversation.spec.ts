import { expectAccessible } from "../../support/accessibility.ts";
import { picture, pdf } from "../../support/files.ts";
import { answered } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import { DESK, PHONE, show } from "../../support/screens.ts";
import { expect, test } from "../../support/test.ts";
import { BANGLA } from "../../support/words/bn.ts";
import { ENGLISH } from "../../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

const DIALOG = "dialog[open]";

for (const words of [ENGLISH, BANGLA]) {
  test(`a conversation in the console is accessible: ${words.code}`, async ({ server, people, problems }) => {
    problems.expect(answered(404));
    await (await Rest.visitor(server.url)).write(["A question"]);
    const desk = await people.agent({ words });
    const { page } = desk;
    await desk.open("A question");
    await desk.reply("An answer");
    await desk.note("Only for us");
    await desk.pick([picture("parcel.png", 400, 300), pdf("label.pdf")]);
    await expect(desk.log.getByRole("img", { name: "parcel.png" })).toBeVisible();
    await expect(desk.log.getByRole("link", { name: `${desk.files.download}label.pdf` })).toBeVisible();
    await page.getByLabel(desk.words.subject, { exact: true }).fill("x".repeat(201));
    await page.getByLabel(desk.words.subject, { exact: true }).press("Enter");
    await expect(page.getByText(desk.words.subjectTooLong)).toBeVisible();
    await desk.field.fill("x".repeat(5_001));
    await expect(page.getByText(desk.words.tooLong)).toBeVisible();
    await expectAccessible(page, "a conversation with a note and files; subject and reply are too long");

    await desk.field.fill("");
    await desk.field.pressSequentially("/");
    const options = page.getByRole("listbox", { name: desk.words.quickReplies }).getByRole("option");
    await expect(options).toHaveCount(5);
    await expectAccessible(page, "quick replies by typing", ".composer-place");
    await desk.field.fill("");
    await page.getByRole("button", { name: desk.words.quickReplies }).click();
    await expect(options).toHaveCount(5);
    await expectAccessible(page, "the panel of quick replies", ".composer-place");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: words.emoji.open, exact: true }).click();
    await expect(page.getByRole("gridcell").first()).toBeVisible();
    await expectAccessible(page, "the emoji", ".composer-place");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: words.inbox.editLabels }).click();
    const name = page.getByRole("dialog", { name: words.inbox.labels }).getByRole("textbox", { name: words.inbox.labelName }).first();
    await name.fill("delivery");
    await name.press("Enter");
    await expect(name).toHaveValue("");
    await name.press("Enter");
    await expect(name).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(page, "the labels, with a problem", DIALOG);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: desk.words.snooze, exact: true }).click();
    await expectAccessible(page, "the menu of snoozes", DIALOG);
    await desk.menu(desk.words.snooze).getByRole("option", { name: desk.words.pickATime }).click();
    await page.getByLabel(desk.words.snoozeUntil, { exact: true }).fill("2001-01-01T09:00");
    await desk.menu(desk.words.snooze).getByRole("button", { name: desk.words.snooze, exact: true }).click();
    await expect(page.getByText(desk.words.outOfRange)).toBeVisible();
    await expectAccessible(page, "a time for a snooze, with a problem", DIALOG);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: desk.words.snooze, exact: true }).click();
    await desk.menu(desk.words.snooze).getByRole("option", { name: desk.words.untilTheCustomerWrites }).click();
    await expect(page.locator(".conversation-header").getByText(desk.words.lastsUntilTheCustomerWrites)).toBeVisible();

    await show(page, PHONE);
    await page.getByRole("button", { name: desk.words.details }).click();
    await expectAccessible(page, "the details on a phone");
    await show(page, DESK);

    await desk.choose(desk.words.status, desk.words.closed);
    await expect(page.getByText(desk.words.isClosed)).toBeVisible();
    await expectAccessible(page, "a closed conversation");
    await desk.visit("/console/inbox/CONV-AAAAAAAAAAAA");
    await expect(page.getByRole("heading", { name: desk.words.noSuchConversation })).toBeVisible();
    await expectAccessible(page, "the address of an unknown conversation");
  });
}
