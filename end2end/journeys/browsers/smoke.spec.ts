import { writeFileSync } from "node:fs";
import { FIREFOX, WEBKIT } from "../../support/driven/browsers.ts";
import { expect, test } from "../../support/driven/test.ts";
import { picture } from "../../support/files.ts";
import { BANGLA } from "../../support/words/bn.ts";
import { ENGLISH } from "../../support/words/en.ts";

/** Returns a strict policy, with what it must allow from the support server. */
const policy = (support: string): string =>
  `default-src 'none'; script-src ${support} 'wasm-unsafe-eval'; connect-src ${support}; img-src 'self' ${support}`;

const PLACES = [
  { place: "the demonstration shop", isElsewhere: false, words: ENGLISH },
  { place: "a page of another site, in Bangla", isElsewhere: true, words: BANGLA },
];

for (const customersBrowser of [FIREFOX, WEBKIT]) {
  for (const { place, isElsewhere, words } of PLACES) {
    test.describe(`${customersBrowser.name}, on ${place}`, () => {
      test.use({ customersBrowser });

      test("a customer writes, hears from an agent, sends a picture, and finds it all again", async (
        { visitor, server, site, people },
        testInfo,
      ) => {
        // Two browsers at a time, without a graphics card, beside other journeys.
        test.slow();
        site.put("/", { line: { "data-locale": words.locale }, policy: policy(server.url) });
        const page = isElsewhere ? `${site.url}/` : "/";
        const chat = await visitor.visit(page, words);
        await chat.expectButton();
        const desk = await people.agent();
        await chat.open();
        await chat.send("Is গীতাঞ্জলি there?");
        const delivered = `(${chat.words.sent}|${chat.words.read})`;
        await chat.expectNewest(new RegExp(`Is গীতাঞ্জলি there\\?.*${delivered}`, "s"));

        await desk.open("Is গীতাঞ্জলি there?");
        await desk.reply("It is. আছে।");
        await chat.expectNewest(/It is\. আছে।/);

        const file = picture("parcel.png", 400, 300);
        const path = testInfo.outputPath(file.name);
        writeFileSync(path, file.buffer);
        await chat.pick(path);
        await chat.expectNewest(new RegExp(delivered), 400);
        await expect(desk.log.getByRole("img", { name: file.name })).toHaveJSProperty("naturalWidth", 400);

        const again = await visitor.visit(page, words);
        await again.open();
        await again.expectNewest(new RegExp(chat.words.read), 400);
      });
    });
  }
}
