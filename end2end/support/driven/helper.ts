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
    this.#running = spawn(program(name, REMEDY), args, { env, stdio: ["pipe", "pipe", "pipe"] });
    listen(this.#running, (part) => (this.#said += part));
  }

  /** All that it has said. */
  get said(): string {
    return this.#said;
  }

  async ready(isReady: () => boolean | Promise<boolean>): Promise<void> {
    await untilReady(this.#name, this.#running, isReady, () => this.#said);
  }

  async stop(): Promise<void> {
    if (this.#running.exitCode !== null || this.#running.signalCode !== null) return;
    const ended = once(this.#running, "close");
    this.#running.kill("SIGTERM");
    await ended;
  }
}
