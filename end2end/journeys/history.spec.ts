import { picture } from "../support/files.ts";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  const { history, widget } = words;

  test(`without JavaScript a customer reads, writes, ends, rates and reopens: ${words.code}`, async ({ server, people, problems }) => {
    problems.expect(answered(422));
    problems.expect(answered(415));
    await (await Rest.signIn(server.url)).changeSettings({ rating_enabled: true });
    const { page: shop, chat } = await people.customer({ words });
    await chat.open();
    await chat.send("Where is ORDER-12345?");
    await chat.expectDelivered("Where is ORDER-12345?");
    const { page } = await people.customer({ words, javaScriptEnabled: false });
    await page.context().addCookies(await shop.context().cookies());

    await page.goto("/support/conversations/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(history.title);
    await page.getByRole("link", { name: "Where is ORDER-12345?" }).click();
    const log = page.getByRole("list", { name: history.messages });
    await expect(log.getByText("Where is ORDER-12345?")).toBeVisible();
    await expect(log.getByText(widget.welcome)).toBeVisible();

    await page.getByLabel(history.yourMessage).fill("By a plain form: https://boi.example/a");
    await page.getByRole("button", { name: history.send, exact: true }).click();
    await expect(log.getByRole("link", { name: "https://boi.example/a" })).toBeVisible();
    await page.getByLabel(history.yourMessage).fill("x".repeat(5_001));
    await page.getByRole("button", { name: history.send, exact: true }).click();
    await expect(page.getByText(history.tooLong)).toBeVisible();
    await expect(page.getByLabel(history.yourMessage)).toHaveValue("x".repeat(5_001));

    await page.getByLabel(history.yourMessage).fill("A photo of it");
    await page.getByLabel(history.file).setInputFiles({ name: "a.exe", mimeType: "", buffer: Buffer.from("MZ\0") });
    await page.getByRole("button", { name: history.send, exact: true }).click();
    await expect(page.getByLabel(history.file)).toHaveAccessibleDescription(words.files.wrongKindOnPage);
    await expect(page.getByLabel(history.yourMessage)).toHaveValue("A photo of it");
    await page.getByLabel(history.file).setInputFiles(picture("parcel.png", 40, 30));
    await page.getByRole("button", { name: history.send, exact: true }).click();
    await expect(log.getByRole("img", { name: "parcel.png" })).toBeVisible();
    await expect(log.getByText("A photo of it")).toBeVisible();

    await page.getByRole("button", { name: history.end }).click();
    await expect(page.getByText(history.ended)).toBeVisible();
    await page.getByRole("radio", { name: history.good }).check();
    await page.getByLabel(history.comment).fill("Quick");
    await page.getByRole("button", { name: history.rate }).click();
    await expect(page.getByText(history.rated)).toBeVisible();
    await page.getByRole("button", { name: history.reopen }).click();
    await expect(page.getByLabel(history.yourMessage)).toBeVisible();
    await expect(page.getByLabel(history.yourMessage)).toHaveValue("");
  });
}

test("the menu leads to all conversations, and opening one marks the reply as read", async ({ people }) => {
  const { page, chat } = await people.customer();
  await chat.open();
  await chat.send("Do you ship to Sylhet?");
  const desk = await people.agent();
  await desk.open("Do you ship to Sylhet?");
  await chat.close();
  await chat.button.click();
  await chat.press(chat.words.more);
  const opened = page.waitForEvent("popup");
  await chat.window.getByRole("link", { name: chat.words.allConversations }).click();
  const history = await opened;
  await expect(history.getByRole("heading", { level: 1 })).toHaveText(ENGLISH.history.title);
  await chat.close();
  await desk.reply("We do.");
  await desk.expectDelivered("We do.");
  await history.getByRole("link", { name: "Do you ship to Sylhet?" }).click();
  await expect(history.getByText("We do.")).toBeVisible();
  await expect(desk.message("We do.")).toContainText(desk.words.read);
});

test("the shop leads its customer to their conversations from any browser", async ({ people }) => {
  const telephone = await people.customer();
  await telephone.signIn("John Doe");
  await telephone.chat.open();
  await telephone.chat.send("From the telephone");
  await telephone.chat.expectDelivered("From the telephone");
  const elsewhere = await people.customer({ path: "/orders" });
  await elsewhere.signIn("John Doe");
  await elsewhere.page.getByRole("button", { name: ENGLISH.shop.conversations }).click();
  await expect(elsewhere.page.getByRole("link", { name: "From the telephone" })).toBeVisible();
});
