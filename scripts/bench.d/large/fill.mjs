// Fills a database with `adda demo`, and changes it with the databases' own programs.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { runCommand } from "../server.mjs";

/** The databases that are measured: how each is emptied and how statements run on it. */
export const DATABASES = [
  {
    name: "SQLite",
    settings: () => ({}),
    empty: () => {},
    run: (folder, sql) => client("sqlite3", ["-bail", join(folder, "data", "adda.sqlite3")], sql),
    moment: (seconds) => `strftime('%Y-%m-%dT%H:%M:%f+00:00', ${seconds}, 'unixepoch')`,
    // The file is measured as `adda demo` leaves it.
    settle: "",
  },
  {
    name: "PostgreSQL",
    settings: () => ({ ADDA_DATABASE_URL: process.env.ADDA_TEST_POSTGRES_URL }),
    empty: () => psql("DROP SCHEMA public CASCADE; CREATE SCHEMA public;"),
    run: (folder, sql) => psql(sql),
    moment: (seconds) => `to_timestamp(${seconds})`,
    // Autovacuum does the same within minutes.
    settle: "VACUUM ANALYZE;",
  },
];

function psql(sql) {
  client("psql", [process.env.ADDA_TEST_POSTGRES_URL, "--quiet", "--set", "ON_ERROR_STOP=1"], sql);
}

function client(program, args, input) {
  execFileSync(program, args, { input, stdio: ["pipe", "ignore", "inherit"] });
}

/** Runs `adda demo`. Returns the seconds that it took. */
export async function fill(binary, folder, settings, conversations) {
  const begun = performance.now();
  await runCommand(binary, folder, ["demo", "--conversations", String(conversations)], settings);
  return (performance.now() - begun) / 1000;
}

const numbers = (most) => `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${most})`;

/** Adds `entries` entries to the change log, by 50 people. */
export function addLog({ run, moment }, folder, entries) {
  const now = Math.floor(Date.now() / 1000);
  run(folder, `INSERT INTO support_auditlog (username, action, subject, subject_id, before, after, created_at) ${numbers(entries)}
    SELECT 'person' || (n % 50), 'updated', 'label', '1', '{"name":"Old"}', '{"name":"New"}', ${moment(`${now} - ${entries} + n`)} FROM numbers;`);
}

/** Adds `messages` messages of 500 characters to the newest conversation of the regular customer. */
export function addLongConversation({ run, moment }, folder, messages) {
  const now = Math.floor(Date.now() / 1000);
  const text = "The parcel is still on its way. ".repeat(16).trim();
  run(folder, `INSERT INTO support_message (conversation_id, sender_id, is_agent, message_type, content, content_folded, attachment_name_folded, is_read, created_at)
    ${numbers(messages)} SELECT c.id, c.user_id, false, 'text', '${text}', lower('${text}'), '', true, ${moment(`${now} - ${messages} + n`)}
    FROM numbers, (SELECT id, user_id FROM support_conversation WHERE user_id = (SELECT id FROM accounts_user WHERE external_id = 'demo-regular')
    ORDER BY id DESC LIMIT 1) AS c;`);
}

/** Makes the oldest conversations wait for an agent. */
export function addQueue({ run }, folder, conversations) {
  run(folder, `UPDATE support_conversation SET status = 'open', assigned_agent_id = NULL, resolved_at = NULL
    WHERE id IN (SELECT id FROM support_conversation WHERE last_message_at IS NOT NULL ORDER BY id LIMIT ${conversations});`);
}
