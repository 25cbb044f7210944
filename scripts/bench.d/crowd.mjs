// node crowd.mjs BINARY WIDGETS SECONDS [--write]: many open widgets, 100 consoles and 50 messages a second.
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
/** How many visitors arrive at the same time while the database is filled. */
const ARRIVING = 16;
/** How long after the last widget has left the server's memory is looked at. */
const REST_SECONDS = 60;
const SAMPLE_MS = 500;

const say = (line) => console.error(`==> ${line}`);
const megabytes = (bytes) => `${number(bytes / 1e6, 0)} MB`;

/** `{agent, visitors}`, the visitors as people.mjs gives them. */
async function fill(server, widgets) {
  const share = Math.ceil(widgets / ARRIVING);
  const groups = await Promise.all(Array.from({ length: ARRIVING }, () => startConversations(server.origin, share)));
  return { agent: groups[0].agent, visitors: groups.flatMap(({ visitors }) => visitors).slice(0, widgets) };
}

/** The most resident memory until `ended` is aborted. */
async function mostMemory(server, ended) {
  let most = 0;
  while (!ended.aborted) {
    most = Math.max(most, server.residentMemory());
    await wait(SAMPLE_MS);
  }
  return most;
}

async function ask(server, { agent, visitors }, seconds) {
  const args = [new URL(server.origin).port, visitors.length, CONSOLES, SENDS_PER_SECOND, seconds].map(String);
  const child = start(program("crowd"), args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = visitors.map(({ token, conversation, newest }) => `${token} ${conversation} ${newest}`);
  child.stdin.end([...lines, agent.token].join("\n"));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (output += part));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`crowd ended with ${code}`);
  return JSON.parse(output);
}

function report(machine, { answers, atRest, most, after, processorShare, widgets, seconds }) {
  const milliseconds = (value) => (value === null ? "" : `${number(value, 1)} ms`);
  const row = (what, { answered, failed, failure, p50, p99, longest }) => [
    what, number(answered, 0), failed === 0 ? "0" : `${failed} (${failure})`, milliseconds(p50), milliseconds(p99), milliseconds(longest),
  ];
  const requests = table([`${number(widgets, 0)} widgets, ${seconds} s`, "answered", "failed", "median", "99 %", "longest"], [
    row("widgets' polls", answers.polls), row("messages", answers.sends), row("consoles' polls", answers.consoles),
  ]);
  const server = table(["server", ""], [
    ["processor", `${number(processorShare * 100, 0)} % of one core`],
    ["resident memory before the first", megabytes(atRest)],
    ["most resident memory", megabytes(most)],
    [`resident memory ${REST_SECONDS} s after the last has left`, megabytes(after)],
  ]);
  return [origin(machine), requests, server].join("\n\n");
}

async function measure(binary, folder, widgets, seconds) {
  const machine = describeMachine(folder);
  const { server } = await Server.start(binary, folder);
  say(`${widgets} conversations`);
  const people = await fill(server, widgets);
  say(`${widgets} widgets for ${seconds} s`);
  const atRest = server.residentMemory();
  const ended = new AbortController();
  const watching = mostMemory(server, ended.signal);
  const before = server.processorTime();
  const answers = await ask(server, people, seconds);
  const processorShare = (server.processorTime() - before) / seconds;
  ended.abort();
  const most = await watching;
  await wait(REST_SECONDS * 1_000);
  const after = server.residentMemory();
  await server.stop();
  return report(machine, { answers, atRest, most, after, processorShare, widgets, seconds });
}

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const folder = mkdtempSync(join(tmpdir(), "adda-crowd-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const [binary, widgets, seconds, write] = process.argv.slice(2);
const figures = await measure(binary, folder, Number(widgets), Number(seconds));
console.log(figures);
if (write) say(`written to ${writeFigures("bench-crowd", figures)}`);
