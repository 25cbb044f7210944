// docs/examples/export.mjs against a real server.
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ADMIN, ROOT, serve, start, visitor } from "./server.mjs";

async function run(test, url, file) {
  const script = start(test, process.execPath, [join(ROOT, "docs/examples/export.mjs"), file], {
    ADDA_URL: url,
    ADDA_USERNAME: ADMIN.username,
    ADDA_PASSWORD: ADMIN.password,
  });
  assert.equal(await script.ended, 0, script.output);
  return readFileSync(file, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
}

const contents = (lines) => lines.filter(({ type }) => type === "message").map(({ content }) => content).sort();
const conversations = (lines) => lines.filter(({ type }) => type === "conversation").map((line) => line.conversation_id);

test("an export has each message once, and continues where it was cut off", { timeout: 120_000 }, async (test) => {
  const folder = mkdtempSync(join(tmpdir(), "adda-export-"));
  test.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "all.jsonl");
  const url = await serve(test);
  // More than a page of the list, and in one of them more than a page of messages.
  const chats = [];
  for (let number = 0; number < 55; number += 1) chats.push(await visitor(url, `Question ${number}`));
  const numbers = Array.from({ length: 205 }, (_, number) => `Detail ${number}`);
  for (const text of numbers) await chats[0].send(text);

  const all = await run(test, url, file);
  const questions = chats.map((_, number) => `Question ${number}`);
  const greeting = all.find(({ message_type: type }) => type === "system").content;
  const expected = [...questions, ...numbers, ...chats.map(() => greeting)].sort();
  assert.deepEqual(contents(all), expected);
  assert.deepEqual(conversations(all).sort(), chats.map(({ id }) => id).sort());

  // Nothing has changed, so nothing is added.
  const size = statSync(file).size;
  await run(test, url, file);
  assert.equal(statSync(file).size, size);

  // A run that is killed may leave a line without its end.
  for (const [name, cutOff] of Object.entries({ "within a line": 2_000, "before the end of a line": 1 })) {
    truncateSync(file, statSync(file).size - cutOff);
    assert.deepEqual(contents(await run(test, url, file)), expected, name);
  }
  appendFileSync(file, '{"type":"mess');
  await chats[3].send("One more thing");
  const more = await run(test, url, file);
  assert.deepEqual(contents(more), [...expected, "One more thing"].sort());
  assert.equal(conversations(more).at(-1), chats[3].id);
});
