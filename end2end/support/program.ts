import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Returns the path of a program: `name` if it is a path, or else where the PATH has it. */
export function program(name: string, remedy: string): string {
  if (name.includes("/")) return name;
  const found = findOnPath(name);
  if (found === undefined) throw new Error(`There is no ${name} on the PATH. ${remedy}`);
  return found;
}

/** Returns the path of a program that is on the PATH. */
export function findOnPath(name: string): string | undefined {
  const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  return places.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
