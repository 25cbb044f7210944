// The parts of a bundle get addresses with the hash of their content.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { partName, readParts, withLoader } from "../split-bundle.mjs";

const SCRIPT = 'import*as p from"./__wasm_split.abc.js";export{init as initSync};function init(){return p}';

test("a folder without a manifest has no parts, and its script stays as it is", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "adda-split-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const parts = readParts(folder);
  assert.equal(parts.files.size, 0);
  assert.equal(withLoader(SCRIPT, "console", parts, "loader;"), SCRIPT);
});

test("each part is read once, and its address changes with its content", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "adda-split-"));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "__wasm_split_manifest.json"), JSON.stringify({ team: ["shared", "team"], log: ["shared"] }));
  for (const name of ["shared", "team"]) writeFileSync(join(folder, `${name}.wasm`), name);
  const { needs, files } = readParts(folder);
  assert.deepEqual([...needs.keys()], ["log", "team"]);
  assert.deepEqual([...files.keys()], ["shared", "team"]);
  const [shared, other] = ["shared", "another"].map((content) => partName("console", Buffer.from(content)));
  assert.match(shared, /^console-[0-9a-f]{16}\.wasm$/);
  assert.notEqual(shared, other);

  const js = withLoader(SCRIPT, "console", { needs, files }, "loader;");
  assert.ok(js.startsWith("loader;const $loaders=$parts.loaders(import.meta.url,"));
  assert.equal(js.split(shared).length, 3, "both parts load the shared file");
  assert.doesNotMatch(js, /^import|import\*as p/);
});

test("a script of another form is refused", () => {
  const parts = { needs: new Map([["team", []]]), files: new Map() };
  assert.throws(() => withLoader("export{init as initSync};", "console", parts, ""), /imports no parts/);
  assert.throws(() => withLoader("import*as p from'x';", "console", parts, ""), /no initSync/);
});
