import { expectAccessible } from "../support/accessibility.ts";
import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

for (const words of [ENGLISH, BANGLA]) {
  test(`a shop for known customers only asks a visitor to sign in: ${words.code}`, async ({ server, people }) => {
    await (await Rest.signIn(server.url)).changeSettings({ allow_anonymous: false });
    const { page, chat } = await people.customer({ words });
    await chat.button.click();
    await expect(chat.window.getByText(chat.words.mustSignIn)).toBeFocused();
    await expect(chat.field).toHaveCount(0);
    await expect(chat.window.getByRole("button", { name: chat.files.attach })).toHaveCount(0);
    await expect(chat.window.locator("form")).toHaveCount(0);
    await expectAccessible(page, "a chat for known customers only");
    await page.keyboard.press("Tab");
    await expect(chat.window.getByRole("link", { name: chat.words.signIn })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.getByRole("main").getByRole("button").first().click();
    await chat.open();
    await chat.send("Hello");
    await chat.expectDelivered("Hello");
  });
}

test("an open window follows an admin's change of who may write", async ({ server, people, problems }) => {
  problems.expect(answered(403));
  const { chat } = await people.customer();
  const admin = await Rest.signIn(server.url);
  await admin.changeSettings({ allow_anonymous: false });
  // The page was loaded while all visitors were admitted.
  await chat.button.click();
  await expect(chat.window.getByText(chat.words.mustSignIn)).toBeVisible();
  await expect(chat.field).toHaveCount(0);
  await admin.changeSettings({ allow_anonymous: true });
  await chat.send("Hello");
  await chat.expectDelivered("Hello");
  // A conversation that was started before goes on.
  await admin.changeSettings({ allow_anonymous: false });
  await chat.send("And one more thing");
  await chat.expectDelivered("And one more thing");
});
