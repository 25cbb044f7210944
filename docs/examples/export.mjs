// Writes all conversations and their messages to a file of JSON lines. Needs nothing but Node.
//
//   ADDA_URL=https://support.example.com ADDA_USERNAME=… ADDA_PASSWORD=… node export.mjs all.jsonl
//
// Each message is a line `{"type": "message", "conversation_id", …}`. After the messages of a
// conversation comes a line `{"type": "conversation", …}` with its state at that moment. When
// the export is interrupted or the shop has new messages, run it again with the same file: it
// adds what is missing. A later line of a conversation replaces the earlier one.
import { appendFileSync, createReadStream, existsSync, statSync, truncateSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const server = (process.env.ADDA_URL ?? "http://127.0.0.1:3000").replace(/\/$/, "");
const [file] = process.argv.slice(2);
if (!file) throw Error("Usage: node export.mjs FILE");

let token;

/** Returns the response. Repeats the request while the server cannot answer it. */
async function request(path, body) {
  for (let wait = 1; ; wait = Math.min(2 * wait, 30)) {
    let pause = wait;
    try {
      const response = await fetch(server + path, {
        method: body ? "POST" : "GET",
        headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      if (response.status !== 429 && response.status < 500) {
        throw Object.assign(Error(`${path}: ${response.status} ${answer.code}`), { isFinal: true });
      }
      pause = Number(response.headers.get("Retry-After")) || wait;
    } catch (error) {
      if (error.isFinal) throw error;
      console.error(`${path}: ${error.message}, tried again in ${pause} s`);
    }
    await sleep(pause * 1_000);
  }
}

/** What the file has of each conversation: when it changed last, and its newest message. */
const written = new Map();

/** Reads an earlier file, and removes a line that was cut off. */
async function readFile() {
  if (!existsSync(file)) return;
  let whole = 0;
  const newest = new Map();
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    let entry;
    try {
      entry = JSON.parse(line);
    } catch {
      break;
    }
    whole += Buffer.byteLength(line) + 1;
    const id = entry.conversation_id;
    if (entry.type === "message") newest.set(id, entry.id);
    const { updated_at = written.get(id)?.updated_at } = entry.type === "conversation" ? entry : {};
    written.set(id, { updated_at, newest: newest.get(id) ?? 0 });
  }
  // The last line may be whole and lack only its end.
  if (whole > statSync(file).size) appendFileSync(file, "\n");
  else truncateSync(file, whole);
}

/** Adds what the file lacks of a conversation. */
async function add(row) {
  const id = row.conversation_id;
  const known = written.get(id) ?? { newest: 0 };
  if (known.updated_at === row.updated_at) return;
  let { newest } = known;
  for (let hasMore = true; hasMore; ) {
    const thread = await request(`/support/agent/api/conversation/${id}/messages/?after=${newest}&limit=200`);
    const lines = thread.messages.map((message) => JSON.stringify({ type: "message", conversation_id: id, ...message }));
    if (lines.length > 0) appendFileSync(file, `${lines.join("\n")}\n`);
    newest = thread.messages.at(-1)?.id ?? newest;
    hasMore = thread.has_more ?? false;
  }
  appendFileSync(file, `${JSON.stringify({ type: "conversation", ...row })}\n`);
  written.set(id, { updated_at: row.updated_at, newest });
}

const credentials = { username: process.env.ADDA_USERNAME, password: process.env.ADDA_PASSWORD };
({ token } = await request("/support/api/login/", credentials));
await readFile();

/** Exports all pages of the list. Returns the cursor that was valid before the first one. */
async function exportAll() {
  let since;
  let cursor = "";
  do {
    const page = await request(`/support/agent/api/conversations/?sort=last_message${cursor}`);
    since ??= page.since;
    for (const row of page.conversations) await add(row);
    cursor = page.next_cursor && `&cursor=${encodeURIComponent(page.next_cursor)}`;
  } while (cursor);
  return since;
}

let since = await exportAll();
while (since) {
  // A conversation that got a message meanwhile moved to the first page, and may have been missed.
  const news = await request(`/support/agent/api/conversations/changes/?since=${encodeURIComponent(since)}`);
  for (const row of news.conversations) await add(row);
  since = news.reload && (await exportAll());
}
await request("/support/api/logout/", {});
console.error(`${written.size} conversations in ${file}`);
