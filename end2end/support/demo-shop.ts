import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Binary, Running, Settings } from "./binary.ts";

/** How long a start may take, on a slow machine, before it has failed. */
const START_LIMIT_MS = 30_000;

/** The demonstration shop on an origin of its own: `adda shop`. */
export class DemoShop {
  readonly #running: Running;

  private constructor(running: Running) {
    this.#running = running;
  }

  /** Starts it on a port, to be reached at `url`. */
  static async start(binary: Binary, port: number, url: string, settings: Settings): Promise<DemoShop> {
    const running = binary.spawn(["shop"], { ADDA_ADDR: `127.0.0.1:${port}`, ADDA_PUBLIC_URL: url, ...settings });
    running.stdin.end();
    let said = "";
    for (const stream of [running.stdout, running.stderr]) {
      stream.setEncoding("utf8").on("data", (part: string) => (said += part));
    }
    const begun = performance.now();
    while (!said.includes(url)) {
      if (running.exitCode !== null || performance.now() - begun > START_LIMIT_MS) {
        throw new Error(`The shop does not start:\n${said}`);
      }
      await wait(2);
    }
    return new DemoShop(running);
  }

  async stop(): Promise<void> {
    const ended = once(this.#running, "close");
    this.#running.kill("SIGTERM");
    await ended;
  }
}
