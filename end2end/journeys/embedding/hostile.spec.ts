import { expect, test } from "../../support/embedding.ts";
import { HOSTILE_BODY, HOSTILE_HEAD, hostilePolicy } from "../../support/hostile.ts";
import { ENGLISH } from "../../support/words/en.ts";

test.beforeEach(({ site, server }) => {
  site.put("/", { head: HOSTILE_HEAD, body: HOSTILE_BODY, policy: hostilePolicy(server.url) });
});

test("the page's shortcuts do not get keys typed in the chat, and get all others", async ({ site, people }) => {
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  const heard = (): Promise<string[]> => page.evaluate(() => window.shortcuts);
  await chat.field.pressSequentially("red and/or blue?");
  await page.keyboard.press("Shift+Enter");
  await chat.field.pressSequentially("s");
  await expect(chat.field).toHaveValue("red and/or blue?\ns");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Backspace");
  await expect(chat.field).toHaveValue("");
  await chat.field.pressSequentially("red and/or blue?");
  await chat.field.press("Enter");
  await chat.expectDelivered("red and/or blue?");
  expect(await heard()).toEqual([]);
  // Tab stays within the chat, and Escape closes it.
  await chat.field.press("Tab");
  await page.keyboard.press("Escape");
  await expect(chat.window).toBeHidden();
  expect(await heard()).toEqual([]);
  await page.keyboard.press("/");
  await expect.poll(heard).toContain("/");
});

test("emoji are inserted where HTML from strings is forbidden, and Ctrl+Z removes them", async ({ site, people }) => {
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await chat.field.pressSequentially("Thanks ");
  await chat.press(ENGLISH.emoji.open);
  const cell = chat.window.getByRole("gridcell").first();
  const glyph = (await cell.textContent()) ?? "";
  await cell.click();
  await expect(chat.field).toHaveValue(`Thanks ${glyph}`);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(chat.field).toHaveValue("Thanks ");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(chat.field).toHaveValue(`Thanks ${glyph}`);
  await chat.field.press("Enter");
  await chat.expectDelivered(`Thanks ${glyph}`);
});

test("the chat can be opened and written in despite a focus trap of the page", async ({ site, people }) => {
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await expect(chat.button).toBeVisible();
  await page.evaluate(() => window.trap(true));
  await expect(page.getByRole("button", { name: "Subscribe" })).toBeFocused();
  await chat.open();
  await chat.field.click();
  await chat.field.pressSequentially("Not subscribing");
  await chat.field.press("Enter");
  await chat.expectDelivered("Not subscribing");
  await expect(chat.field).toBeFocused();
});

test("the chat can be used above a modal dialog of the page", async ({ site, people }) => {
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await expect(chat.button).toBeVisible();
  const dialog = page.locator("dialog");
  const show = (): Promise<void> => dialog.evaluate((element: HTMLDialogElement) => element.showModal());
  await show();
  // Playwright clicks only elements that are on top and not inert.
  await chat.open();
  for (let line = 1; line <= 30; line += 1) await chat.send(`Line ${line}.`);
  await chat.expectDelivered("Line 30.");
  // Escape closes the chat, not the dialog around it.
  await chat.field.press("Escape");
  await expect(chat.window).toBeHidden();
  await expect(dialog).toHaveJSProperty("open", true);
  await chat.open();
  await chat.field.fill("Half a sentence");
  await dialog.evaluate((element: HTMLDialogElement) => element.close());
  await expect(chat.field).toHaveValue("Half a sentence");
  await expect(chat.message("Line 30.")).toBeInViewport();
  await page.evaluate(() => document.querySelector("main")?.append("x"));

  // The dialog opens while the chat is open, and is then removed with everything in it.
  await show();
  await chat.field.press("Enter");
  await chat.expectDelivered("Half a sentence");
  await page.evaluate(() => document.getElementById("place")?.remove());
  await chat.send("Still here");
  await chat.expectDelivered("Still here");
});

test("a page is printed without the chat", async ({ site, people }) => {
  const { page, chat } = await people.customer({ path: `${site.url}/` });
  await chat.open();
  await page.emulateMedia({ media: "print" });
  await expect(chat.window).toBeHidden();
  await expect(chat.button).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await expect(chat.window).toBeVisible();
});
