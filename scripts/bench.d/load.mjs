// Requests per second and processor time per request of Adda and of the bare server, under load by
// wrk.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { BareServer } from "./bare.mjs";
import { start } from "./child.mjs";
import { Server } from "./server.mjs";

const CONNECTIONS = 32;
/** Far more connections than the server can answer at a time. */
const OVERLOAD = 1000;

export const POLLS = [
  { script: "poll-function.lua", what: "idle poll, server function (the widget's)" },
  { script: "poll-rest.lua", what: "idle poll, REST" },
];
/** The number of rounds for each kind of request. A busy disk can slow one round by a fifth. */
const ROUNDS = 3;
/** Sends come last, because no poll is idle after them. */
export const POLLS_AND_SENDS = [...POLLS, { script: "send.lua", what: "send, REST" }];
const UNDER_OVERLOAD = POLLS_AND_SENDS.slice(1);

/** Runs wrk with one of the scripts, which get the visitors' file. Returns what visitors.lua reports. */
async function wrk(origin, script, connections, seconds, visitorsFile) {
  // One thread is far from busy here, and leaves the other cores to the server.
  const shape = ["--threads", "1", "--connections", String(connections), "--duration", `${seconds}s`, "--timeout", "10s"];
  const args = [...shape, "--script", script, origin, "--", visitorsFile];
  const child = start("wrk", args, { cwd: import.meta.dirname, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (output += part));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  const report = output.match(/^\{.*\}$/m);
  if (code !== 0 || report === null) throw new Error(`wrk ended with ${code}:\n${output}`);
  return JSON.parse(report[0]);
}

async function measureRequest(server, { script, what }, { connections, warmUp, seconds }, visitorsFile) {
  // Otherwise a server waits until the system has written what the other one left.
  await promisify(execFile)("sync");
  await wrk(server.origin, script, connections, warmUp, visitorsFile);
  const before = server.processorTime();
  const report = await wrk(server.origin, script, connections, seconds, visitorsFile);
  const used = server.processorTime() - before;
  if (report.failed > 0) throw new Error(`${what}: ${report.failed} of ${report.requests} requests failed`);
  return { perSecond: report.requests / report.seconds, processorTime: used / report.requests, p50: report.p50, p99: report.p99 };
}

/** Returns the round whose throughput is the median. */
function medianRound(rounds) {
  return rounds.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)];
}

/** Writes the file with the visitors for wrk's scripts. */
function writeVisitors(folder, visitors) {
  const file = join(folder, "visitors.txt");
  writeFileSync(file, visitors.map(({ token, conversation, newest }) => `${token} ${conversation} ${newest}\n`).join(""));
  return file;
}

/**
 * Returns the figures of Adda and of the bare server for each kind of request: requests per second,
 * processor seconds per request, and latency in milliseconds. `settings` are added to the defaults
 * of Adda's server.
 */
export async function measureLoad(binary, folder, visitors, kinds, { isQuick = false, settings = {} } = {}) {
  const times = { connections: CONNECTIONS, ...(isQuick ? { warmUp: 1, seconds: 4, rounds: 1 } : { warmUp: 2, seconds: 10, rounds: ROUNDS }) };
  const visitorsFile = writeVisitors(folder, visitors);
  const { server } = await Server.start(binary, folder, settings);
  const bareServer = await BareServer.start(folder, server.origin, visitors[0]);
  const requests = [];
  for (const request of kinds) {
    const rounds = [];
    while (rounds.length < times.rounds) {
      // One after the other, so that both run in the same minute.
      const adda = await measureRequest(server, request, times, visitorsFile);
      const bare = await measureRequest(bareServer, request, times, visitorsFile);
      rounds.push({ adda, bare });
    }
    const middle = (measured) => medianRound(rounds.map((round) => round[measured]));
    requests.push({ what: request.what, adda: middle("adda"), bare: middle("bare") });
  }
  await server.stop();
  await bareServer.stop();
  return { ...times, requests };
}

/** Measures each kind of request with few and with too many connections, in the same run. */
export async function measureOverload(binary, folder, visitors) {
  const visitorsFile = writeVisitors(folder, visitors);
  const { server } = await Server.start(binary, folder);
  const requests = [];
  for (const request of UNDER_OVERLOAD) {
    const measureWith = (connections) => measureRequest(server, request, { connections, warmUp: 2, seconds: 10 }, visitorsFile);
    requests.push({ what: request.what, few: await measureWith(CONNECTIONS), many: await measureWith(OVERLOAD) });
  }
  await server.stop();
  return { few: CONNECTIONS, many: OVERLOAD, requests };
}
