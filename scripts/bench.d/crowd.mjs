// node crowd.mjs BINARY WIDGETS SECONDS [--write]: opens many widgets, with 50 messages a second.
// First they poll every three seconds, beside 100 consoles. Then, on another server, they wait for
// hints.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { start } from "./child.mjs";
import { writeFigures } from "./document.mjs";
import { describeMachine } from "./machine.mjs";
import { startConversations } from "./people.mjs";
import { program } from "./programs.mjs";
import { number, origin, table } from "./report.mjs";
import { Server } from "./server.mjs";

const CONSOLES = 100;
const SENDS_PER_SECOND = 50;
/** How long agents write to widgets that wait. */
const WAITING_SECONDS = 60;
/** The number of visitors who arrive at the same time while the database is filled. */
const ARRIVING = 16;
/** How long after the last widget has left the server's memory is measured. */
const REST_SECONDS = 60;
const SAMPLE_MS = 500;

const say = (line) => console.error(`==> ${line}`);
const megabytes = (bytes) => `${number(bytes / 1e6, 0)} MB`;

/** Returns `{agent, visitors}`, the visitors as people.mjs returns them. */
async function fill(server, widgets) {
  const share = Math.ceil(widgets / ARRIVING);
  const groups = await Promise.all(Array.from({ length: ARRIVING }, () => startConversations(server.origin, share)));
  return { agent: groups[0].agent, visitors: groups.flatMap(({ visitors }) => visitors).slice(0, widgets) };
}

/** Returns the most resident memory until `ended` is aborted. */
async function mostMemory(server, ended) {
  let most = 0;
  while (!ended.aborted) {
    most = Math.max(most, server.residentMemory());
    await wait(SAMPLE_MS);
  }
  return most;
}

/** Runs `crowd` with these people. Returns its report. */
async function ask(what, server, { agent, visitors }, ...numbers) {
  const args = [what, new URL(server.origin).port, ...numbers].map(String);
  const child = start(program("crowd"), args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = visitors.map(({ token, conversation, newest }) => `${token} ${conversation} ${newest}`);
  child.stdin.end([...lines, agent.token].join("\n"));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (output += part));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`crowd ended with ${code}`);
  return JSON.parse(output);
}

const milliseconds = (value) => (value === null ? "" : `${number(value, 1)} ms`);

function rowOf(what, { answered, failed, failure, p50, p99, longest }) {
  const times = [p50, p99, longest].map(milliseconds);
  return [what, number(answered, 0), failed === 0 ? "0" : `${failed} (${failure})`, ...times];
}

const heads = (what) => [what, "answered", "failed", "median", "99 %", "longest"];

/** Measures what the server needs while a crowd sends requests: `{answers, atRest, most, after, processorShare}`. */
async function watch(binary, folder, widgets, seconds, what, ...numbers) {
  const { server } = await Server.start(binary, folder);
  say(`${widgets} conversations`);
  const people = await fill(server, widgets);
  say(`${widgets} widgets, ${what} for ${seconds} s`);
  const atRest = server.residentMemory();
  const ended = new AbortController();
  const watching = mostMemory(server, ended.signal);
  const [before, began] = [server.processorTime(), performance.now()];
  const answers = await ask(what, server, people, ...numbers);
  const processorShare = (server.processorTime() - before) / ((performance.now() - began) / 1_000);
  ended.abort();
  const most = await watching;
  await wait(REST_SECONDS * 1_000);
  const after = server.residentMemory();
  await server.stop();
  return { answers, atRest, most, after, processorShare };
}

function tableOf({ atRest, most, after, processorShare }) {
  return table(["server", ""], [
    ["processor", `${number(processorShare * 100, 0)} % of one core`],
    ["resident memory before the first", megabytes(atRest)],
    ["most resident memory", megabytes(most)],
    [`resident memory ${REST_SECONDS} s after the last has left`, megabytes(after)],
  ]);
}

function report(machine, widgets, seconds, polling, waiting) {
  const asked = table(heads(`${number(widgets, 0)} widgets poll, ${seconds} s`), [
    rowOf("widgets' polls", polling.answers.polls),
    rowOf("messages", polling.answers.sends),
    rowOf("consoles' polls", polling.answers.consoles),
  ]);
  const { messages, sends, requests, unseen } = waiting.answers;
  if (unseen > 0) throw new Error(`${unseen} widgets have not seen the last message to them`);
  const told = table(heads(`${number(widgets, 0)} widgets wait for hints, ${WAITING_SECONDS} s`), [
    rowOf("from the sending of a message until the widget has it", messages),
    rowOf("messages", sends),
    [...rowOf("waits and polls", requests).slice(0, 3), "", "", ""],
  ]);
  return [origin(machine), asked, tableOf(polling), told, tableOf(waiting)].join("\n\n");
}

async function measure(binary, folder, widgets, seconds) {
  const machine = describeMachine(folder);
  const [first, second] = ["polling", "waiting"].map((name) => mkdtempSync(join(folder, name)));
  const polling = await watch(binary, first, widgets, seconds, "polling", CONSOLES, SENDS_PER_SECOND, seconds);
  const waiting = await watch(binary, second, widgets, WAITING_SECONDS, "waiting", SENDS_PER_SECOND, WAITING_SECONDS);
  return report(machine, widgets, seconds, polling, waiting);
}

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const folder = mkdtempSync(join(tmpdir(), "adda-crowd-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const [binary, widgets, seconds, write] = process.argv.slice(2);
const figures = await measure(binary, folder, Number(widgets), Number(seconds));
console.log(figures);
if (write) say(`written to ${writeFigures("bench-crowd", figures)}`);
