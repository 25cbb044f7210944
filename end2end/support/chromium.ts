import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian's browser: the one that `CHROMIUM` names, else `chromium` on the PATH. */
export function chromium(): string {
  const name = process.env.CHROMIUM || "chromium";
  if (name.includes("/")) return name;
  const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  const found = places.find(isExecutable);
  if (found === undefined) throw new Error(`There is no ${name} on the PATH. Install it, or name one in CHROMIUM.`);
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
