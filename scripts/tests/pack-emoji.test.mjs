// The emoji picker's files.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emojiFiles } from "../pack-emoji.mjs";

const groupsOf = (name) => JSON.parse(emojiFiles().get(name).toString());
const glyphs = (groups) => groups.flatMap(([, ...members]) => members.filter((_, place) => place % 2 === 0));

test("both languages have the same emoji in the same groups", () => {
  const [english, bangla] = ["emoji-en.json", "emoji-bn.json"].map(groupsOf);
  assert.ok(english.length > 5);
  assert.ok(glyphs(english).length > 1_500);
  assert.deepEqual(glyphs(bangla), glyphs(english));
});

test("each emoji has words, and each group a name", () => {
  for (const groups of [...emojiFiles().keys()].map(groupsOf)) {
    for (const [name, ...members] of groups) {
      assert.match(name, /^\p{L}/u);
      assert.equal(members.length % 2, 0);
      for (const text of members) assert.ok(text.length > 0);
    }
  }
});

test("faces are found by their English name in Bangla too", () => {
  const [[, ...faces]] = groupsOf("emoji-bn.json");
  assert.match(faces[faces.indexOf("😀") + 1], /[\u0980-\u09FF].*\|.*grinning/);
});
