// The processor time that a process has used.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const TICKS_PER_SECOND = Number(execFileSync("getconf", ["CLK_TCK"]));

/** Returns the processor time of a process in user and system mode, in seconds. */
export function processorTimeOf(pid) {
  // The program's name, in parentheses, may contain spaces, so fields count from after it.
  const [, fields] = readFileSync(`/proc/${pid}/stat`, "utf8").match(/.*\) (.*)/s);
  const [utime, stime] = fields.split(" ").slice(11, 13).map(Number);
  return (utime + stime) / TICKS_PER_SECOND;
}
