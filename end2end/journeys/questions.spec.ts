import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  test(`a visitor fills in the form, writes, and rates the conversation: ${words.code}`, async ({ server, people }) => {
    const settings = { rating_enabled: true, prechat_name: "required", prechat_email: "optional" };
    await (await Rest.signIn(server.url)).changeSettings(settings);
    const { page, chat } = await people.customer({ words });
    await chat.open();
    const name = chat.window.getByLabel(chat.words.yourName, { exact: true });
    await expect(name).toBeVisible();
    await chat.window.getByLabel(chat.words.yourEmail).fill("mina");
    await chat.press(chat.words.goOn);
    await expect(chat.window.getByText(chat.words.needed)).toBeVisible();
    await expect(chat.window.getByText(chat.words.noEmail)).toBeVisible();
    await expect(name).toBeFocused();
    await name.fill("Mina");
    await chat.window.getByLabel(chat.words.yourEmail).fill("mina@example.com");
    await page.keyboard.press("Enter");
    await expect(chat.field).toBeFocused();
    await chat.send("Hello");
    const desk = await people.agent();
    await expect(desk.row("Hello")).toContainText("Mina");
    await desk.open("Hello");
    await desk.reply("Hello, Mina");
    await expect(chat.message("Hello, Mina")).toBeVisible();

    await chat.end();
    const rating = chat.window.getByRole("group", { name: chat.words.howDidItGo });
    await chat.press(chat.words.rate);
    await expect(chat.window.getByText(chat.words.chooseANumber)).toBeVisible();
    // A group of radio buttons is one tab stop, and the arrow keys choose.
    await rating.getByRole("radio").first().focus();
    for (let step = 1; step < 4; step += 1) await page.keyboard.press("ArrowRight");
    await expect(rating.getByRole("radio", { name: chat.words.good })).toBeChecked();
    await chat.window.getByRole("textbox", { name: chat.words.comment }).fill("Quick");
    await chat.press(chat.words.rate);
    await expect(chat.window.getByText(chat.words.rated)).toBeVisible();

    await page.reload();
    await chat.button.click();
    await expect(rating.getByRole("radio", { name: chat.words.good })).toBeChecked();
    await chat.press(chat.words.reopen);
    await expect(rating).toBeHidden();
    await chat.press(chat.words.more);
    const download = page.waitForEvent("download");
    await chat.window.getByRole("link", { name: chat.words.transcript }).click();
    expect((await download).suggestedFilename()).toMatch(/^CONV-.{12}\.txt$/);
  });
}

test("a customer whom the shop identifies gets no form", async ({ server, people }) => {
  await (await Rest.signIn(server.url)).changeSettings({ prechat_name: "required", prechat_email: "required" });
  const shop = await people.customer();
  await shop.signIn("John Doe");
  await shop.chat.open();
  await shop.chat.send("Hello");
  await shop.chat.expectDelivered("Hello");
});
