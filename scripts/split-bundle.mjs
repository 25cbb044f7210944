// The parts into which `cargo leptos build --split` has split a bundle: the list of them, and the
// JavaScript that loads them. The name of each contains the hash of its content, because a page
// from before an update must never get a part of another version, which would not fit.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How many hexadecimal digits of the hash are in an address, as in src/server/assets. */
const VERSION_DIGITS = 16;
/** Matches the import of the module that loads the parts. Each part has one import. */
const IMPORT = /import\s*\*\s*as\s+([\w$]+)\s+from\s*"\.\/__wasm_split\.\w+\.js";?/g;
const INIT_SYNC = /\b([\w$]+) as initSync\b/;

/** Returns the parts of a bundle: the files that each needs, and these files. */
export function readParts(folder) {
  const manifest = join(folder, "__wasm_split_manifest.json");
  if (!existsSync(manifest)) return { needs: new Map(), files: new Map() };
  // In order of the names, because cargo-leptos writes them in a different order each time.
  const entries = Object.entries(JSON.parse(readFileSync(manifest, "utf8"))).sort(([a], [b]) => (a < b ? -1 : 1));
  const needs = new Map(entries);
  const names = [...new Set([...needs.values()].flat())].sort();
  return { needs, files: new Map(names.map((name) => [name, readFileSync(join(folder, `${name}.wasm`))])) };
}

/** Returns the name under which a part is packed. */
export function partName(bundle, bytes) {
  return `${bundle}-${version(bytes)}.wasm`;
}

/**
 * Replaces the imports by `loader` (loader/…-parts.js, which declares `$parts`) and the parts'
 * addresses.
 */
export function withLoader(js, bundle, { needs, files }, loader) {
  if (needs.size === 0) return js;
  const [, initSync] = INIT_SYNC.exec(js) ?? fail("the script has no initSync function");
  const address = (name) => `../${version(files.get(name))}/${partName(bundle, files.get(name))}`;
  const addresses = [...needs].map(([part, names]) => [`__wasm_split_load_${part}`, names.map(address)]);
  const call = `$parts.loaders(import.meta.url,${JSON.stringify(Object.fromEntries(addresses))},()=>${initSync}())`;
  const names = [...js.matchAll(IMPORT)].map(([, name]) => name);
  if (names.length === 0) fail("the program imports no parts");
  return `${loader}const $loaders=${call},${names.map((name) => `${name}=$loaders`).join(",")};${js.replace(IMPORT, "")}`;
}

/** Returns the hash of a file's content in its address. */
export function version(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, VERSION_DIGITS);
}

function fail(what) {
  throw new Error(`${what}: wasm-bindgen writes its JavaScript differently now`);
}
