// Fills a database by its own program.
import { execFileSync } from "node:child_process";
import { POSTGRES, SQLITE } from "./dialect.mjs";
import { statements } from "./shop.mjs";

const now = () => Math.floor(Date.now() / 1000);
const script = (lines) => lines.map((line) => `${line};\n`).join("");

/** Fills a SQLite file. */
export function fillSqlite(file) {
  const input = script(["PRAGMA synchronous = OFF", "BEGIN", ...statements(SQLITE, now()), "COMMIT", "ANALYZE"]);
  execFileSync("sqlite3", ["-bail", file], { input, stdio: ["pipe", "ignore", "inherit"] });
}

/** Fills a PostgreSQL database. */
export function fillPostgres(url) {
  const input = script([...statements(POSTGRES, now()), "VACUUM ANALYZE"]);
  execFileSync("psql", [url, "--quiet", "--set", "ON_ERROR_STOP=1"], { input, stdio: ["pipe", "ignore", "inherit"] });
}
