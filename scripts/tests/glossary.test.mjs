// The texts of the screens use the terms of docs/glossary.md: none contains a word that must not return.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const ROOT = join(import.meta.dirname, "../..");
/** The sources whose texts people see, without the shop's books, which quote literature. */
const SCREENS = ["src/console", "src/widget", "src/ui", "src/server/pages", "src/shop"];
const NO_SCREENS = /\/catalogue\/|\/tests(?:\/|\.rs)/;
/** A word of Bangla script, which is also found with an ending. */
const BANGLA = /[\u0980-\u09ff]/;

/** Returns the words in backticks that must not return: of the last column, and below "Style". */
function retired(glossary) {
  const [tables, style] = glossary.split("## Style");
  const rows = tables.split("\n").filter((line) => line.startsWith("| "));
  const columns = rows.map((row) => row.split("|").at(-2));
  return [...columns, style].flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word));
}

/** Returns the string literals of a source with their lines. Those in comments and in tests are left out. */
function literals(source) {
  const code = source.split("#[cfg(test)]")[0].replaceAll(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/"((?:[^"\\]|\\[^])*)"/g)].map(({ 1: text, index }) => ({
    line: code.slice(0, index).split("\n").length,
    text: text.replaceAll(/\\\n\s*/g, "").normalize("NFC"),
  }));
}

/** Returns whether a text contains a retired word. */
function contains(text, word) {
  if (BANGLA.test(word)) return text.includes(word.normalize("NFC"));
  return new RegExp(`(?<![\\w-])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`, "i").test(text);
}

/** Returns each retired word in the sources, as `file:line: word`. */
function found(words, sources) {
  return sources.flatMap(([name, source]) =>
    literals(source).flatMap(({ line, text }) =>
      words.filter((word) => contains(text, word)).map((word) => `${name}:${line}: “${word}” in “${text}”`)),
  );
}

test("the glossary names words that must not return", () => {
  const words = retired(readFileSync(join(ROOT, "docs/glossary.md"), "utf8"));
  for (const word of ["nobody", "urgency", "গুরুত্ব", "দর্শনার্থী", "নকল"]) assert.ok(words.includes(word), word);
  assert.ok(!words.includes("/"));
});

test("retired words are found in literals, whole in English and with endings in Bangla", () => {
  const source = '// "Nobody"\nconst A: &str = "Nobody is \\\n    here";\nconst B: [&str; 2] = ["Somebodys", "মূল্যায়নের"];\n#[cfg(test)]\n"nobody"';
  assert.deepEqual(found(["nobody", "somebody", "মূল্যায়ন"], [["a.rs", source]]), [
    "a.rs:2: “nobody” in “Nobody is here”",
    "a.rs:4: “মূল্যায়ন” in “মূল্যায়নের”",
  ]);
});

test("no text of the screens contains a word that must not return", () => {
  const words = retired(readFileSync(join(ROOT, "docs/glossary.md"), "utf8"));
  const names = SCREENS.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((name) => name.endsWith(".rs") && !NO_SCREENS.test(name));
  assert.ok(names.length > 100);
  assert.deepEqual(found(words, names.map((name) => [name, readFileSync(join(ROOT, name), "utf8")])), []);
});
