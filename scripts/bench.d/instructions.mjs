// node instructions.mjs BINARY [--write]: counts the instructions of an idle poll and of a send.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Connection } from "./connection.mjs";
import { pollOf, startConversations } from "./people.mjs";
import { Server } from "./server.mjs";

const committed = fileURLToPath(new URL("instructions.json", import.meta.url));
/** The share by which a count may exceed the committed one. */
const TOLERANCE = 0.05;
/** The number of requests before the first count, and in each count. */
const WARM_UP = 50;
const COUNTED = 400;
/**
 * How many counts are made. The least of them is the result, because other work of the server only
 * adds instructions.
 */
const COUNTS = 5;
/** How long after its start the server has begun all of its background work, such as reading a year's statistics. */
const BEGUN_MS = 7_000;
/**
 * How much of a processor the server may use under callgrind when that work is done, and how long
 * it may take until then.
 */
const QUIET_SHARE = 0.1;
const QUIET_WITHIN_MS = 120_000;
/** Each request ends before the next begins, so requests share nothing and do not wait for each other. */
const CONVERSATIONS = 8;

function callgrind(server, ...options) {
  execFileSync("callgrind_control", [...options, String(server.pid)], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Waits until the server is idle. */
async function untilQuiet(server) {
  await wait(BEGUN_MS);
  for (const began = performance.now(); performance.now() - began < QUIET_WITHIN_MS; ) {
    const before = server.processorTime();
    await wait(1_000);
    if (server.processorTime() - before < QUIET_SHARE) return;
  }
  throw new Error("the server does not become idle");
}

/** Returns the instructions of all threads in the newest dump. */
function dumped(folder) {
  const dumps = readdirSync(folder).filter((name) => name.startsWith("callgrind.out.") && /\.\d+(-\d+)?$/.test(name));
  let sum = 0;
  for (const name of dumps) {
    const totals = readFileSync(join(folder, name), "utf8").match(/^(?:totals|summary): (\d+)/m);
    sum += totals === null ? 0 : Number(totals[1]);
    rmSync(join(folder, name));
  }
  return sum;
}

async function countOnce(server, folder, ask) {
  callgrind(server, "--instr=on");
  callgrind(server, "--zero");
  for (let number = 0; number < COUNTED; number += 1) await ask();
  callgrind(server, "--dump");
  callgrind(server, "--instr=off");
  return Math.round(dumped(folder) / COUNTED);
}

async function count(server, folder, ask) {
  for (let number = 0; number < WARM_UP; number += 1) await ask();
  let least = Infinity;
  for (let number = 0; number < COUNTS; number += 1) least = Math.min(least, await countOnce(server, folder, ask));
  return least;
}

async function measure(binary, folder) {
  const settings = { TOKIO_WORKER_THREADS: "1" };
  const tool = ["valgrind", "--tool=callgrind", "--instr-atstart=no", `--callgrind-out-file=${join(folder, "callgrind.out.%p")}`];
  const { server } = await Server.start(binary, folder, settings, { under: tool });
  const { visitors } = await startConversations(server.origin, CONVERSATIONS);
  await untilQuiet(server);
  const connection = new Connection(server.origin);
  let asked = 0;
  const next = () => visitors[(asked += 1) % visitors.length];
  const poll = () => {
    const visitor = next();
    return connection.post("/support/fn/messages", pollOf(visitor), { cookie: `adda_session=${visitor.token}` });
  };
  const send = () => {
    const { token, conversation } = next();
    const message = { content: `Is there news of my order? I asked ${asked} times.`, client_id: `count-${asked}` };
    return connection.post(`/support/api/conversation/${conversation}/send/`, message, { authorization: `Bearer ${token}` });
  };
  const counts = { poll: await count(server, folder, poll), send: await count(server, folder, send) };
  connection.close();
  await server.stop();
  return counts;
}

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const folder = mkdtempSync(join(tmpdir(), "adda-instructions-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const [binary, option] = process.argv.slice(2);
const counts = await measure(binary, folder);
if (option === "--write") {
  writeFileSync(committed, `${JSON.stringify(counts, null, 2)}\n`);
  console.log(`Written to ${committed}: ${JSON.stringify(counts)}`);
} else {
  const limits = JSON.parse(readFileSync(committed, "utf8"));
  for (const [request, instructions] of Object.entries(counts)) {
    const change = instructions / limits[request] - 1;
    console.log(`${request}: ${instructions} instructions, ${(change * 100).toFixed(1)} % from the committed ${limits[request]}`);
    if (change > TOLERANCE) {
      console.error(`Failed: a ${request} needs over ${TOLERANCE * 100} % more instructions than before`);
      console.error("  Remedy: find out what was added; if it is worth it, scripts/bench-instructions --write");
      process.exitCode = 1;
    }
  }
}
