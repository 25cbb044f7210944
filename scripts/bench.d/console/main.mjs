// node main.mjs BINARY [--write]: measures how fast the agents' console is, and hints between two
// screens.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFigures } from "../document.mjs";
import { describeMachine } from "../machine.mjs";
import { number, origin, table } from "../report.mjs";
import { Server } from "../server.mjs";
import { measureChanges } from "./changes.mjs";
import { measureHints } from "./hints.mjs";
import { measureOpening } from "./open.mjs";

const say = (line) => console.error(`==> ${line}`);
const milliseconds = (value) => `${number(value, 0)} ms`;
const percent = (share) => `${number(share * 100, 1)} %`;

function hintsTable({ toConsole, toWidget }) {
  const head = ["from pressing Enter to the frame on the other screen", "messages", "median", "99 %", "longest", "later than 1 s"];
  const row = (way, { count, median, p99, most, late }) => [way, count, ...[median, p99, most].map(milliseconds), late];
  return table(head, [row("from the widget to the console", toConsole), row("from the console to the widget", toWidget)]);
}

function figures({ machine, hints, opening, changes }) {
  const rows = [
    [`a conversation with ${number(opening.messages, 0)} messages, from the click to the frame with the newest, median of ${opening.count}`, milliseconds(opening.median)],
    ["the slowest of them", milliseconds(opening.most)],
    ["conversations that change, each second", number(changes.perSecond, 0)],
    ["of a core: the page's process, while nothing changes", percent(changes.idle.process)],
    ["of a core: the page's process, while they change", percent(changes.busy.process)],
    ["of a core: the page's main thread, while they change", percent(changes.busy.thread)],
    ["frames per second", number(changes.fps, 1)],
    ["frames that came more than 25 ms after the one before", `${changes.late} of ${changes.frames}`],
    ["the longest time between two frames", milliseconds(changes.longest)],
  ];
  return [origin(machine), hintsTable(hints), table(["the console", ""], rows)].join("\n\n");
}

// On exit, the handlers end the programs that run and remove the files.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const folder = mkdtempSync(join(tmpdir(), "adda-bench-console-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const [binary, option] = process.argv.slice(2);
try {
  // First, because the benchmark itself puts load on the machine.
  const machine = describeMachine(folder);
  say("Hints between two screens, five minutes");
  const hints = await measureHints(binary, folder);
  const { server } = await Server.start(binary, folder);
  say("Opening a long conversation");
  const opening = await measureOpening(server.origin);
  say("Conversations that change");
  const changes = await measureChanges(server.origin);
  await server.stop();
  const text = figures({ machine, hints, opening, changes });
  console.log(text);
  if (option === "--write") say(`Written to ${writeFigures("bench-console", text)}`);
  process.exit(0);
} catch (error) {
  console.error(`Failed: ${error.message}`);
  process.exit(1);
}
