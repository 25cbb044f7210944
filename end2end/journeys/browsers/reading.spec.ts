import { FIREFOX, WEBKIT } from "../../support/driven/browsers.ts";
import type { DrivenChat } from "../../support/driven/chat.ts";
import { expect, test } from "../../support/driven/test.ts";
import { Rest } from "../../support/rest.ts";
import { ENGLISH } from "../../support/words/en.ts";

/** Returns where a message begins on the page, or `undefined` while it is not shown. */
async function topOf(chat: DrivenChat, text: string): Promise<number | undefined> {
  return (await chat.messages()).find((message) => message.text.includes(text))?.top;
}

for (const customersBrowser of [FIREFOX, WEBKIT]) {
  test.describe(customersBrowser.name, () => {
    test.use({ customersBrowser });

    test("a message being read stays in its place while new messages arrive below it", async ({ visitor, server }) => {
      const chat = await visitor.visit("/", ENGLISH);
      await chat.open();
      await chat.send("Tell me everything.");
      await chat.expectNewest(new RegExp(chat.words.sent));
      const rest = await Rest.signIn(server.url);
      for (const chapter of Array(30).keys()) await rest.reply(`Chapter ${chapter}.`);
      await chat.expectNewest(/Chapter 29\./);

      await chat.scroll(-700);
      const before = await topOf(chat, "Chapter 9.");
      await rest.reply("The end.");
      await expect.poll(() => topOf(chat, "The end.")).toBeDefined();
      await chat.expectDrawn();
      const after = await topOf(chat, "Chapter 9.");
      expect(Math.abs((after ?? NaN) - (before ?? NaN)), "pixels that the page has jumped").toBeLessThan(2);
    });
  });
}
