import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Binary, Settings } from "./binary.ts";
import { freePort } from "./port.ts";
import { answers, listen, untilReady, type Running } from "./running.ts";

/** How long open connections may delay a clean stop. */
const STOP_LIMIT_MS = 10_000;

/** The name and the password of an agent. */
export interface Credentials {
  username: string;
  password: string;
}

/** The admin of every new database. */
export const ADMIN: Credentials = { username: "admin", password: "correct horse battery" };

/** A server with its own database, which can be stopped and started again. */
export class Server {
  readonly url: string;
  readonly dataFolder: string;
  readonly settings: Settings;
  readonly #binary: Binary;
  #running: Running | undefined;
  #log = "";
  readonly #expectedFailures: RegExp[] = [];

  private constructor(binary: Binary, port: number, settings: Settings) {
    this.#binary = binary;
    this.url = `http://127.0.0.1:${port}`;
    this.dataFolder = binary.makeFolder("data");
    this.settings = {
      ADDA_ADDR: `127.0.0.1:${port}`,
      ADDA_DATA_DIR: this.dataFolder,
      ADDA_ADMIN_PASSWORD: ADMIN.password,
      ADDA_DEMO_SHOP: "on",
      // All browsers of the tests share one address.
      ADDA_LIMITS: "off",
      ...settings,
    };
  }

  /** Prepares a server with an empty database, without starting it. */
  static async prepare(binary: Binary, settings: Settings = {}): Promise<Server> {
    return new Server(binary, await freePort(), settings);
  }

  /** Starts it. Returns the milliseconds until it was ready. */
  async start(): Promise<number> {
    const begun = performance.now();
    const running = this.#binary.spawn(["serve"], this.settings);
    this.#running = running;
    listen(running, (part) => (this.#log += part));
    await untilReady("The server", running, () => answers(`${this.url}/readyz`), () => this.#log);
    return performance.now() - begun;
  }

  /** Stops it cleanly, or as a crash would. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const ended = once(running, "close");
    running.kill(signal);
    const limit = new AbortController();
    const late = wait(STOP_LIMIT_MS, "late", { signal: limit.signal }).catch(() => "in time");
    if ((await Promise.race([ended, late])) === "late") {
      const threads = threadsOf(running);
      running.kill("SIGKILL");
      throw new Error(`The server did not end on ${signal} within ${STOP_LIMIT_MS / 1000} s:\n${threads}\n${this.#log}`);
    }
    limit.abort();
  }

  /** Runs another command of the binary on the same database. */
  async command(args: string[], input = ""): Promise<void> {
    const { code, stderr } = await this.#binary.run(args, this.settings, input);
    if (code !== 0) throw new Error(`adda ${args.join(" ")}: ${stderr}`);
  }

  /** Adds an agent. */
  async addAgent({ username, password }: Credentials): Promise<void> {
    await this.command(["user", "add", username, "--role", "agent"], `${password}\n`);
  }

  /** Returns all of its output. */
  get log(): string {
    return this.#log;
  }

  /** Allows lines of the log that match, as a test that provokes a failure does. */
  expectFailure(pattern: RegExp): void {
    this.#expectedFailures.push(pattern);
  }

  /** Returns the lines of its log that report a failure, except those that are expected. */
  get failures(): string[] {
    const isFailure = (line: string): boolean => /\bERROR\b|panicked at/.test(line);
    return this.#log.split("\n").filter((line) => isFailure(line) && !this.#expectedFailures.some((pattern) => pattern.test(line)));
  }

  /** Returns whether the files of the database contain this text. */
  hasStored(words: string): boolean {
    const files = readdirSync(this.dataFolder).filter((name) => name.startsWith("adda.sqlite3"));
    if (files.length === 0) throw new Error(`There is no database in ${this.dataFolder}.`);
    return files.some((name) => readFileSync(join(this.dataFolder, name)).includes(words));
  }
}

/** Returns what each thread of a process waits for. */
function threadsOf({ pid }: Running): string {
  return spawnSync("ps", ["-L", "-o", "comm,stat,wchan:32", "-p", String(pid)], { encoding: "utf8" }).stdout;
}
