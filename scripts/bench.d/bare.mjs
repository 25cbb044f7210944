// The server that Adda is compared with: programs/src/bin/bare.rs.
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "./child.mjs";
import { Connection } from "./connection.mjs";
import { pollOf } from "./people.mjs";
import { processorTimeOf } from "./processor.mjs";
import { program } from "./programs.mjs";

/**
 * The headers that hyper adds. The bare server answers polls with Adda's other headers and Adda's
 * body, byte for byte.
 */
const OF_HYPER = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"];

async function answerOf(origin, visitor) {
  const connection = new Connection(origin);
  const headers = { "content-type": "application/json", accept: "application/json", cookie: `adda_session=${visitor.token}` };
  const { status, headers: all, bytes } = await connection.request("POST", "/support/fn/messages", { headers, body: JSON.stringify(pollOf(visitor)) });
  connection.close();
  if (status !== 200) throw new Error(`a poll was answered with ${status}`);
  const own = Object.entries(all).filter(([name]) => !OF_HYPER.includes(name));
  return { headers: Object.fromEntries(own), body: bytes.toString() };
}

export class BareServer {
  #child;

  constructor(child, origin) {
    this.#child = child;
    this.origin = origin;
  }

  /**
   * Starts one that answers polls as the server at `origin` does now. Its database is in the same
   * folder as Adda's.
   */
  static async start(folder, origin, visitor) {
    const [answer, database] = [join(folder, "answer.json"), join(folder, "bare.sqlite3")];
    writeFileSync(answer, JSON.stringify(await answerOf(origin, visitor)));
    for (const end of ["", "-wal", "-shm"]) rmSync(database + end, { force: true });
    const child = start(program("bare"), [answer, database], { stdio: ["ignore", "pipe", "inherit"] });
    const [port] = await once(child.stdout, "data");
    return new BareServer(child, `http://127.0.0.1:${Number(port)}`);
  }

  processorTime() {
    return processorTimeOf(this.#child.pid);
  }

  async stop() {
    const closed = once(this.#child, "close");
    this.#child.kill("SIGKILL");
    await closed;
  }
}
