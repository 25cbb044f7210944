import { expectAccessible } from "../../support/accessibility.ts";
import { pdf, picture } from "../../support/files.ts";
import { Rest } from "../../support/rest.ts";
import { expect, test } from "../../support/test.ts";
import { BANGLA } from "../../support/words/bn.ts";
import { ENGLISH } from "../../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

/** The shop's page around the chat has its own test. */
const CHAT = ".adda";

for (const words of [ENGLISH, BANGLA]) {
  test(`the chat is accessible: ${words.code}`, async ({ server, people }) => {
    const admin = await Rest.signIn(server.url);
    await admin.changeSettings({ rating_enabled: true, prechat_name: "required", prechat_email: "optional", color_scheme: "auto" });
    const { page, chat } = await people.customer({ words });
    await expectAccessible(page, "the button", CHAT);

    await chat.open();
    await chat.window.getByLabel(chat.words.yourEmail).fill("mina");
    await chat.press(chat.words.goOn);
    await expect(chat.window.getByText(chat.words.needed)).toBeVisible();
    await expectAccessible(page, "the form before the first message, with problems", CHAT);
    await chat.window.getByLabel(chat.words.yourName, { exact: true }).fill("Mina");
    await chat.window.getByLabel(chat.words.yourEmail).fill("mina@example.com");
    await chat.press(chat.words.goOn);
    await expect(chat.field).toBeVisible();
    await expect(chat.window.getByText(chat.words.offlineMessage)).toBeVisible();
    await expectAccessible(page, "leaving a message while no agent is online", CHAT);

    await chat.send("A question");
    await chat.expectDelivered("A question");
    await admin.reply("An answer");
    await chat.pick([picture("parcel.png", 400, 300), pdf("invoice.pdf")]);
    await expect(chat.log.getByRole("img", { name: "parcel.png" })).toBeVisible();
    await expect(chat.log.getByRole("link", { name: `${chat.files.download}invoice.pdf` })).toBeVisible();
    await chat.stage([picture("wrapping.png", 300, 300), pdf("receipt.pdf"), { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") }]);
    await expect(chat.window.getByText(chat.files.wrongKind)).toBeVisible();
    await expect(chat.message("An answer")).toBeVisible();
    await expectAccessible(page, "a conversation with files, two in the composer, and one that was refused", CHAT);
    for (let left = 2; left >= 0; left -= 1) {
      await chat.uploads.first().getByRole("button", { name: chat.files.remove }).click();
      await expect(chat.uploads).toHaveCount(left);
    }

    await chat.press(words.emoji.open);
    await expect(page.getByRole("gridcell").first()).toBeVisible();
    await expectAccessible(page, "the emoji", CHAT);
    await page.keyboard.press("Escape");
    await chat.field.fill("x".repeat(5_001));
    await chat.press(chat.words.more);
    await expectAccessible(page, "the menu, and a message that is too long", CHAT);
    await chat.press(chat.words.end);
    await expectAccessible(page, "the confirmation before ending", CHAT);
    await chat.press(chat.words.endYes);
    await chat.press(chat.words.rate);
    await expect(chat.window.getByText(chat.words.chooseANumber)).toBeVisible();
    await expectAccessible(page, "the end, with a rating sent without a number", CHAT);
    await chat.window.getByRole("radio", { name: chat.words.good }).check();
    await chat.press(chat.words.rate);
    await expect(chat.window.getByText(chat.words.rated)).toBeVisible();
    await expectAccessible(page, "a conversation that was rated", CHAT);
  });
}
