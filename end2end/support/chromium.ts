import { program } from "./program.ts";

/** Debian's browser: the one that `CHROMIUM` names, else `chromium` on the PATH. */
export function chromium(): string {
  return program(process.env.CHROMIUM || "chromium", "Install it, or name one in CHROMIUM.");
}
