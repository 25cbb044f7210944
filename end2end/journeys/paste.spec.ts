import type { Page } from "@playwright/test";
import { paste, picture } from "../support/files.ts";
import { expect, test } from "../support/test.ts";

/** Puts content on the clipboard, as a program would. */
async function copy(page: Page, content: Record<string, string>): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const image = picture("image.png", 40, 30).buffer.toString("base64");
  await page.evaluate(
    async ({ content, image }) => {
      const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
      const items: Record<string, Blob> = { "image/png": new Blob([bytes], { type: "image/png" }) };
      for (const [type, text] of Object.entries(content)) items[type] = new Blob([text], { type });
      await navigator.clipboard.write([new ClipboardItem(items)]);
    },
    { content, image },
  );
}

const CELLS = { "text/plain": "Title\tPrice\nDune\t450", "text/html": "<table><tr><td>Title<td>Price<tr><td>Dune<td>450</table>" };

test("content copied from a spreadsheet is pasted as text, not as a picture of it", async ({ people }) => {
  const { page, chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await copy(page, CELLS);
  await chat.field.focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(chat.field).toHaveValue(CELLS["text/plain"]);
  await expect(chat.uploads).toHaveCount(0);
  await chat.field.press("Enter");
  await chat.expectDelivered("Dune");

  await desk.open("Dune");
  await copy(desk.page, CELLS);
  await desk.field.focus();
  await desk.page.keyboard.press("ControlOrMeta+v");
  await expect(desk.field).toHaveValue(CELLS["text/plain"]);
  await expect(desk.page.locator(".adda-upload")).toHaveCount(0);
});

test("a copied picture is sent, also with the page's markup or its file name beside it", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  // Browsers copy a picture from a page like this.
  await copy(page, { "text/html": "<img src='https://shop.example/parcel.png'>" });
  await chat.field.focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(chat.uploads).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(chat.log.locator("img")).toHaveCount(1);
  // File managers copy files like this.
  await paste(chat.field, picture("parcel.png", 40, 30), { "text/plain": "parcel.png" });
  await expect(chat.uploads).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(chat.log.getByRole("img", { name: "parcel.png" })).toBeVisible();
  await expect(chat.field).toHaveValue("");
});
