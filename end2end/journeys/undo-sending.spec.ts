import { expectAccessible } from "../support/accessibility.ts";
import { text } from "../support/files.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  test(`both sides take back what they have just sent, without a trace: ${words.code}`, async ({ people }) => {
    const { undo } = words.console;
    const { chat } = await people.customer({ words });
    const desk = await people.agent({ words });
    await chat.open();
    await chat.send("Where is my parcel?");
    await chat.expectDelivered("Where is my parcel?");
    await desk.open("Where is my parcel?");

    await desk.reply("My password is secret");
    await expect(chat.message("My password is secret")).toBeVisible();
    await expectAccessible(desk.page, "a reply that can be taken back");
    await desk.message("My password is secret").getByRole("button", { name: undo, exact: true }).click();
    await expect(desk.message("My password is secret")).toHaveCount(0);
    await expect(chat.message("My password is secret")).toHaveCount(0);
    await expect(desk.field).toHaveValue("My password is secret");
    await expect(desk.field).toBeFocused();
    await expect(desk.row("Where is my parcel?")).toBeVisible();
    await expect(desk.row("My password is secret")).toHaveCount(0);

    // The same text is a new message.
    await desk.field.press("Enter");
    await expect(chat.message("My password is secret")).toBeVisible();
    await desk.field.fill("Another draft");
    await desk.message("My password is secret").getByRole("button", { name: undo, exact: true }).click();
    await expect(desk.message("My password is secret")).toHaveCount(0);
    await expect(desk.field).toHaveValue("Another draft");

    await chat.send("In the wrong chat");
    await expect(desk.message("In the wrong chat")).toBeVisible();
    await expectAccessible(chat.page, "a message that can be taken back");
    await chat.message("In the wrong chat").getByRole("button", { name: undo, exact: true }).click();
    await expect(chat.message("In the wrong chat")).toHaveCount(0);
    await expect(desk.message("In the wrong chat")).toHaveCount(0);
    await expect(chat.field).toHaveValue("In the wrong chat");
    await expect(desk.row("Where is my parcel?")).toBeVisible();

    await chat.page.reload();
    await chat.open();
    await desk.page.reload();
    await expect(desk.message("Where is my parcel?")).toBeVisible();
    await expect(desk.log.locator(".message")).toHaveCount(1);
    await expect(chat.log.locator(".adda-message")).toHaveCount(1);
  });
}

test("a note and a file are taken back too", async ({ people }) => {
  const { undo } = ENGLISH.console;
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("Where is my parcel?");
  await desk.open("Where is my parcel?");
  await desk.note("A regular");
  await desk.message("A regular").getByRole("button", { name: undo, exact: true }).click();
  await expect(desk.message("A regular")).toHaveCount(0);
  await desk.pick([text("claim.txt", 20)]);
  await expect(chat.message("claim.txt")).toBeVisible();
  await desk.message("claim.txt").getByRole("button", { name: undo, exact: true }).click();
  await expect(desk.message("claim.txt")).toHaveCount(0);
  await expect(chat.message("claim.txt")).toHaveCount(0);
});
