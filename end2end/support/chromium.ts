import { findOnPath, program } from "./program.ts";

/** Returns Debian's browser: the one that `CHROMIUM` names, or else `chromium` on the PATH. */
export function chromium(): string {
  return program(process.env.CHROMIUM || "chromium", "Install it, or name one in CHROMIUM.");
}

/**
 * Returns the same browser without its own user interface. It runs the same pages in half of the
 * processor time. Returns the complete browser if the shell is not installed, or if `CHROMIUM` is set.
 */
export function headlessShell(): string {
  return (process.env.CHROMIUM ? undefined : findOnPath("chromium-headless-shell")) ?? chromium();
}
