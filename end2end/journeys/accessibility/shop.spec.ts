import { expectAccessible } from "../../support/accessibility.ts";
import { answered } from "../../support/problems.ts";
import { Rest } from "../../support/rest.ts";
import { expect, test } from "../../support/test.ts";
import { BANGLA } from "../../support/words/bn.ts";
import { ENGLISH } from "../../support/words/en.ts";

test.describe.configure({ timeout: 120_000 });

for (const words of [ENGLISH, BANGLA]) {
  test(`the shop's pages and the API's description are accessible: ${words.code}`, async ({ people, problems }) => {
    problems.expect(answered(404));
    const { page } = await people.customer({ words });
    await expectAccessible(page, "the shop");
    for (const path of ["/books/gitanjali", "/books/no-such-book", "/rent", "/orders", "/support/api/docs/"]) {
      await page.goto(path);
      await expectAccessible(page, path);
    }
  });

  test(`the history is accessible: ${words.code}`, async ({ server, people, problems }) => {
    for (const status of [401, 404, 422]) problems.expect(answered(status));
    const { history } = words;
    await (await Rest.signIn(server.url)).changeSettings({ rating_enabled: true });
    const { page, chat } = await people.customer({ words });
    await page.goto("/support/conversations/");
    await expect(page.getByText(history.empty)).toBeVisible();
    await expectAccessible(page, "an empty history");
    await page.goto("/");
    await chat.open();
    await chat.send("A question");
    await chat.expectDelivered("A question");
    await page.goto("/support/conversations/");
    await expectAccessible(page, "the history");
    await page.getByRole("link", { name: "A question" }).click();
    await page.getByLabel(history.yourMessage).fill("x".repeat(5_001));
    await page.getByRole("button", { name: history.send, exact: true }).click();
    await expect(page.getByText(history.tooLong)).toBeVisible();
    await expectAccessible(page, "a conversation, with a message that is too long");
    await page.getByRole("button", { name: history.end }).click();
    await expect(page.getByRole("button", { name: history.rate })).toBeVisible();
    await expectAccessible(page, "a conversation that has ended");
    await page.goto("/support/conversation/CONV-AAAAAAAAAAAA/");
    await expect(page.getByRole("heading", { name: history.unknown })).toBeVisible();
    await expectAccessible(page, "an unknown conversation");
  });
}
