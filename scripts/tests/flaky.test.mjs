// A journey may be flaky once. The second time fails the run.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const END2END = join(import.meta.dirname, "../../end2end");
const JOURNEY = "sometimes.spec.ts › passes only when it is tried again";

function run(file, ...options) {
  const env = { ...process.env, ADDA_FLAKY_JOURNEYS: file, FORCE_COLOR: "0" };
  const { status, stdout } = spawnSync("npx", ["playwright", "test", "--config", "flaky", ...options], { cwd: END2END, env, encoding: "utf8" });
  return { status, stdout };
}

const record = (file) => JSON.parse(readFileSync(file, "utf8"));

test("a journey that is flaky twice within two weeks fails the run", () => {
  const folder = mkdtempSync(join(tmpdir(), "adda-flaky-"));
  try {
    const file = join(folder, "record.json");
    const first = run(file);
    assert.equal(first.status, 0, first.stdout);
    assert.match(first.stdout, new RegExp(`Flaky: ${JOURNEY}`));
    assert.match(first.stdout, /Why .*tried again failed:\n +sometimes\.spec\.ts:5: Error: expect\(received\)\.toBe\(expected\)/);
    assert.deepEqual(Object.keys(record(file)), [JOURNEY]);
    assert.equal(run(file, "--grep", "passes$").status, 0, "a run without it");
    const second = run(file);
    assert.equal(second.status, 1, second.stdout);
    assert.match(second.stdout, new RegExp(`not for the first time: ${JOURNEY}`));
    writeFileSync(file, JSON.stringify({ [JOURNEY]: Date.now() - 15 * 24 * 60 * 60 * 1000 }));
    assert.equal(run(file).status, 0, "the last time is too long ago");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
