import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

/** How long a start may take, on a slow machine, before it has failed. */
const START_LIMIT_MS = 30_000;

/** A program that runs beside a test. */
export type Running = ChildProcessByStdio<Writable, Readable, Readable>;

/** Hears everything that a program says, and says nothing to it. */
export function listen(running: Running, hear: (part: string) => void): void {
  running.stdin.end();
  for (const stream of [running.stdout, running.stderr]) stream.setEncoding("utf8").on("data", hear);
}

/** Waits until a program that has just been started is ready. */
export async function untilReady(
  name: string,
  running: Running,
  isReady: () => boolean | Promise<boolean>,
  said: () => string,
): Promise<void> {
  const begun = performance.now();
  while (!(await isReady())) {
    const hasEnded = running.exitCode !== null || running.signalCode !== null;
    if (hasEnded || performance.now() - begun > START_LIMIT_MS) {
      running.kill("SIGKILL");
      throw new Error(`${name} does not start:\n${said()}`);
    }
    await wait(2);
  }
}

/** Whether something answers at an address, and does not refuse. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
