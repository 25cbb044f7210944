// The server that is measured, in its own process.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { start } from "./child.mjs";
import { Connection } from "./connection.mjs";
import { processorTimeOf } from "./processor.mjs";

export const ADMIN = { username: "admin", password: "only for the benchmark" };

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}

/** Returns the default settings, without those in the environment of the benchmark. */
function environment(port, folder, settings) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("ADDA_") && !name.startsWith("LEPTOS_"));
  return {
    ...Object.fromEntries(own),
    ADDA_ADDR: `127.0.0.1:${port}`,
    ADDA_DATA_DIR: join(folder, "data"),
    // The limits on one address are not measured.
    ADDA_LIMITS: "off",
    ADDA_ADMIN_USERNAME: ADMIN.username,
    ADDA_ADMIN_PASSWORD: ADMIN.password,
    ...settings,
  };
}

/** Runs a command of the program to its end, on the data of a folder. */
export async function runCommand(binary, folder, args, settings = {}) {
  await promisify(execFile)(binary, args, { cwd: folder, env: environment(0, folder, settings) });
}

export class Server {
  #child;

  constructor(child, origin) {
    this.#child = child;
    this.origin = origin;
  }

  /**
   * Starts a server, with its own settings if given. Returns it and the milliseconds until it was
   * ready. `adda shop` is a server too, which is ready when it answers at `/`. `under` is a program
   * that runs the server, with options.
   */
  static async start(binary, folder, settings = {}, { command = "serve", readyAt = "/readyz", under = [] } = {}) {
    const port = await freePort();
    const logFile = join(folder, "server.log");
    const log = openSync(logFile, "w");
    const options = { cwd: folder, env: environment(port, folder, settings), stdio: ["ignore", "ignore", log] };
    const begun = performance.now();
    const [program, ...args] = [...under, binary, command];
    const child = start(program, args, options);
    const server = new Server(child, `http://127.0.0.1:${port}`);
    closeSync(log);
    while (!(await server.#answers(readyAt))) {
      const late = performance.now() - begun > START_LIMIT_MS;
      if (late || child.exitCode !== null) throw new Error(`the server did not start:\n${readFileSync(logFile)}`);
      await wait(1);
    }
    return { server, milliseconds: performance.now() - begun };
  }

  get pid() {
    return this.#child.pid;
  }

  async #answers(path) {
    const connection = new Connection(this.origin);
    try {
      return (await connection.request("GET", path)).status === 200;
    } catch {
      return false;
    } finally {
      connection.close();
    }
  }

  /** Returns the resident memory, in bytes. */
  residentMemory() {
    return this.#memory("VmRSS");
  }

  /** Returns the most resident memory so far, in bytes. */
  mostMemory() {
    return this.#memory("VmHWM");
  }

  #memory(name) {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
    const [, kibibytes] = status.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m"));
    return Number(kibibytes) * 1024;
  }

  /** Returns the processor time so far, in user and system mode, in seconds. */
  processorTime() {
    return processorTimeOf(this.#child.pid);
  }

  /** Stops it cleanly, within a time limit. */
  async stop() {
    const closed = once(this.#child, "close", { signal: AbortSignal.timeout(STOP_LIMIT_MS) });
    if (!this.#child.kill("SIGTERM")) throw new Error("the server had ended before it was stopped");
    await closed;
  }
}
