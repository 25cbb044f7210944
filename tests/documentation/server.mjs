// The real binary, in a process of its own, for the tests of this folder. `ADDA_BINARY` names
// another one than that of the release build.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const ROOT = resolve(import.meta.dirname, "../..");
const BINARY = resolve(ROOT, process.env.ADDA_BINARY ?? "target/release/adda");
const START_LIMIT_MS = 30_000;

export const ADMIN = { username: "admin", password: "correct horse battery" };
export const IDENTITY_SECRET = "a secret that only the tests know of";

/** A running program with its output, which ends with the test. */
export function start(test, program, args, env = {}) {
  const running = spawn(program, args, { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  running.output = "";
  for (const pipe of [running.stdout, running.stderr]) pipe.on("data", (part) => (running.output += part));
  running.ended = new Promise((done) => running.once("close", done).once("error", done));
  test.after(async () => {
    running.kill("SIGKILL");
    await running.ended;
  });
  return running;
}

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}

/** Starts a server with an empty database, which ends with the test. Returns its address. */
export async function serve(test, settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "adda-documentation-"));
  const port = await freePort();
  const server = start(test, BINARY, ["serve"], {
    ADDA_ADDR: `127.0.0.1:${port}`,
    ADDA_DATA_DIR: folder,
    ADDA_ADMIN_PASSWORD: ADMIN.password,
    ADDA_IDENTITY_SECRET: IDENTITY_SECRET,
    ADDA_LIMITS: "off",
    ...settings,
  });
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const url = `http://127.0.0.1:${port}`;
  const isReady = () => fetch(`${url}/readyz`).then((response) => response.ok, () => false);
  await until("the server is ready", isReady, START_LIMIT_MS, () => server.output);
  return url;
}

/** Waits until a condition holds. Returns what it returned. */
export async function until(what, condition, limit = 20_000, details = () => "") {
  const end = performance.now() + limit;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (performance.now() > end) throw Error(`It never happened that ${what}. ${details()}`);
    await sleep(50);
  }
}

/** Returns a function that sends requests with a session, and fails unless they succeed. */
export function caller(url, token) {
  return async (path, body) => {
    const response = await fetch(url + path, {
      method: body ? "POST" : "GET",
      headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
}

/** Signs the first admin in. */
export async function admin(url) {
  const { token } = await caller(url)("/support/api/login/", ADMIN);
  return caller(url, token);
}

/** Begins a conversation as a new visitor. */
export async function visitor(url, text, language = "en") {
  const { token } = await caller(url)("/support/api/session/", {});
  const call = caller(url, token);
  const { conversation_id: id } = await call(`/support/api/conversation/create/?lang=${language}`, {});
  const path = `/support/api/conversation/${id}`;
  const send = (content) => call(`${path}/send/`, { content });
  await send(text);
  return { id, send, messages: async () => (await call(`${path}/messages/?after=0`)).messages };
}
