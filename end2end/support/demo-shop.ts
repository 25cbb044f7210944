import { once } from "node:events";
import type { Binary, Settings } from "./binary.ts";
import { listen, untilReady, type Running } from "./running.ts";

/** The demonstration shop on its own origin: `adda shop`. */
export class DemoShop {
  readonly #running: Running;

  private constructor(running: Running) {
    this.#running = running;
  }

  /** Starts it on a port. It is reached at `url`. */
  static async start(binary: Binary, port: number, url: string, settings: Settings): Promise<DemoShop> {
    const running = binary.spawn(["shop"], { ADDA_ADDR: `127.0.0.1:${port}`, ADDA_PUBLIC_URL: url, ...settings });
    let said = "";
    listen(running, (part) => (said += part));
    await untilReady("The shop", running, () => said.includes(url), () => said);
    return new DemoShop(running);
  }

  async stop(): Promise<void> {
    const ended = once(this.#running, "close");
    this.#running.kill("SIGTERM");
    await ended;
  }
}
