// Orders the functions of a WebAssembly program so that each follows the one it resembles most.
// Brotli refers to bytes nearby with fewer bits, so the same functions compress to about 4 % less.
import { leb, number, sections } from "./wasm-format.mjs";

/** The length in bytes of the pieces that functions are compared by. Measured: 4, 5, 7 and 12 save less. */
const PIECE = 6;
/** Pieces that more functions contain say little about any two of them, and take long to compare. */
const MOST_FUNCTIONS = 200;
/** Keeps the shortest functions from following each other because of a few common bytes. */
const SHORT = 20;
const PLACE_DIGITS = 6;
/** A line of wasm-opt's list of functions: the number, and the name with its place. */
const LISTED = new RegExp(`^(\\d+:)\\d{${PLACE_DIGITS}}_`, "gm");

const SECTION = { custom: 0, code: 10 };
const FUNCTION_NAMES = 1;

/**
 * Returns the program with the place of each function before its name. wasm-opt then sorts by name, and
 * changes all references.
 */
export function withPlaces(wasm) {
  const { imported, bodies, names } = read(wasm);
  const entries = order(bodies).map((index, place) => [imported + index, placed(place, names.get(imported + index) ?? "")]);
  for (const [index, name] of names) if (index < imported) entries.push([index, name]);
  entries.sort(([a], [b]) => a - b);
  const kept = sections(wasm).filter(({ id, name }) => id !== SECTION.custom || name !== "name");
  return Buffer.concat([wasm.subarray(0, 8), ...kept.map(({ start, end }) => wasm.subarray(start, end)), nameSection(entries)]);
}

/** Removes the places from wasm-opt's list of functions. */
export const withoutPlaces = (list) => list.replace(LISTED, "$1");

const placed = (place, name) => `${String(place).padStart(PLACE_DIGITS, "0")}_${name}`;

/** Returns how many functions a program imports, and the bodies and the names of its functions. */
function read(wasm) {
  const imported = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).filter(({ kind }) => kind === "function").length;
  const bodies = [];
  const names = new Map();
  for (const { id, name, body } of sections(wasm)) {
    if (id === SECTION.code) {
      let [left, at] = number(body, 0);
      for (; left > 0; left -= 1) {
        const [length, start] = number(body, at);
        at = start + length;
        bodies.push(body.subarray(start, at));
      }
    }
    if (id === SECTION.custom && name === "name") readNames(body, names);
  }
  return { imported, bodies, names };
}

/** Reads the names of functions from a name section (WebAssembly Core Specification 2.0, appendix 7.4). */
function readNames(body, names) {
  for (let at = 0; at < body.length; ) {
    const kind = body[at];
    const [length, start] = number(body, at + 1);
    at = start + length;
    if (kind !== FUNCTION_NAMES) continue;
    let [left, from] = number(body, start);
    for (; left > 0; left -= 1) {
      const [index, size] = number(body, from);
      const [bytes, text] = number(body, size);
      from = text + bytes;
      names.set(index, body.toString("utf8", text, from));
    }
  }
}

function nameSection(entries) {
  const texts = entries.flatMap(([index, name]) => [leb(index), leb(Buffer.byteLength(name)), Buffer.from(name)]);
  const map = Buffer.concat([leb(entries.length), ...texts]);
  const body = Buffer.concat([leb(4), Buffer.from("name"), Buffer.from([FUNCTION_NAMES]), leb(map.length), map]);
  return Buffer.concat([Buffer.from([SECTION.custom]), leb(body.length), body]);
}

/**
 * Returns the order of the functions: after each, the one that shares the most pieces with it, for its
 * length, of those that are left. The nearest neighbour is not the best order, but is found quickly.
 */
export function order(bodies) {
  const pieces = bodies.map(piecesOf);
  const holders = holdersOf(pieces);
  const left = new Set(bodies.keys());
  const ordered = [];
  for (let current = 0; left.size > 0; ) {
    left.delete(current);
    ordered.push(current);
    const [next] = left;
    current = mostAlike(pieces, holders, left, current) ?? next;
  }
  return ordered;
}

/** Returns the functions that contain each piece. */
function holdersOf(pieces) {
  const holders = new Map();
  for (const [index, own] of pieces.entries()) {
    for (const piece of own) {
      const known = holders.get(piece);
      if (known) known.push(index);
      else holders.set(piece, [index]);
    }
  }
  return holders;
}

function mostAlike(pieces, holders, left, current) {
  const shared = new Map();
  for (const piece of pieces[current]) {
    const alike = holders.get(piece);
    if (alike.length > MOST_FUNCTIONS) continue;
    for (const index of alike) if (left.has(index)) shared.set(index, (shared.get(index) ?? 0) + 1);
  }
  let [best, most] = [undefined, 0];
  for (const [index, count] of shared) {
    const alike = count / Math.sqrt(pieces[index].size + SHORT);
    if (alike > most) [best, most] = [index, alike];
  }
  return best;
}

/** Returns the hashes of a function's pieces. */
function piecesOf(body) {
  const pieces = new Set();
  for (let at = 0; at + PIECE <= body.length; at += 1) {
    let hash = 0;
    for (let offset = 0; offset < PIECE; offset += 1) hash = (Math.imul(hash, 31) + body[at + offset]) | 0;
    pieces.add(hash);
  }
  return pieces;
}
