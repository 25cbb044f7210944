import { spawn } from "node:child_process";
import { once } from "node:events";
import { program } from "../program.ts";
import { listen, untilReady, type Running } from "../running.ts";
import { REMEDY } from "./browsers.ts";

/** A program that a browser needs beside it. */
export class Helper {
  readonly #name: string;
  readonly #running: Running;
  #said = "";

  constructor([name, ...args]: [string, ...string[]], environment: Record<string, string> = {}) {
    this.#name = name;
    const env = { ...process.env, ...environment };
    this.#running = spawn(program(name, REMEDY), args, { env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    listen(this.#running, (part) => (this.#said += part));
  }

  /** Returns all of its output. */
  get said(): string {
    return this.#said;
  }

  async ready(isReady: () => boolean | Promise<boolean>): Promise<void> {
    await untilReady(this.#name, this.#running, isReady, () => this.#said);
  }

  /** Ends it and the processes that it has started: a browser that hangs must not outlive its driver. */
  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#running;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = once(this.#running, "close");
    process.kill(-pid, "SIGTERM");
    await ended;
  }
}
