import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

test("Ctrl+Z removes an emoji and keeps the text before it", async ({ people }) => {
  const { page, chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.field.pressSequentially("Hello ");
  await chat.press(ENGLISH.emoji.open);
  // With Shift, the picker stays open for another emoji.
  const cells = chat.window.getByRole("gridcell");
  const glyphs = [(await cells.nth(0).textContent()) ?? "", (await cells.nth(1).textContent()) ?? ""];
  await cells.nth(0).click({ modifiers: ["Shift"] });
  await expect(cells.nth(0)).toBeFocused();
  await cells.nth(1).click();
  await expect(chat.field).toHaveValue(`Hello ${glyphs.join("")}`);
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(chat.field).toHaveValue("Hello ");
  await chat.field.press("Enter");
  await chat.expectDelivered("Hello");

  await desk.open("Hello");
  await desk.field.pressSequentially("Hi ");
  await desk.page.getByRole("button", { name: ENGLISH.emoji.open, exact: true }).click();
  await desk.page.getByRole("gridcell").first().click();
  await expect(desk.field).not.toHaveValue("Hi ");
  await desk.page.keyboard.press("ControlOrMeta+z");
  await expect(desk.field).toHaveValue("Hi ");
});

test("Ctrl+Z removes a quick reply, and the draft is updated", async ({ people }) => {
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("How long does it take?");
  await desk.open("How long does it take?");
  await desk.field.pressSequentially("Good day. /ship");
  await expect(desk.page.getByRole("option", { name: /Shipping Info/ })).toHaveCount(1);
  await desk.field.press("Enter");
  await expect(desk.field).toHaveValue(/^Good day\. We deliver within/);
  await desk.page.keyboard.press("ControlOrMeta+z");
  await expect(desk.field).toHaveValue("Good day. /ship");
  await desk.field.press("ControlOrMeta+a");
  await desk.field.pressSequentially("Two days");
  await desk.page.reload();
  await expect(desk.field).toHaveValue("Two days");
});
