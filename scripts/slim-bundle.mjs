// Makes the output of wasm-bindgen smaller. WebAssembly and its JavaScript refer to each other by
// hundreds of names with a hash, which do not compress well, so both get short names. Functions that
// resemble each other become neighbours.
// Exports that only JavaScript classes of a dependency need are removed, with the code that only they
// need.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "acorn";
import { withoutPlaces, withPlaces } from "./order-functions.mjs";
import { leb, number, sections } from "./wasm-format.mjs";

/** Classes of wasm-streams, which streaming server functions would need. There are none here. */
const UNUSED = /^IntoUnderlying\w+/;
const UNUSED_EXPORTS = /^(__wbg_)?intounderlying/;
/** Matches the names by which a program imports its JavaScript functions. */
const IMPORTED = /^(__wbg_|__wbindgen_)/;

/** The WebAssembly features that wasm-bindgen's programs use, as cargo-leptos passes them to wasm-opt. */
const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "reference-types", "sign-ext", "mutable-globals", "multivalue"].map(
  (feature) => `--enable-${feature}`,
);

/**
 * The options of wasm-opt after the removal. They optimise for size once more, and remove the
 * sections that name the tools. Rust stores no value in the first kilobyte, because the far end of
 * the stack is there.
 */
const AGAIN = ["-Oz", "--low-memory-unused", "--strip-producers", "--strip-target-features"];

/** The module that the program imports its parts from, and that the parts import from. */
const PARTS = "__wasm_split";

/**
 * Makes a bundle's WebAssembly and JavaScript smaller together. Returns them and the files of its parts,
 * and for the program and each part the list of its functions: a line `number:name` for each. The files
 * themselves have no names. scripts/locate-panic reads the list.
 */
export function slim(wasm, js, parts) {
  const program = new WebAssembly.Module(wasm);
  const kept = WebAssembly.Module.exports(program).map(({ name }) => name).filter((name) => !UNUSED_EXPORTS.test(name));
  const lean = withoutUnreached(wasm, program, kept);
  const files = [...parts].map(([name, bytes]) => [name, inFolder((file) => smallest(bytes, file))]);
  const { functions } = lean;
  return { ...rename(lean.wasm, withoutClasses(js), ofParts(parts)), functions, parts: new Map(files) };
}

/** Returns the names by which the parts import from the program. */
function ofParts(parts) {
  const imports = [...parts.values()].flatMap((bytes) => WebAssembly.Module.imports(new WebAssembly.Module(bytes)));
  return new Set(imports.filter(({ module }) => module === PARTS).map(({ name }) => name));
}

