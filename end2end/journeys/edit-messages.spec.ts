import type { Locator } from "@playwright/test";
import { expectAccessible } from "../support/accessibility.ts";
import type { Console } from "../support/console.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH, type Words } from "../support/words/en.ts";

/** Opens the menu beside a message by the keyboard, and chooses to edit it. Returns the field. */
async function beginToEdit(desk: Console, words: Words, text: string, name = words.editing.message): Promise<Locator> {
  await desk.message(text).getByRole("button", { name: words.deleting.actions }).focus();
  await desk.page.keyboard.press("Enter");
  const edit = desk.message(text).getByRole("button", { name: words.editing.edit, exact: true });
  await expect(edit).toBeVisible();
  await desk.page.keyboard.press("Tab");
  await desk.page.keyboard.press("Tab");
  await expect(edit).toBeFocused();
  await desk.page.keyboard.press("Enter");
  const field = desk.page.getByRole("textbox", { name });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(text);
  return field;
}

for (const words of [ENGLISH, BANGLA]) {
  test(`an agent edits a message, and open chats and pages show it: ${words.code}`, async ({ people }) => {
    const { chat } = await people.customer({ words });
    await chat.open();
    await chat.send("Where is my parcel?");
    await chat.expectDelivered("Where is my parcel?");
    const desk = await people.agent({ words });
    await desk.open("Where is my parcel?");
    await desk.reply("It is in the pots.");
    await desk.expectDelivered("It is in the pots.");
    await desk.reply("Anything else?");
    await expect(chat.message("It is in the pots.")).toBeVisible();

    // Escape leaves the message as it was, and the draft of a reply stays.
    await desk.field.fill("A draft");
    let field = await beginToEdit(desk, words, "It is in the pots.");
    await expectAccessible(desk.page, "the editor of a message");
    await field.fill("Nonsense");
    await field.press("Escape");
    await expect(desk.field).toHaveValue("A draft");
    await expect(desk.field).toBeFocused();

    // Enter saves, and an empty text cannot be saved.
    field = await beginToEdit(desk, words, "It is in the pots.");
    await field.fill(" ");
    await expect(desk.page.getByRole("button", { name: words.editing.save, exact: true })).toBeDisabled();
    await field.fill("It is in the post.");
    await field.press("Enter");
    for (const message of [desk.message("It is in the post."), chat.message("It is in the post.")]) {
      await expect(message).toContainText(words.editing.edited);
      await expect(message.getByText(words.editing.edited)).toBeVisible();
    }
    await expect(chat.message("It is in the pots.")).toHaveCount(0);
    await expect(desk.message("Anything else?")).not.toContainText(words.editing.edited);
    await expect(desk.message("Where is my parcel?").getByRole("button", { name: words.editing.edit })).toHaveCount(0);

    // The list shows the last message as it is now.
    field = await beginToEdit(desk, words, "Anything else?");
    await field.fill("Is that all?");
    await desk.page.getByRole("button", { name: words.editing.save, exact: true }).click();
    await expect(desk.row("Is that all?")).toBeVisible();
    await expect(chat.message("Is that all?")).toBeVisible();

    await desk.note("A regular");
    field = await beginToEdit(desk, words, "A regular", words.editing.note);
    await field.fill("An old regular");
    await field.press("Enter");
    await expect(desk.message("An old regular")).toContainText(words.editing.edited);

    await desk.visit("/console/log");
    await expect(desk.page.getByText(words.editing.inLog).first()).toBeVisible();
    await expect(desk.page.getByText("It is in the post.")).toHaveCount(0);
  });
}
