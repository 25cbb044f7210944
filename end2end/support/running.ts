import type { ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

/** How long a start may take on a slow machine. */
const START_LIMIT_MS = 30_000;

/** A program that runs during a test. */
export type Running = ChildProcessByStdio<Writable, Readable, Readable>;

/** Passes all output of a program to `hear`, and closes its input. */
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

/** Returns whether a server answers at an address with a success. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