/** Returns what `work` returns. `work` gets the paths of files in a temporary folder. */
function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "adda-slim-"));
  try {
    return work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function smallest(wasm, file) {
  const [before, optimized, placed, after, functions] = ["before.wasm", "optimized.wasm", "placed.wasm", "after.wasm", "functions"].map(file);
  const optimize = (input, output, ...options) =>
    execFileSync("wasm-opt", [input, "-o", output, ...FEATURES, ...AGAIN, ...options], { stdio: "pipe" });
  writeFileSync(before, wasm);
  optimize(before, optimized, "--debuginfo");
  writeFileSync(placed, withPlaces(readFileSync(optimized)));
  optimize(placed, after, "--reorder-functions-by-name", `--symbolmap=${functions}`);
  return { wasm: readFileSync(after), functions: withoutPlaces(readFileSync(functions, "utf8")) };
}

/** Returns the program without the code that none of these exports reaches. */
function withoutUnreached(wasm, program, exports) {
  const imports = WebAssembly.Module.imports(program);
  const nodes = [
    ...exports.map((name) => ({ name: `export ${name}`, root: true, export: name })),
    ...imports.map(({ module, name }) => ({ name: `import ${name}`, import: [module, name] })),
  ];
  return inFolder((file) => {
    const [whole, reached, graph] = ["whole.wasm", "reached.wasm", "graph.json"].map(file);
    writeFileSync(whole, wasm);
    writeFileSync(graph, JSON.stringify(nodes));
    execFileSync("wasm-metadce", [whole, "--graph-file", graph, "-o", reached, "-g", ...FEATURES], { stdio: "pipe" });
    return smallest(readFileSync(reached), file);
  });
}

/** Removes the unused classes, and the statements that give them a `Symbol.dispose`. */
function withoutClasses(js) {
  const isUnused = ({ type, declaration }) =>
    type === "ExportNamedDeclaration" && declaration?.type === "ClassDeclaration" && UNUSED.test(declaration.id.name);
  const isAboutUnused = ({ type, expression }) =>
    type === "ExpressionStatement" && expression.type === "LogicalExpression" && UNUSED.test(js.slice(expression.right.start));
  return without(js, parsed(js).body.filter((statement) => isUnused(statement) || isAboutUnused(statement)));
}

const parsed = (js) => parse(js, { ecmaVersion: "latest", sourceType: "module" });

/** Returns every node of a syntax tree (ESTree). */
function* nodes(tree) {
  if (typeof tree?.type === "string") yield tree;
  for (const child of Object.values(tree)) if (typeof child === "object" && child !== null) yield* nodes(child);
}

/** Removes some nodes, in their order, and the comma after each. */
function without(js, removed) {
  let kept = "";
  let from = 0;
  for (const { start, end } of removed) {
    kept += js.slice(from, start);
    from = js[end] === "," ? end + 1 : end;
  }
  return kept + js.slice(from);
}

/** Gives short names to everything that only these two files refer to. */
function rename(wasm, js, others) {
  const program = new WebAssembly.Module(wasm);
  const names = new Map();
  for (const { name } of [...WebAssembly.Module.imports(program), ...WebAssembly.Module.exports(program)]) {
    // Short names, such as `memory` and `embed`, are the program's own, and stay.
    const isGiven = name.startsWith(PARTS) || others.has(name);
    if (!isGiven && (name.startsWith("__") || name.startsWith("wasm_bindgen_"))) names.set(name, names.get(name) ?? shortName(names.size, js));
  }
  for (const { module } of WebAssembly.Module.imports(program)) if (!module.includes(PARTS)) names.set(module, "$");
  const used = new Set(WebAssembly.Module.imports(program).map(({ name }) => name));
  js = withoutUnusedImports(js, used);
  js = js.replace(/"\.\/\w+\.js"|[\w$]+/g, (word) => names.get(word) ?? quoted(names, word) ?? word);
  return { wasm: withNames(wasm, names), js };
}

/** Returns the short name of a module, in quotes. */
function quoted(names, word) {
  const short = names.get(word.slice(1, -1));
  return word.startsWith('"') && short ? `"${short}"` : undefined;
}

/** Returns `$0`, `$1`, …: names that do not occur in the JavaScript. */
function shortName(number, js) {
  const name = `$${number.toString(36)}`;
  if (js.includes(name)) throw new Error(`${name} is already in use`);
  return name;
}

/** Removes the functions that the program does not import from the object of imports. */
function withoutUnusedImports(js, used) {
  const isUnused = ({ type, key, value }) =>
    type === "Property" && IMPORTED.test(key.name) && value.type === "FunctionExpression" && !used.has(key.name);
  return without(js, [...nodes(parsed(js))].filter(isUnused));
}

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;

/** Returns the same program with other names (WebAssembly Core Specification 2.0, section 5.5). */
function withNames(wasm, names) {
  const parts = sections(wasm).map(({ id, start, end, body }) => {
    const counts = { [IMPORTS]: 2, [EXPORTS]: 1 };
    if (!(id in counts)) return wasm.subarray(start, end);
    const other = renamed(body, names, counts[id]);
    return Buffer.concat([Buffer.from([id]), leb(other.length), other]);
  });
  return Buffer.concat([wasm.subarray(0, 8), ...parts]);
}

/** Renames the entries of a section. Each has `count` names, the kind of what they name, and its number. */
function renamed(body, names, count) {
  let [entries, at] = number(body, 0);
  const parts = [leb(entries)];
  for (; entries > 0; entries -= 1) {
    for (let left = count; left > 0; left -= 1) {
      const [length, start] = number(body, at);
      const name = body.toString("utf8", start, start + length);
      const short = Buffer.from(names.get(name) ?? name);
      parts.push(leb(short.length), short);
      at = start + length;
    }
    // For a function, this is its type. wasm-bindgen imports nothing else.
    if (count === 2 && body[at] !== FUNCTION) throw new Error("an import that is not a function");
    const [, end] = number(body, at + 1);
    parts.push(body.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}
