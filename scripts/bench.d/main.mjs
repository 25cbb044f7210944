// node main.mjs BINARY [--write|--quick]: takes all the figures, one after the other. --quick sends
// fewer requests and leaves out the measurements that take long.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFigures } from "./document.mjs";
import { measureLoad, measureOverload, POLLS, POLLS_AND_SENDS } from "./load.mjs";
import { describeMachine } from "./machine.mjs";
import { measureMemory } from "./memory.mjs";
import { startConversations } from "./people.mjs";
import { drawRequests } from "./plot.mjs";
import { figures } from "./report.mjs";
import { Server } from "./server.mjs";
import { measureSizes } from "./sizes.mjs";
import { measureStarts } from "./starts.mjs";

const say = (line) => console.error(`==> ${line}`);

async function measure(binary, folder, isQuick) {
  // First, because the benchmark itself puts load on the machine.
  const machine = describeMachine(folder);
  say("A database with 200 conversations");
  const { server } = await Server.start(binary, folder);
  const people = await startConversations(server.origin);
  say("Sizes");
  const sizes = await measureSizes(binary, server.origin);
  await server.stop();
  if (isQuick) return { machine, sizes, load: await measureLoad(binary, folder, people.visitors, POLLS_AND_SENDS, { isQuick }) };
  say("Start time");
  const starts = await measureStarts(binary, folder);
  say("Memory, idle and with 200 open conversations");
  const memory = await measureMemory(binary, folder, people);
  say("Requests: idle polls, then sends");
  const load = await measureLoad(binary, folder, people.visitors, POLLS_AND_SENDS);
  say("Requests over too many connections");
  const overload = await measureUnderOverload(binary, join(folder, "overload"));
  say("Idle polls on PostgreSQL");
  const postgres = await measureOnPostgres(binary, folder);
  return { machine, sizes, starts, memory, load, overload, postgres };
}

/**
 * Uses new conversations. In those that were measured before, polls would find the sent messages, and
 * the same `client_id`s would be sent again.
 */
async function measureUnderOverload(binary, folder) {
  mkdirSync(folder);
  const { server } = await Server.start(binary, folder);
  const { visitors } = await startConversations(server.origin);
  await server.stop();
  return measureOverload(binary, folder, visitors);
}

/**
 * Measures the polls of a server on the database of scripts/with-postgres. That database does not
 * sync to disk, so its sends are not measured.
 */
async function measureOnPostgres(binary, folder) {
  const settings = { ADDA_DATABASE_URL: process.env.ADDA_TEST_POSTGRES_URL };
  const { server } = await Server.start(binary, folder, settings);
  const { visitors } = await startConversations(server.origin);
  await server.stop();
  return measureLoad(binary, folder, visitors, POLLS, { settings });
}

// On exit, the handlers end the programs that run and remove the files.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const folder = mkdtempSync(join(tmpdir(), "adda-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const [binary, option] = process.argv.slice(2);
try {
  const measured = await measure(binary, folder, option === "--quick");
  const text = figures(measured);
  console.log(text);
  if (option === "--write") {
    drawRequests(measured.load.requests);
    say(`Written to ${writeFigures("bench", text)}`);
  }
} catch (error) {
  console.error(`Failed: ${error.message}`);
  process.exit(1);
}
