// node inbox.mjs BINARY: how long the inbox takes to answer at 100,000
// conversations, one request after the other. Needs the program sqlite3.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Connection } from "./connection.mjs";
import { ADMIN, Server } from "./server.mjs";

const TIMES = 20;
const VIEW = { query: "", sort: "last_message" };

/** What is asked for: a name, a view, and whether from deep down. */
const QUESTIONS = [
  ["first page, newest", {}],
  ["first page, waiting longest", { sort: "waiting" }],
  ["first page, most urgent", { sort: "priority" }],
  ["first page, unread", { unread: true }],
  ["first page, one language and priority", { language: "bn", priorities: ["high"] }],
  ["a page 50,000 rows down", {}, true],
  ["search, one message of all", { query: "parcel 250000 since" }],
  ["search, one message of all, Bangla", { query: "নম্বর 250002" }],
  ["search, a customer", { query: "customer77777@" }],
  ["search, a word of 100,000 messages", { query: "parcel" }],
  ["search, a word that is nowhere", { query: "xyzzy" }],
  ["search, two letters that are in many", { query: "বই" }],
  ["search, two letters that are nowhere", { query: "৳৳" }],
];

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);

async function measure(what, ask) {
  const times = [];
  for (let time = 0; time < TIMES; time += 1) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  console.log(`| ${what} | ${at(times, 0.5)} ms | ${at(times, 0.95)} ms |`);
}

const folder = mkdtempSync(join(tmpdir(), "adda-bench-inbox-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const [binary] = process.argv.slice(2);
// Makes the tables.
await (await Server.start(binary, folder)).server.stop();
const sql = readFileSync(new URL("many.sql", import.meta.url));
execFileSync("sqlite3", [join(folder, "data", "adda.sqlite3")], { input: sql });

const { server } = await Server.start(binary, folder);
const { token } = await new Connection(server.origin).post("/support/api/login/", ADMIN);
const connection = new Connection(server.origin, { cookie: `adda_agent=${token}` });
console.log("| at 100,000 conversations, SQLite | median | 95 % |\n| --- | ---: | ---: |");
for (const [what, change, isDeep] of QUESTIONS) {
  // 200,000 minutes after the beginning of the year, as many.sql has it.
  const cursor = isDeep ? `last_message.0.${Date.UTC(2026, 0, 1) * 1000 + 200_000 * 60e6}.51000` : null;
  await measure(what, () => connection.post("/support/fn/agent/inbox", { view: { ...VIEW, ...change }, cursor }));
}
const since = new Date().toISOString();
await measure("a poll that brings nothing", () => connection.post("/support/fn/agent/changes", { since }));
connection.close();
await server.stop();
