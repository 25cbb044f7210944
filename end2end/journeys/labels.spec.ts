import { Inbox } from "../support/inbox.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

test("a label is one key, its letters and Enter, and nothing of it reaches the customer", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["The first parcel"]);
  await (await Rest.visitor(server.url)).write(["The second parcel"]);
  const desk = await people.agent();
  const { keyboard } = desk.page;
  const menu = desk.menu(ENGLISH.inbox.addLabel);
  const chip = desk.page.locator(".conversation-labels .chip--label");

  await desk.open("The first parcel");
  await desk.field.press("Escape");
  await expect(desk.row("The first parcel")).toBeFocused();
  await keyboard.press("l");
  await keyboard.type("Late delivery");
  await expect(menu.getByRole("option")).toHaveText(["Create “Late delivery”"]);
  await keyboard.press("Enter");
  await expect(menu).toBeHidden();
  await expect(chip).toHaveText("Late delivery");
  await expect(desk.row("The first parcel")).toContainText("Late delivery");
  await expect(desk.row("The first parcel")).toBeFocused();

  // The next one has the best match.
  await desk.open("The second parcel");
  await desk.field.press("Escape");
  await keyboard.press("l");
  await keyboard.type("deli");
  await keyboard.press("Enter");
  await expect(chip).toHaveText("Late delivery");
  await expect(desk.row("The second parcel")).toContainText("Late delivery");

  // It is not offered again, and Escape gives the focus back.
  await keyboard.press("l");
  await keyboard.type("late delivery");
  await expect(menu.getByText("This conversation already has this label.")).toBeVisible();
  await keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(desk.row("The second parcel")).toBeFocused();
  await expect(desk.log.locator(".message")).toHaveCount(1);

  // By mouse, the field is focused too.
  await desk.page.getByRole("button", { name: ENGLISH.inbox.addLabel, exact: true }).click();
  await expect(menu.getByRole("combobox")).toBeFocused();
  await keyboard.type("x".repeat(41));
  await keyboard.press("Enter");
  await expect(menu.getByText("Must be 40 characters or fewer.")).toBeVisible();
  await expect(menu.getByRole("combobox")).toHaveValue("x".repeat(41));
});

test("dialogs with fields open with the focus in the first one", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["A parcel"]);
  const desk = await people.agent();
  const { page } = desk;
  const inbox = new Inbox(desk, ENGLISH);
  await desk.open("A parcel");
  await page.getByRole("button", { name: inbox.words.editLabels }).click();
  const editor = page.getByRole("dialog", { name: inbox.words.labels });
  const name = editor.getByRole("textbox", { name: inbox.words.labelName }).first();
  await expect(name).toBeFocused();
  await page.keyboard.type("delivery");
  await page.keyboard.press("Enter");
  await expect(editor.getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: inbox.words.editLabels }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("");
  await page.keyboard.press("Escape");

  await inbox.openFilters();
  await expect(inbox.filters.getByRole("checkbox").first()).toBeFocused();
  await inbox.closeFilters();
  await page.getByRole("button", { name: desk.words.shortcuts }).click();
  await expect(page.getByRole("dialog", { name: desk.words.shortcuts }).getByRole("checkbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: desk.words.preferences }).click();
  await expect(page.getByRole("dialog", { name: desk.words.preferences }).getByRole("combobox").first()).toBeFocused();
});
