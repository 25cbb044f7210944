import { pdf } from "../support/files.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { ENGLISH } from "../support/words/en.ts";

const JOHN = "John Doe";
/** A visible window polls every three seconds, or every ten while hints arrive (`hints.spec.ts`). */
const HINTED = { timeout: 12_000 };

test("the customer's journey of the original, step by step", async ({ server, people }) => {
  const desk = await people.agent();
  const shop = await people.customer();
  const { page, chat } = shop;

  await test.step("the customer comes to the shop's first page and sees the chat's button", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(shop.words.headline);
    await shop.signIn(JOHN);
    await expect(chat.button).toBeInViewport();
    await expect(chat.button).toHaveAccessibleName(chat.words.open);
  });
  await test.step("a click opens the chat", async () => {
    await chat.button.click();
    await expect(chat.window).toBeVisible();
    await expect(chat.window.getByText(chat.words.online, { exact: true })).toBeVisible();
  });
  await test.step("the welcome message appears", async () => {
    await expect(chat.log.getByText(chat.words.welcome)).toBeVisible();
  });
  await test.step("the customer types, presses Enter, and the message is sent", async () => {
    await chat.field.pressSequentially("I need help with my order");
    await chat.field.press("Enter");
    await expect(chat.message("I need help with my order")).toBeVisible();
    await expect(chat.field).toHaveValue("");
    await chat.expectDelivered("I need help with my order");
  });
  await test.step("while the customer waits, the window polls", async () => {
    const asked = () => page.waitForRequest((request) => request.url().endsWith("/support/fn/messages"), HINTED);
    await asked();
    await asked();
  });
  await test.step("an agent replies, and the reply appears without a reload", async () => {
    await desk.open("I need help with my order");
    await desk.reply("Happy to help. What is its number?");
    await expect(chat.message("Happy to help. What is its number?")).toBeVisible();
  });
  await test.step("the conversation continues", async () => {
    await chat.send("ORDER-12345");
    await expect(desk.message("ORDER-12345")).toBeVisible();
    await desk.reply("It comes tomorrow.");
    await expect(chat.message("It comes tomorrow.")).toBeVisible();
  });
  await test.step("the customer sends a file", async () => {
    await chat.pick([pdf("invoice.pdf")]);
    await expect(chat.log.getByRole("link", { name: `${chat.files.download}invoice.pdf` })).toBeVisible();
    await expect(desk.log.getByRole("link", { name: `${desk.files.download}invoice.pdf` })).toBeVisible();
  });
  await test.step("the customer sends an emoji", async () => {
    await chat.press(ENGLISH.emoji.open);
    await page.getByRole("gridcell", { name: "grinning face", exact: true }).click();
    await chat.field.press("Enter");
    await chat.expectDelivered("😀");
    await expect(desk.message("😀")).toBeVisible();
  });
  await test.step("the problem is solved: the customer closes the conversation", async () => {
    await chat.end();
    await expect(chat.field).toBeHidden();
    await expect(desk.page.getByText(desk.words.isClosed)).toBeVisible();
    await chat.close();
  });
  await test.step("later the customer reopens it", async () => {
    await page.goto("/rent");
    await chat.open();
    await expect(chat.message("It comes tomorrow.")).toBeVisible();
    await chat.press(chat.words.reopen);
    await chat.send("Is it on its way?");
    await expect(desk.message("Is it on its way?")).toBeVisible();
    expect(await (await Rest.signIn(server.url)).conversations()).toHaveLength(1);
  });
  await test.step("the customer's page at the shop leads to all their conversations", async () => {
    await page.goto("/orders");
    await page.getByRole("button", { name: shop.words.conversations }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(ENGLISH.history.title);
    await page.getByRole("main").getByRole("link").filter({ hasText: "I need help with my order" }).click();
    const messages = page.getByRole("list", { name: ENGLISH.history.messages });
    for (const text of ["I need help with my order", "It comes tomorrow.", "invoice.pdf", "😀"]) {
      await expect(messages).toContainText(text);
    }
  });
});
