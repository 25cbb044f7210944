import { program } from "./program.ts";

/** Returns Debian's browser: the one that `CHROMIUM` names, or else `chromium` on the PATH. */
export function chromium(): string {
  return program(process.env.CHROMIUM || "chromium", "Install it, or name one in CHROMIUM.");
}
