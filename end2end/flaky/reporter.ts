// Prints at the end of the output why journeys failed, and keeps a record of flaky journeys, those
// that failed and then passed when they were tried again.
// The first time a journey is flaky, it is recorded and printed. If it is flaky again within two
// weeks, the run fails: the cause must be found.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { FullResult, Reporter, Suite, TestCase, TestError } from "@playwright/test/reporter";

const REMEMBERED_MS = 14 * 24 * 60 * 60 * 1000;
/** How many lines of an error are printed. */
const LINES = 8;

/** When each journey was flaky last, by its title, in milliseconds since 1970. */
type Record = { [title: string]: number };

function read(file: string): Record {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record;
  } catch {
    // There is none yet, or a run was interrupted while it wrote one.
    return {};
  }
}

function write(file: string, record: Record) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(record, undefined, 2));
  renameSync(`${file}.new`, file);
}

/** Returns the file and the titles of a journey. */
const titleOf = (test: TestCase) => test.titlePath().filter((part) => part !== "").join(" › ");

/** Returns the beginning of an error and its line, without colours. */
function summary({ message = "", location }: TestError): string {
  const plain = message.replaceAll(/\u001B\[[\d;]*m/g, "").split("\n").filter((line) => line.trim() !== "");
  const place = location === undefined ? "" : `${location.file.split("/").at(-1)}:${location.line}: `;
  return `    ${place}${plain.slice(0, LINES).join("\n      ")}`;
}

/** Prints why each attempt of these journeys failed. */
function explain(tests: TestCase[]) {
  for (const test of tests) {
    console.log(`  Why ${titleOf(test)} failed:`);
    for (const { errors } of test.results) for (const error of errors) console.log(summary(error));
  }
}

export default class FlakyReporter implements Reporter {
  readonly #file: string;
  #suite: Suite | undefined;

  /** Creates a reporter. `file` stores the record between runs. */
  constructor({ file }: { file: string }) {
    this.#file = file;
  }

  onBegin(_config: unknown, suite: Suite) {
    this.#suite = suite;
  }

  async onEnd(): Promise<{ status: FullResult["status"] } | undefined> {
    const tests = this.#suite?.allTests() ?? [];
    explain(tests.filter((test) => test.outcome() === "flaky" || test.outcome() === "unexpected"));
    const flaky = tests.filter((test) => test.outcome() === "flaky").map(titleOf);
    if (flaky.length === 0) return undefined;
    const now = Date.now();
    const known = Object.entries(read(this.#file)).filter(([, last]) => now - last < REMEMBERED_MS);
    const repeated = flaky.filter((title) => known.some(([other]) => other === title));
    write(this.#file, { ...Object.fromEntries(known), ...Object.fromEntries(flaky.map((title) => [title, now])) });
    for (const title of flaky) {
      console.log(`  Flaky${repeated.includes(title) ? ", and not for the first time" : ""}: ${title}`);
    }
    console.log(`  The record of flaky journeys is ${this.#file}`);
    return repeated.length > 0 ? { status: "failed" } : undefined;
  }
}
