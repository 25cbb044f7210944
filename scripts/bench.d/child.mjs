// Programs that the benchmark runs. They all end with it.
import { spawn } from "node:child_process";

/** Starts a program. It is killed if the benchmark ends before it does. */
export function start(program, args, options) {
  const child = spawn(program, args, options);
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("close", () => process.off("exit", kill));
  return child;
}
