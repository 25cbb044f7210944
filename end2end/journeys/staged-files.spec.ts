import type { Chat } from "../support/chat.ts";
import type { Console } from "../support/console.ts";
import { drop, paste, pdf, picture, text } from "../support/files.ts";
import { Rest } from "../support/rest.ts";
import { PHONE } from "../support/screens.ts";
import { expect, test } from "../support/test.ts";

const MEGABYTE = 1024 * 1024;

/** Stages a picked picture, a dropped document and a pasted picture, and removes the first one again. */
async function stageThree(side: Chat | Console): Promise<void> {
  const files = side.uploads;
  await side.stage([picture("wrong.png", 300, 200)]);
  await expect(files.filter({ hasText: "wrong.png" }).locator("canvas")).toBeVisible();
  await expect(side.field).toBeFocused();
  await drop(side.log, pdf("invoice.pdf"), () => Promise.resolve());
  await expect(files.filter({ hasText: "invoice.pdf" })).toContainText(side.files.twoKilobytes);
  await paste(side.field, picture("parcel.png", 40, 30));
  await expect(files).toHaveCount(3);
  await files.filter({ hasText: "wrong.png" }).getByRole("button", { name: side.files.remove }).click();
  await expect(files).toHaveCount(2);
  await expect(side.field).toBeFocused();
}

test("the customer's files wait in the composer, and are sent with the text", async ({ server, people }) => {
  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  await stageThree(chat);
  await chat.field.fill("As you can see");
  // They stay while the window is closed.
  await chat.press(chat.words.close);
  await chat.button.click();
  await expect(chat.uploads).toHaveCount(2);
  const rest = await Rest.signIn(server.url);
  expect(await rest.newestArrivals()).toEqual(["Hello"]);
  await chat.field.press("Enter");
  await expect(chat.uploads).toHaveCount(0);
  await expect(chat.field).toHaveValue("");
  // The text goes with the first file, and each arrives once.
  await expect(chat.message("As you can see").getByRole("link", { name: /invoice\.pdf/ })).toBeVisible();
  await expect.poll(() => rest.newestArrivals()).toEqual(["Hello", "As you can see", "parcel.png"]);
  await expect(chat.log.getByRole("img", { name: "parcel.png" })).toBeVisible();
  await expect(chat.message("As you can see").getByRole("img")).toHaveCount(0);

  await desk.open("parcel.png");
  await stageThree(desk);
  await desk.field.fill("This one?");
  await desk.field.press("Enter");
  await expect(desk.uploads).toHaveCount(0);
  await expect(chat.message("This one?").getByRole("link", { name: /invoice\.pdf/ })).toBeVisible();
  await expect(chat.log.getByRole("img", { name: "parcel.png" })).toHaveCount(2);
});

test("a file that is not accepted says why in the composer, and the rest is sent without it", async ({ people }) => {
  const { chat } = await people.customer({ screen: PHONE });
  await chat.open();
  await chat.stage([text("large.txt", 5 * MEGABYTE + 1), pdf("invoice.pdf"), { name: "setup.exe", mimeType: "", buffer: Buffer.from("MZ") }]);
  await expect(chat.uploads.filter({ hasText: "large.txt" }).getByText(chat.files.tooLarge)).toBeVisible();
  await expect(chat.uploads.filter({ hasText: "setup.exe" }).getByText(chat.files.wrongKind)).toBeVisible();
  await chat.press(chat.words.send);
  await expect(chat.log.getByRole("link", { name: /invoice\.pdf/ })).toBeVisible();
  await expect(chat.uploads).toHaveCount(2);
  for (const left of [1, 0]) {
    await chat.uploads.first().getByRole("button", { name: chat.files.remove }).click();
    await expect(chat.uploads).toHaveCount(left);
  }
});

test("the text of a file that the server refuses is sent alone", async ({ server, people, problems }) => {
  problems.expect(/status of 422/);
  const { chat } = await people.customer();
  await chat.open();
  const broken = picture("broken.png", 300, 300);
  await chat.stage([{ ...broken, buffer: broken.buffer.subarray(0, 60) }]);
  await chat.field.fill("Is it damaged?");
  await chat.field.press("Enter");
  await expect(chat.window.getByText(chat.files.damaged)).toBeVisible();
  await chat.expectDelivered("Is it damaged?");
  const rest = await Rest.signIn(server.url);
  expect(await rest.newestArrivals()).toEqual(["Is it damaged?"]);
});
