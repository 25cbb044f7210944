import { Rest } from "../support/rest.ts";
import { answered } from "../support/problems.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without JavaScript";
    test(`the shop's pages can be read in ${words.locale}${how}`, async ({ people }) => {
      const { page } = await people.customer({ words, javaScriptEnabled });
      const { shop } = words;
      const pages = page.getByRole("navigation", { name: /^(Shop|দোকান)$/ });
      await expect(page.locator("html")).toHaveAttribute("lang", words.code);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(shop.headline);
      await expect(page.getByRole("main").getByRole("list").first().getByRole("link")).toHaveCount(12);

      await page.getByRole("main").getByRole("link", { name: shop.someBook }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(shop.someBook);
      await expect(page.getByText(shop.someYear)).toBeVisible();
      await pages.getByRole("link", { name: shop.rent, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(shop.rentHeadline);
      await expect(page.getByRole("row")).toHaveCount(13);
      await pages.getByRole("link", { name: shop.orders, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(shop.orders);
      await page.getByRole("banner").getByRole("link", { name: shop.name }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(shop.headline);
    });
  }
}

test("the language that a customer picks applies to the following pages", async ({ people }) => {
  const { page, chat } = await people.customer();
  await page.getByRole("link", { name: "বাংলা" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(BANGLA.shop.headline);
  await page.goto("/rent");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(BANGLA.shop.rentHeadline);
  await chat.button.or(page.getByRole("button", { name: BANGLA.widget.open })).click();
  await expect(page.getByRole("log").getByText(BANGLA.widget.welcome)).toBeVisible();
});

test("a page that does not exist says so", async ({ people, problems }) => {
  problems.expect(answered(404));
  const { page } = await people.customer({ path: "/books/no-such-book" });
  await expect(page.getByRole("heading", { name: ENGLISH.shop.noSuchPage })).toBeVisible();
});

test("the agent sees the name and email address of a signed-in demo customer", async ({ people }) => {
  const shop = await people.customer({ path: "/orders" });
  await shop.signIn("John Doe");
  await expect(shop.page).toHaveURL(/\/orders$/);
  await expect(shop.page.getByRole("main").getByRole("heading", { level: 2 }).first()).toBeVisible();
  await shop.chat.open();
  await shop.chat.send("Where is my order?");

  const desk = await people.agent();
  await expect(desk.row("Where is my order?")).toContainText("John Doe");
  await desk.open("Where is my order?");
  await expect(desk.page.getByRole("heading", { name: "John Doe" })).toBeVisible();
  await expect(desk.page.getByText("john@example.com").first()).toBeVisible();
  await expect(desk.page.getByText(desk.words.vouchedFor)).toBeVisible();
});

test("a visitor who signs in after writing keeps the conversation, now under their name", async ({ server, people }) => {
  const shop = await people.customer();
  await shop.chat.open();
  await shop.chat.send("Do you gift-wrap?");
  await shop.chat.expectDelivered("Do you gift-wrap?");
  await shop.signIn("Nusrat Ahmed");
  await shop.chat.open();
  await expect(shop.chat.message("Do you gift-wrap?")).toHaveCount(1);

  const rest = await Rest.signIn(server.url);
  await expect.poll(() => rest.conversations()).toMatchObject([{ customer: { name: "নুসরাত আহমেদ", is_anonymous: false } }]);
});

test("after signing out, the browser does not show the customer's conversation", async ({ people, problems }) => {
  problems.expect(answered(401));
  const shop = await people.customer();
  await shop.signIn("John Doe");
  await shop.chat.open();
  await shop.chat.send("A private question");
  await shop.chat.expectDelivered("A private question");
  await shop.chat.close();
  await shop.page.getByRole("button", { name: shop.words.signOut }).click();
  await shop.page.getByRole("button", { name: shop.words.signIn }).waitFor();
  await shop.chat.open();
  await expect(shop.chat.message("A private question")).toHaveCount(0);
});

test("signing out removes the customer's data from the browser", async ({ people }) => {
  const shop = await people.customer();
  await shop.signIn("John Doe");
  await shop.chat.open();
  await shop.chat.send("This is John's");
  await shop.chat.expectDelivered("This is John's");
  await shop.chat.field.fill("And so is this");
  await shop.chat.close();
  await shop.page.getByRole("banner").getByRole("button", { name: shop.words.signOut }).click();
  await expect(shop.page.getByRole("button", { name: shop.words.signIn }).first()).toBeVisible();
  await expect.poll(() => shop.page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await shop.chat.open();
  await expect(shop.chat.field).toHaveValue("");
  await expect(shop.chat.log.locator(".adda-message")).toHaveCount(0);
});
