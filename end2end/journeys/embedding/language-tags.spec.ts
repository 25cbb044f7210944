import { readFileSync } from "node:fs";
import { expect, test } from "../../support/embedding.ts";
import { spoken } from "../../../loader/language.js";
import { BANGLA } from "../../support/words/bn.ts";
import { Chat } from "../../support/chat.ts";

// The same table tests `Language::from_tag`.
const TABLE = new URL("../../../loader/language-tags.txt", import.meta.url);

test("the loader reads tags as the server does", () => {
  const lines = readFileSync(TABLE, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  expect(lines.length).toBeGreaterThan(20);
  for (const line of lines) {
    const [tag, code] = line.split(" ");
    expect(spoken(tag) ?? "-", tag).toBe(code);
  }
  expect([spoken(" bn_BD "), spoken(""), spoken(undefined)]).toEqual(["bn", undefined, undefined]);
});

for (const tag of ["bn_BD", "BN", "bn-Beng-BD"]) {
  test(`the language ${tag} of a page or a script tag selects Bangla`, async ({ site, people }) => {
    site.put("/page", { head: `<script>document.documentElement.lang = "${tag}"</script>` });
    site.put("/line", { line: { "data-locale": tag } });
    for (const path of ["/page", "/line"]) {
      const { page } = await people.customer({ path: site.url + path });
      const chat = new Chat(page, BANGLA);
      await expect(chat.button).toHaveAccessibleName(chat.words.open);
      await page.evaluate(() => localStorage.clear());
    }
  });
}
