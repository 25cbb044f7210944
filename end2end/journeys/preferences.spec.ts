import { Desktop } from "../support/desktop.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";

test("switching notifications on asks for permission, and a notification opens its conversation", async ({ people }) => {
  const desk = await people.stranger();
  const desktop = await Desktop.of(desk.page);
  await desk.page.reload();
  await desk.signIn(ADMIN);
  await desk.goOnline();
  expect(await desktop.permission()).toBe("default");

  await desk.page.getByRole("button", { name: desk.words.preferences }).click();
  const dialog = desk.page.getByRole("dialog", { name: desk.words.preferences });
  const wish = dialog.getByRole("switch", { name: desk.words.desktop });
  await expect(wish).not.toBeChecked();
  await wish.press("Space");
  await expect(wish).toBeChecked();
  await expect.poll(() => desktop.permission()).toBe("granted");
  await desk.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const { chat } = await people.customer();
  await chat.open();
  await chat.send("Is anybody there?");
  await expect.poll(() => desktop.shown()).toEqual(["Is anybody there?"]);
  await desktop.clickFirst();
  await expect(desk.message("Is anybody there?")).toBeVisible();

  // A message that is on screen causes no notification.
  await chat.send("Hello?");
  await expect(desk.message("Hello?")).toBeVisible();
  expect(await desktop.shown()).toHaveLength(1);
});

test("the language that an agent picks applies on another device", async ({ people }) => {
  const desk = await people.agent();
  await desk.page.getByRole("button", { name: desk.words.preferences }).click();
  await desk.page.getByRole("combobox", { name: desk.words.language }).selectOption("bn");
  await expect(desk.page.locator("html")).toHaveAttribute("lang", "bn");
  await expect(desk.page.getByRole("dialog", { name: BANGLA.console.preferences })).toBeVisible();

  const elsewhere = await people.stranger();
  await elsewhere.signIn(ADMIN);
  await expect(elsewhere.page.locator("html")).toHaveAttribute("lang", "bn");
});
