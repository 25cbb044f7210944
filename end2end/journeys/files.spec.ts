import { readFileSync } from "node:fs";
import { drop, limitUpload, paste, pdf, picture, text } from "../support/files.ts";
import { answered } from "../support/problems.ts";
import { PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const MEGABYTE = 1024 * 1024;

for (const words of [ENGLISH, BANGLA]) {
  test.describe(words.code, () => {
    test("a customer sends a picture and a document, the agent sends one back", async ({ people }) => {
      const { chat } = await people.customer({ words });
      const desk = await people.agent({ words });
      await chat.open();
      const [photo, invoice] = [picture("parcel.png", 1200, 800), pdf("invoice.pdf")];
      await chat.pick([photo, invoice]);
      const preview = chat.log.getByRole("link", { name: `${chat.files.open}parcel.png` }).getByRole("img");
      await expect(preview).toHaveJSProperty("naturalWidth", 640);
      const document = chat.log.getByRole("link", { name: `${chat.files.download}invoice.pdf` });
      await expect(document).toContainText(chat.files.twoKilobytes);
      await expect(chat.uploads).toHaveCount(0);

      await expect(desk.row("invoice.pdf")).toBeVisible();
      await desk.row("invoice.pdf").click();
      const seen = desk.log.getByRole("link", { name: `${desk.files.open}parcel.png` });
      await expect(seen.getByRole("img")).toHaveJSProperty("naturalWidth", 640);
      await seen.click();
      const enlarged = desk.page.getByRole("dialog", { name: "parcel.png" });
      await expect(enlarged.getByRole("img")).toHaveJSProperty("naturalWidth", 1200);
      await desk.page.keyboard.press("Escape");
      await expect(enlarged).toBeHidden();
      const saved = desk.page.waitForEvent("download");
      await desk.log.getByRole("link", { name: `${desk.files.download}invoice.pdf` }).click();
      const download = await saved;
      expect(download.suggestedFilename()).toBe("invoice.pdf");
      expect(readFileSync(await download.path())).toEqual(invoice.buffer);

      await desk.pick([pdf("label.pdf")]);
      await expect(chat.log.getByRole("link", { name: `${chat.files.download}label.pdf` })).toBeVisible();
      await expect(desk.row("label.pdf")).toBeVisible();
    });

    test("a refused file shows the reason", async ({ people }) => {
      const { chat } = await people.customer({ words, screen: PHONE });
      await chat.open();
      await chat.stage([text("large.txt", 5 * MEGABYTE + 1)]);
      await expect(chat.window.getByText(chat.files.tooLarge)).toBeVisible();
      await chat.press(chat.files.remove);
      await expect(chat.uploads).toHaveCount(0);
      await chat.stage([{ name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") }]);
      await expect(chat.window.getByText(chat.files.wrongKind)).toBeVisible();
      await expect(chat.log.locator(".adda-message")).toHaveCount(0);
    });
  });
}

test("a file's content decides its kind: names without an extension and old encodings are accepted", async ({ people }) => {
  const { chat } = await people.customer();
  await chat.open();
  const invoice = pdf("invoice");
  const photo = picture("image:1000004242", 40, 30);
  const cut = picture("photo.jpg.", 40, 30);
  const windows = { name: "menu.txt", mimeType: "text/plain", buffer: Buffer.from([0x63, 0x61, 0x66, 0xe9]) };
  const utf16 = { name: "order.txt", mimeType: "text/plain", buffer: Buffer.from("\uFEFFOrder", "utf16le") };
  const named = { name: "log", mimeType: "", buffer: Buffer.from("<Mina> Hello") };
  await chat.pick([invoice, photo, cut, windows, utf16, named]);
  for (const name of ["invoice.pdf", "image1000004242.png", "photo.jpg.png", "menu.txt", "order.txt", "log.txt"]) {
    await expect(chat.log.getByRole("link", { name: new RegExp(name.replaceAll(".", "\\.")) })).toBeVisible();
  }
  await expect(chat.uploads).toHaveCount(0);
});

// Attack 40.
test("after the agent signs out, their browser opens no file from its cache", async ({ people, problems }) => {
  problems.expect(/Blocked script execution in '.*\/support\/files\//);
  problems.expect(answered(404));
  // The browser's own page around a picture has styles that the picture's policy refuses.
  problems.expect(/Applying inline style violates/);
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.pick([picture("parcel.png", 1200, 800)]);
  await desk.row("parcel.png").click();
  const link = desk.log.getByRole("link", { name: `${desk.files.open}parcel.png` });
  await expect(link.getByRole("img")).toHaveJSProperty("naturalWidth", 640);
  const address = new URL((await link.getAttribute("href")) ?? "", desk.page.url()).href;
  const tab = await desk.page.context().newPage();
  // The second time, the picture is in the browser's cache.
  for (let times = 1; times <= 2; times++) {
    await tab.goto(address);
    await expect(tab.locator("img")).toHaveJSProperty("naturalWidth", 1200);
  }
  await desk.page.getByRole("button", { name: desk.words.signOut }).click();
  await expect(desk.signInButton).toBeVisible();
  const answer = await tab.goto(address);
  expect(answer?.status()).toBe(404);
  await expect(tab.locator("img")).toHaveCount(0);
});

test("the server checks a file's content, and the widget shows the error", async ({ people, problems }) => {
  problems.expect(/status of (415|422)/);
  const { chat } = await people.customer();
  await chat.open();
  await chat.stage([{ name: "photo.png", mimeType: "image/png", buffer: Buffer.from("<!DOCTYPE html><p>Sign in</p>") }]);
  await expect(chat.window.getByText(chat.files.wrongKind)).toBeVisible();
  await chat.press(chat.files.remove);
  const broken = picture("broken.png", 300, 300);
  await chat.pick([{ ...broken, buffer: broken.buffer.subarray(0, 60) }]);
  await expect(chat.window.getByText(chat.files.damaged)).toBeVisible();
  await expect(chat.log.locator(".adda-message")).toHaveCount(0);
});

test("files are sent one after the other, and one is cancelled on the way", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await limitUpload(page, 100 * 1024);
  await chat.pick([text("slow.txt", 4 * MEGABYTE), pdf("next.pdf")]);
  const bar = chat.uploads.filter({ hasText: "slow.txt" }).getByRole("progressbar");
  await expect.poll(async () => Number(await bar.getAttribute("value"))).toBeGreaterThan(0);
  await chat.uploads.filter({ hasText: "slow.txt" }).getByRole("button", { name: chat.files.cancel }).click();
  await limitUpload(page, -1);
  await expect(chat.log.getByRole("link", { name: `${chat.files.download}next.pdf` })).toBeVisible();
  await expect(chat.log).not.toContainText("slow.txt");
  await expect(chat.uploads).toHaveCount(0);
});

test("files are dropped on the conversation and pasted into the field", async ({ people }) => {
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await drop(chat.log, picture("dropped.png", 40, 30), () => expect(chat.window.getByText(chat.files.dropHere)).toBeVisible());
  await expect(chat.window.getByText(chat.files.dropHere)).toBeHidden();
  await paste(chat.field, picture("pasted.png", 40, 30));
  await expect(chat.uploads).toHaveCount(2);
  await chat.field.press("Enter");
  await expect(chat.log.getByRole("img", { name: "dropped.png" })).toBeVisible();
  await expect(chat.log.getByRole("img", { name: "pasted.png" })).toBeVisible();

  await desk.row("pasted.png").click();
  await expect(desk.log.getByRole("img", { name: "dropped.png" })).toBeVisible();
  await paste(desk.field, picture("answer.png", 40, 30));
  await expect(desk.uploads).toHaveCount(1);
  await desk.field.press("Enter");
  await expect(chat.log.getByRole("img", { name: "answer.png" })).toBeVisible();
});
