import { tabTo } from "../support/keyboard.ts";
import { Rest } from "../support/rest.ts";
import { ADMIN } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

test("a customer needs no mouse", async ({ people }) => {
  const { page, chat } = await people.customer();
  const { keyboard } = page;
  await tabTo(chat.button);
  await keyboard.press("Enter");
  await expect(chat.field).toBeFocused();

  await keyboard.type("First line");
  await keyboard.press("Shift+Enter");
  await keyboard.type("second line");
  await expect(chat.field).toHaveValue("First line\nsecond line");
  await keyboard.press("Enter");
  await chat.expectDelivered("second line");
  await expect(chat.field).toBeFocused();
  await expect(chat.field).toHaveValue("");

  await keyboard.press("Escape");
  await expect(chat.window).toBeHidden();
  await expect(chat.button).toBeFocused();
  await keyboard.press("Space");
  await expect(chat.field).toBeFocused();

  const more = chat.window.getByRole("button", { name: chat.words.more });
  await tabTo(more, "Shift+Tab");
  await keyboard.press("Enter");
  await expect(more).toHaveAttribute("aria-expanded", "true");
  await keyboard.press("Escape");
  await expect(more).toHaveAttribute("aria-expanded", "false");
  await expect(more).toBeFocused();
  await expect(chat.window).toBeVisible();

  const end = chat.window.getByRole("button", { name: chat.words.end });
  await keyboard.press("Enter");
  await tabTo(end);
  await keyboard.press("Enter");
  await expect(chat.window.getByRole("button", { name: chat.words.endNo, exact: true })).toBeFocused();
  await keyboard.press("Escape");
  await expect(chat.field).toBeFocused();

  await tabTo(more, "Shift+Tab");
  await keyboard.press("Enter");
  await tabTo(end);
  await keyboard.press("Enter");
  await tabTo(chat.window.getByRole("button", { name: chat.words.endYes, exact: true }), "Shift+Tab");
  await keyboard.press("Enter");
  await expect(chat.window.getByRole("button", { name: chat.words.reopen })).toBeFocused();
  await keyboard.press("Enter");
  await expect(chat.field).toBeFocused();
});

test("an agent needs no mouse", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  await chat.send("The first question");
  await chat.expectDelivered("The first question");

  const desk = await people.stranger();
  const { keyboard } = desk.page;
  await expect(desk.page.getByLabel(desk.words.name, { exact: true })).toBeFocused();
  await keyboard.type(ADMIN.username);
  await keyboard.press("Tab");
  await keyboard.type(ADMIN.password);
  await keyboard.press("Enter");
  await expect(desk.onlineSwitch).toBeVisible();
  await tabTo(desk.onlineSwitch);
  await keyboard.press("Space");
  await expect(desk.onlineSwitch).toBeChecked();

  const row = desk.row("The first question");
  await expect(row).toBeVisible();
  await keyboard.press("j");
  await expect(row).toBeFocused();
  await keyboard.press("Enter");
  await expect(desk.field).toBeFocused();
  await keyboard.type("The first answer");
  await keyboard.press("Enter");
  await expect(chat.message("The first answer")).toBeVisible();
  await expect(desk.field).toBeFocused();

  // A poll that brings a message keeps the focus and the draft.
  await keyboard.type("The second");
  await chat.send("The second question");
  await expect(desk.message("The second question")).toBeVisible();
  await expect(desk.field).toBeFocused();
  await keyboard.type(" answer");
  await keyboard.press("Enter");
  await expect(chat.message("The second answer")).toBeVisible();

  await keyboard.press("Escape");
  await expect(desk.field).not.toBeFocused();
  await keyboard.press("Escape");
  await expect(desk.field).toBeHidden();
  await expect(desk.row("The second answer")).toBeFocused();
});

test("text typed after a conversation is opened is a reply, and changes nothing", async ({ server, people }) => {
  const id = await (await Rest.visitor(server.url)).write(["Hello"]);
  const desk = await people.agent();
  await expect(desk.row("Hello")).toBeVisible();
  await desk.row("Hello").click();
  await expect(desk.field).toBeFocused();
  await desk.page.keyboard.type("please accept a copy, else a colleague ");
  await expect(desk.field).toHaveValue("please accept a copy, else a colleague ");

  // Nor do letters after a click beside the field.
  await desk.page.getByRole("heading", { name: new RegExp(desk.words.visitor) }).first().click();
  await expect(desk.field).not.toBeFocused();
  await desk.page.keyboard.type("place");
  await desk.page.keyboard.press("Alt+E");
  await desk.page.keyboard.press("r");
  await expect(desk.field).toBeFocused();
  await desk.reply("It is on its way.");
  await expect(desk.message("It is on its way.")).toBeVisible();
  const rows = await (await Rest.signIn(server.url)).conversations();
  expect(rows.find((row) => row.conversation_id === id)).toMatchObject({ status: "open", priority: "normal" });
});

test("shortcuts work with a Bangla layout and with Caps Lock", async ({ server, people }) => {
  await (await Rest.visitor(server.url)).write(["One"]);
  await (await Rest.visitor(server.url)).write(["Two"]);
  const desk = await people.agent();
  await expect(desk.row("One")).toBeVisible();
  // Sends a key press as a browser does with another layout.
  const press = (key: string, code: string, altKey = false) =>
    desk.page.evaluate(
      (init) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true })),
      { key, code, altKey },
    );
  await press("জ", "KeyJ");
  await expect(desk.row("Two")).toBeFocused();
  await press("J", "KeyJ");
  await expect(desk.row("One")).toBeFocused();
  await desk.page.keyboard.press("Enter");
  await expect(desk.field).toBeFocused();
  await desk.page.keyboard.press("Escape");
  await expect(desk.row("One")).toBeFocused();
  await press("ড়", "KeyP");
  await expect(desk.menu(desk.words.priority)).toBeVisible();
  await desk.page.keyboard.press("ArrowDown");
  await desk.page.keyboard.press("Enter");
  await expect(desk.property(desk.words.priority)).toHaveText(desk.words.high);
  await press("ে", "KeyE", true);
  await expect(desk.property(desk.words.status)).toHaveText(desk.words.resolved);
  await press("?", "Slash");
  await expect(desk.page.getByRole("dialog", { name: desk.words.shortcuts })).toBeVisible();
});

test("the list of keyboard shortcuts opens and closes by keyboard", async ({ people }) => {
  const desk = await people.agent();
  const button = desk.page.getByRole("button", { name: desk.words.shortcuts });
  await tabTo(button);
  await desk.page.keyboard.press("Enter");
  const dialog = desk.page.getByRole("dialog", { name: desk.words.shortcuts });
  await expect(dialog).toBeVisible();
  await desk.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});
