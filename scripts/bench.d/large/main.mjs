// node main.mjs BINARY [--write]: fills a SQLite file and the PostgreSQL of
// scripts/with-postgres, and measures a server on each.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFigures } from "../document.mjs";
import { describeMachine } from "../machine.mjs";
import { Server } from "../server.mjs";
import { IDENTITY_SECRET } from "./caller.mjs";
import { fillPostgres, fillSqlite } from "./fill.mjs";
import { measureAll } from "./measure.mjs";
import { figures } from "./report.mjs";

const say = (line) => console.error(`==> ${line}`);

/** Makes the tables, fills them, and measures a server that has just started. */
async function measure({ name, settings, fill }, binary, parent) {
  const folder = join(parent, name);
  mkdirSync(folder);
  await (await Server.start(binary, folder, settings)).server.stop();
  say(`${name}: filling`);
  fill(folder);
  const { server } = await Server.start(binary, folder, { ...settings, ADDA_IDENTITY_SECRET: IDENTITY_SECRET });
  say(`${name}: asking`);
  const subjects = await measureAll(server.origin);
  await server.stop();
  return { name, subjects };
}

// So that the handlers of `exit` end what runs and remove what is left.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const folder = mkdtempSync(join(tmpdir(), "adda-bench-large-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const [binary, option] = process.argv.slice(2);
const postgres = process.env.ADDA_TEST_POSTGRES_URL;
const DATABASES = [
  { name: "SQLite", settings: {}, fill: (folder) => fillSqlite(join(folder, "data", "adda.sqlite3")) },
  { name: "PostgreSQL", settings: { ADDA_DATABASE_URL: postgres }, fill: () => fillPostgres(postgres) },
];
try {
  const machine = describeMachine(folder);
  const measured = [];
  for (const database of DATABASES) measured.push(await measure(database, binary, folder));
  const text = figures(machine, measured);
  console.log(text);
  if (option === "--write") say(`Written to ${writeFigures("bench-large", text)}`);
} catch (error) {
  console.error(`Failed: ${error.message}`);
  process.exit(1);
}
