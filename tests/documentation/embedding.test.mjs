// The tables of docs/embedding.md against the code that they describe.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "./server.mjs";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const page = read("docs/embedding.md");

/** Returns the section of a heading. */
function section(heading) {
  const [, text] = page.split(`\n## ${heading}\n`);
  return text.split("\n## ")[0];
}

/** Returns what a pattern finds in the first column of the section's tables. */
const named = (heading, pattern) =>
  section(heading)
    .split("\n")
    .flatMap((line) => [.../^\| (.*?) \|/.exec(line)?.[1].matchAll(pattern) ?? []].map(([, name]) => name))
    .sort();

test("the attributes are those that the server knows", () => {
  const [, list] = /const ATTRIBUTES: [^=]+=\s+\[([^\]]+)\]/.exec(read("src/server/rest/widget.rs"));
  const written = (name) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const known = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => written(name));
  assert.deepEqual(named("Attributes of the line", /`([\w-]+)`/g), known.sort());
});

test("the commands and events are those of the loader", () => {
  const commands = read("loader/commands.js");
  const [, own] = /export const does = \{([^}]+)\}/.exec(commands);
  const [, passed] = /of "([^"]+)"\.split/.exec(commands);
  const all = [...own.split(",").map((entry) => entry.split(":")[0].trim()), ...passed.split(" ")];
  assert.deepEqual(named("From the page's own scripts", /`adda\('(\w+)'/g), all.sort());
  const [, events] = /!"([^"]+)"\.split/.exec(read("loader/events.js"));
  assert.deepEqual(named("From the page's own scripts", /`(\w+)`/g), events.split(" ").sort());
  const types = read("packages/widget/index.d.ts");
  const [, typed] = /export interface Events \{([^}]+)\}/.exec(types);
  assert.deepEqual([...typed.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name).sort(), events.split(" ").sort());
});

test("the messages of the checklist are those that the code writes", () => {
  const sources = [
    ...["events", "commands", "policy", "settings", "widget"].map((name) => read(`loader/${name}.js`)),
    read("src/server/rest/widget.rs"),
    read("src/server/answer.rs"),
    read("src/server/domain/identity/problem.rs"),
  ].join("\n");
  const fragments = [
    "does not answer, or does not allow this origin",
    "CSP lacks",
    "gave no chat",
    "identify needs { token }",
    'omit type="module"',
    "is not a color:",
    "identity token was rejected:",
    "signature (it does not match:",
    "signature (the header has to say that the token is signed with HS256:",
  ];
  const checklist = section("Is it working?");
  for (const fragment of fragments) {
    assert.ok(checklist.includes(fragment), `the checklist lacks: ${fragment}`);
    assert.ok(sources.replaceAll('\\"', '"').includes(fragment), `the code does not write: ${fragment}`);
  }
});
