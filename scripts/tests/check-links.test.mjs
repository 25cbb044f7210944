// The links and paths that scripts/check-links.mjs reports, and those that it accepts.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";

const SCRIPT = join(import.meta.dirname, "../check-links.mjs");

/** Checks a repository with these files. */
function check(files) {
  const folder = mkdtempSync(join(tmpdir(), "adda-links-"));
  try {
    execFileSync("git", ["init", "--quiet", folder]);
    for (const [name, content] of Object.entries(files)) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: "utf8" });
    return { status, found: stderr.split("\n").filter(Boolean) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const GUIDE = "# Guide\n\n## How is it done?\n\n## The `a_b` file (v2)\n\n## Notes\n\n## Notes\n\nA title\n-------\n";

test("good links and paths are accepted", () => {
  const text = [
    "[a](docs/guide.md) [b](docs/guide.md#how-is-it-done) [c](docs/guide.md#the-a_b-file-v2) [d](#here)",
    "[e](docs/guide.md#notes-1) [f](docs/guide.md#a-title) [g](docs/) [`h`](/docs/guide.md) [i][ref]",
    "![j](docs/a%20picture.png \"A picture\") <img src=\"docs/a%20picture.png\"> [k](https://example.com/none#x)",
    "`src/main.rs` `src/main.rs:12` `src/` `src/lib/**` `src/{a,b}.rs` `src/…` `docs/NN.md` `scripts/run NAME` `server/none.rs`",
    "[ref]: docs/guide.md#notes",
    "## Here",
  ].join("\n\n");
  const files = { "README.md": text, "docs/guide.md": GUIDE, "docs/a picture.png": "", "src/main.rs": "", "scripts/run": "" };
  assert.deepEqual(check(files), { status: 0, found: [] });
});

test("a link to a missing file is found, with its place", () => {
  const files = { "docs/guide.md": "# Guide\n\nSee [this](../README.md) and ![that](none.png).\n", "README.md": "" };
  assert.deepEqual(check(files), { status: 1, found: ["docs/guide.md:3: none.png: docs/none.png does not exist"] });
});

test("an anchor without a heading is found", () => {
  const files = { "README.md": "[a](docs/guide.md#notes-2)\n[b](#none)\n", "docs/guide.md": GUIDE };
  assert.deepEqual(check(files), {
    status: 1,
    found: [
      "README.md:1: docs/guide.md#notes-2: docs/guide.md has no heading #notes-2",
      "README.md:2: #none: README.md has no heading #none",
    ],
  });
});

test("a missing path in backticks is found", () => {
  const files = { "README.md": "First `src/main.rs`, then `src/gone.rs:7` and `scripts/gone NAME`.\n", "src/main.rs": "" };
  assert.deepEqual(check(files), {
    status: 1,
    found: ["README.md:1: `src/gone.rs:7`: src/gone.rs does not exist", "README.md:1: `scripts/gone`: scripts/gone does not exist"],
  });
});

test("blocks of code and ignored files are not checked", () => {
  const block = "```\n[a](none.md)\n# Not a heading\n```\n\n    `x`\n\nA `[b](none.md)` in code.\n";
  const files = { "README.md": block, ".gitignore": "old\n", "old/README.md": "[a](none.md)\n" };
  assert.deepEqual(check(files), { status: 0, found: [] });
  assert.equal(check({ "README.md": `${block}[c](#not-a-heading)\n` }).status, 1);
});
