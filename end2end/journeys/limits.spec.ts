import { answered } from "../support/problems.ts";
import { Rest } from "../support/rest.ts";
import { expect, test } from "../support/test.ts";
import { BANGLA } from "../support/words/bn.ts";
import { ENGLISH } from "../support/words/en.ts";

const BACK_LIMIT = { timeout: 30_000 };

for (const words of [ENGLISH, BANGLA]) {
  test.describe(`in ${words.locale}`, () => {
    test.use({ settings: { ADDA_LIMITS: "messages_account=1/s/4" } });

    test("a flood of messages shows a notice, and arrives automatically a little later", async ({ people, problems }) => {
      problems.expect(answered(429));
      const { chat } = await people.customer({ words });
      await chat.open();
      const texts = Array.from({ length: 9 }, (_, number) => `Message ${number + 1}`);
      for (const text of texts) await chat.send(text);
      await expect(chat.window.getByText(chat.words.limited)).toBeVisible();
      // All of them arrive in order, without any action.
      for (const text of texts) await expect(chat.message(text)).toContainText(chat.words.sent, BACK_LIMIT);
      await expect(chat.window.getByText(chat.words.limited)).toBeHidden();
      await expect(chat.log.locator(".adda-message").filter({ hasText: "Message" })).toContainText(texts);
    });
  });
}

test.describe("with a limit on an agent's messages", () => {
  test.use({ settings: { ADDA_LIMITS: "messages_account=1/s/3" } });

  test("the console shows the limit, and sends the remaining replies later", async ({ server, people, problems }) => {
    problems.expect(answered(429));
    await (await Rest.visitor(server.url)).write(["Where is my order?"]);
    const desk = await people.agent();
    await desk.open("Where is my order?");
    for (let number = 1; number <= 6; number += 1) await desk.reply(`Reply ${number}.`);
    await expect(desk.page.getByText(ENGLISH.console.rateLimited)).toBeVisible();
    await expect(desk.page.getByText("Reply 6.").last()).toBeVisible();
    const seen = await Rest.signIn(server.url);
    await expect.poll(() => seen.newestMessages(), BACK_LIMIT).toContain("Reply 6.");
  });
});
