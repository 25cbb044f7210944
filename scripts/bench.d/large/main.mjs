// node main.mjs BINARY [--write]: fills a SQLite file and the PostgreSQL of
// scripts/with-postgres with shops of several sizes, and measures a server on each.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFigures } from "../document.mjs";
import { describeMachine } from "../machine.mjs";
import { folder as plots } from "../plot.mjs";
import { Server } from "../server.mjs";
import { Caller, IDENTITY_SECRET } from "./caller.mjs";
import { addLog, addLongConversation, addQueue, DATABASES, fill } from "./fill.mjs";
import { measureAll, percentile } from "./measure.mjs";
import { drain, identifying, transcript, whileMessagesArrive, whileStatisticsAreRead } from "./under-load.mjs";
import { draw } from "./plot.mjs";
import { figures } from "./report.mjs";

/** Numbers of conversations. Figures of other sizes, for trying out a change of the benchmark, are never written. */
const SIZES = [1_000, 10_000, 100_000];
const PLOTTED = [
  "first page, newest", "only the tabs' counts", "search: a word that has not been used for half a year",
  "search: two letters that are nowhere", "statistics of 365 days, and the 365 before", "newest page of the change log",
  "identifying a visitor who has written",
];
const PLOT = "large-shop.svg";
const STARTS = 5;

const say = (line) => console.error(`==> ${line}`);

async function startToReady(binary, folder, settings) {
  const times = [];
  while (times.length < STARTS) {
    const { server, milliseconds } = await Server.start(binary, folder, settings);
    await server.stop();
    times.push(milliseconds);
  }
  return percentile(times.sort((a, b) => a - b), 0.5);
}

async function askEverything(origin) {
  const [admin, customer] = [await Caller.admin(origin), await Caller.regularCustomer(origin)];
  const subjects = await measureAll(admin, customer);
  const answers = [
    ...(await whileMessagesArrive(origin, admin)), await whileStatisticsAreRead(origin, admin), await identifying(origin),
  ];
  admin.close();
  customer.close();
  return [...subjects, { name: "meanwhile", answers }];
}

/**
 * Fetches a transcript from a server that has just started, so that the most memory it has used is
 * the transcript's.
 */
async function fetchTranscript(server, database, folder, messages) {
  const customer = await Caller.regularCustomer(server.origin);
  const before = server.mostMemory();
  const fetched = await transcript(server.origin, customer);
  if (fetched.status !== 200 || fetched.bytes < messages * 400) throw new Error(`the transcript has ${fetched.bytes} bytes`);
  customer.close();
  return { ...fetched, memory: server.mostMemory() - before };
}

async function assignQueue(server) {
  const admin = await Caller.admin(server.origin);
  const queue = await drain(server.origin, admin);
  admin.close();
  return queue;
}

/** Creates the tables, fills them, and measures servers that have just started. */
async function measure(database, conversations, binary, parent) {
  const { name } = database;
  const [folder, part] = [join(parent, `${name}-${conversations}`), conversations / 5];
  const settings = { ...database.settings(), ADDA_IDENTITY_SECRET: IDENTITY_SECRET };
  const serve = async (act) => {
    const { server } = await Server.start(binary, folder, settings);
    const result = await act(server);
    await server.stop();
    return result;
  };
  mkdirSync(folder);
  database.empty();
  await serve(async () => {});
  say(`${name}, ${conversations} conversations: filling`);
  const demo = await fill(binary, folder, settings, conversations);
  addLog(database, folder, conversations);
  database.run(folder, database.settle);
  say("starting");
  const start = await startToReady(binary, folder, settings);
  say("asking");
  const subjects = await serve((server) => askEverything(server.origin));
  say("a long transcript and a long queue");
  addLongConversation(database, folder, part);
  const longest = await serve((server) => fetchTranscript(server, database, folder, part));
  addQueue(database, folder, part);
  const queue = await serve(assignQueue);
  rmSync(folder, { recursive: true });
  return { conversations, demo, start, subjects, transcript: longest, queue };
}

/** Returns the lines of a plot. */
const plotted = ({ name, sizes }) => {
  const of = ({ subjects }, what) => subjects.flatMap(({ answers }) => answers).find((answer) => answer.what === what).median;
  const lines = PLOTTED.map((what) => ({ what, points: sizes.map((size) => [size.conversations, of(size, what)]) }));
  return { name, lines: [...lines, { what: "start to ready", points: sizes.map(({ conversations, start }) => [conversations, start]) }] };
};

// On exit, the handlers end the programs that run and remove the files.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const folder = mkdtempSync(join(tmpdir(), "adda-bench-large-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const [binary, option] = process.argv.slice(2);
const rehearsed = process.env.ADDA_BENCH_SIZES?.split(",").map(Number);
try {
  const machine = describeMachine(folder);
  const measured = [];
  for (const database of DATABASES) {
    const sizes = [];
    for (const size of rehearsed ?? SIZES) sizes.push(await measure(database, size, binary, folder));
    measured.push({ name: database.name, sizes });
  }
  const text = figures(machine, measured, `benchmarks/${PLOT}`);
  console.log(text);
  const isWritten = option === "--write" && rehearsed === undefined;
  const plot = isWritten ? join(plots, PLOT) : join(tmpdir(), "adda-large-shop.svg");
  draw(plot, measured.map(plotted));
  say(`The plot is ${plot}`);
  if (isWritten) say(`Written to ${writeFigures("bench-large", text)}`);
} catch (error) {
  console.error(`Failed: ${error.message}`);
  process.exit(1);
}
