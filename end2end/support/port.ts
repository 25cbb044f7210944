import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below the ports that Linux uses for outgoing connections (32768 and up): a connection of the
 * browser must not take a server's port while the server is down.
 */
const FIRST = 20_000;
const COUNT = 12_000;

/** Returns a port on which no process listens. */
export async function freePort(): Promise<number> {
  const port = FIRST + Math.floor(Math.random() * COUNT);
  return (await isFree(port)) ? port : freePort();
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
