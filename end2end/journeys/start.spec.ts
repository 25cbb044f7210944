import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../support/test.ts";

const STARTS = 5;

test("a server on an existing database starts again after each stop", async ({ server }) => {
  await server.command(["demo"]);
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    await server.stop();
    times.push(await server.start());
  }
  console.log(`    from start to ready, with 200 conversations: ${times.map(Math.round).join(", ")} ms`);
  expect(times).toHaveLength(STARTS);
});

test("a server that cannot start says why in one sentence", async ({ server, binary }) => {
  const unreadable = binary.makeFolder("unreadable");
  mkdirSync(join(unreadable, "adda.sqlite3"));
  const damaged = binary.makeFolder("damaged");
  writeFileSync(join(damaged, "adda.sqlite3"), "no database, whatever its name says");
  const wrongs: [wrong: Record<string, string>, sentence: RegExp][] = [
    [{}, /^adda: ADDA_ADDR \(--addr\): cannot listen on 127\.0\.0\.1:\d+: .*in use/],
    [{ ADDA_ADDR: "nonsense" }, /^adda: ADDA_ADDR \(--addr\): write an IP address and a port/],
    [{ ADDA_DEMO_SHOP: "perhaps" }, /^adda: ADDA_DEMO_SHOP \(--demo-shop\): write on or off/],
    [{ ADDA_ADDR: "127.0.0.1:0", ADDA_DATA_DIR: unreadable }, /^adda: ADDA_DATA_DIR .* cannot be opened: it /],
    [{ ADDA_ADDR: "127.0.0.1:0", ADDA_DATA_DIR: damaged }, /^adda: ADDA_DATA_DIR .* cannot be opened: it /],
  ];
  for (const [wrong, sentence] of wrongs) {
    const { code, stderr } = await binary.run(["serve"], { ...server.settings, ...wrong });
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trimEnd().split("\n"), "one sentence").toHaveLength(1);
  }
});
