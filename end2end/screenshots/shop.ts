import { picturesOf } from "../support/album.ts";
import { expect } from "../support/test.ts";

/** The pages that the server renders. */
const PAGES = {
  books: "/",
  book: "/books/gitanjali",
  rent: "/rent",
  orders: "/orders",
  "no-such-page": "/no-such-page",
  history: "/support/conversations/",
  "history-unknown": "/support/conversation/CONV-AAAAAAAAAAAA/",
};

picturesOf("shop", async ({ people, looks, save }) => {
  const shop = await people.customer(looks);
  const { page, chat } = shop;
  for (const [name, path] of Object.entries(PAGES)) {
    await shop.visit(path);
    await save(page, name, "whole");
  }
  await shop.visit();
  await page.getByRole("banner").getByRole("button", { name: shop.words.signIn }).click();
  await save(page, "sign-in");
  await page.keyboard.press("Escape");
  await shop.visit();
  await shop.signIn(looks.words.code === "bn" ? "নুসরাত আহমেদ" : "John Doe");
  await save(page, "signed-in");
  await shop.visit("/orders");
  await save(page, "own-orders", "whole");

  await chat.open();
  await chat.send("ORDER-12345 আসেনি 😕 https://example.com/orders/12345");
  await chat.expectDelivered("ORDER-12345");
  const desk = await people.agent(looks);
  await desk.open("ORDER-12345");
  await desk.reply("Found it: it comes tomorrow before noon. কাল দুপুরের আগে পেয়ে যাবেন।");
  await desk.expectDelivered("before noon");
  await shop.visit(PAGES.history);
  await save(page, "history-with-one", "whole");
  await page.getByRole("main").getByRole("link").filter({ hasText: /ORDER-12345|before noon/ }).first().click();
  await expect(page.getByText("before noon").first()).toBeVisible();
  await save(page, "history-conversation", "whole");

  await page.goto("/support/api/docs/");
  await save(page, "api");
  const open = page.locator("summary").first();
  if (await open.isVisible()) await open.click();
  await save(page, "api-open");
});
