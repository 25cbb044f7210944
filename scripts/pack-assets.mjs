// Collects the files for browsers into target/assets, where the server embeds them: both bundles,
// the other style sheets, the scripts that start the widget, everything in public/. A file that
// becomes smaller is stored in its Brotli and gzip forms only. The server does not compress files, and
// decompresses the gzip form for the few clients that accept neither. `versions.txt` lists the
// versions of the files, which are part of their addresses.
//
//   node scripts/pack-assets.mjs         for the release build
//   node scripts/pack-assets.mjs --dev   links to what cargo-leptos rewrites
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { emojiFiles } from "./pack-emoji.mjs";
import { slim } from "./slim-bundle.mjs";
import { partName, readParts, version, withLoader } from "./split-bundle.mjs";

const [esbuild, sass, { minify }] = await Promise.all([import("esbuild"), import("sass"), import("terser")]).catch((error) => {
  console.error(`Failed: ${error.message}\n  Remedy: scripts/setup run`);
  process.exit(1);
});

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "target", "assets");
/** The lists of the functions of the packed programs, by which scripts/locate-panic finds a panic. */
const functionsFolder = join(root, "target", "functions");
const forDevelopment = process.argv.includes("--dev");
const bundles = ["widget", "console"];
/** The style sheets that belong to no bundle. */
const styleSheets = ["shop", "history", "docs"];

/** Returns every file below a folder, with its relative path, in the form of URLs. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const isFile = (path) => !lstatSync(join(folder, path)).isDirectory();
  return readdirSync(folder, { recursive: true }).filter(isFile).map((path) => path.split(sep).join("/"));
}

/** Returns what cargo-leptos has built: name → file. */
function bundleFiles() {
  const files = new Map();
  for (const bundle of bundles) {
    const folder = join(root, "target", "site", bundle, "pkg");
    for (const extension of ["js", "wasm", "css"]) files.set(`${bundle}.${extension}`, join(folder, `${bundle}.${extension}`));
    if (existsSync(join(folder, "snippets"))) {
      fail(`${bundle}.js imports snippets, which have no versioned address`, "a dependency brings JavaScript of its own: replace it");
    }
  }
  return files;
}

const styleSheet = (name) => sass.compile(join(root, "style", `${name}.scss`), { style: "compressed" }).css;

/** The scripts that start the console, and those that start the widget on our own pages, on other sites and in its preview. */
const scripts = [
  { name: "start-console", entry: "start-console.js", format: "esm" },
  { name: "island", entry: "island.js", format: "esm" },
  { name: "loader", entry: "main.js", format: "iife" },
  { name: "preview", entry: "preview.js", format: "esm" },
];

/**
 * Returns the loader's style, minified further, because every byte counts. Sass leaves spaces and long
 * colours. The tokens are used once each, so that their values take their place. There is one `.adda`,
 * so that rules for what is in it need not name it.
 */
function loaderStyle() {
  const css = esbuild.transformSync(styleSheet("loader"), { loader: "css", minify: true }).code.trim();
  const value = (token) => new RegExp(`${token}: ?([^;}]+)`).exec(css)[1];
  const inlined = css.replace(/var\((--[\w-]+)\)/g, (_, token) => value(token));
  return inlined.replace(/\.adda\{--[^}]*\}/, "").replace(/\.adda(?=[ .]) ?/g, "");
}

/**
 * Returns the script that loads the parts of a bundle, for the bundle's own JavaScript. It declares `$parts`.
 * esbuild's own form of this has helper functions for every kind of export.
 */
async function partsLoader(bundle) {
  const code = (await script({ entry: `${bundle}-parts.js`, format: "esm" })).toString();
  const body = code.replace(/export\s*\{\s*([\w$]+) as loaders\s*\};?\s*$/, "return{loaders:$1}");
  if (body === code) fail(`loader/${bundle}-parts.js does not end with the export of loaders`, "esbuild or Terser writes exports differently now");
  return `const $parts=(()=>{${body}})();`;
}

/**
 * Returns a script of loader/ with its imports, minified. The loader's includes its style. Terser makes
 * it smaller than esbuild alone, because it moves a function to the only place that calls it.
 */
async function script({ entry, format }) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [join(root, "loader", entry)],
    format,
    bundle: true,
    minify: true,
    charset: "utf8",
    target: "es2022",
    define: { STYLE: JSON.stringify(loaderStyle()) },
    write: false,
  });
  // Safe here: no function of loader/ is a constructor or has a `this` of its own, and no value in a
  // template has another `valueOf` than `toString`.
  const compress = { ecma: 2022, passes: 4, unsafe: true, unsafe_arrows: true };
  const { code } = await minify(outputFiles[0].text, { ecma: 2022, module: format === "esm", compress, mangle: true });
  return Buffer.from(code);
}

function fail(what, remedy) {
  console.error(`Failed: ${what}\n  Remedy: ${remedy}`);
  process.exit(1);
}

/** Compresses bytes with Brotli, which gets their length as a hint. */
const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
const gzip = (bytes) => gzipSync(bytes, { level: 9 });

const isLink = (file) => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** Returns whether a file has these bytes already, so that Cargo need not embed it again. */
function isUpToDate(file, bytes) {
  return existsSync(file) && !isLink(file) && readFileSync(file).equals(bytes);
}

/** The names of the files that browsers get. */
const names = new Set();
/** The names of the stored forms. */
const packed = new Set();
/** The lines of the list of versions. */
const versions = [];

/** Reserves a name, and fails if another file has it. */
function claim(name) {
  if (names.has(name)) fail(`two files have the name ${name}`, "rename the one in public/");
  names.add(name);
  mkdirSync(dirname(join(target, name)), { recursive: true });
}

function write(name, bytes) {
  const file = join(target, name);
  rmSync(file, { force: true });
  writeFileSync(file, bytes);
}

/** Stores a file as it is. */
function store(name, bytes) {
  packed.add(name);
  if (!isUpToDate(join(target, name), bytes)) write(name, bytes);
}

/** Puts a file into the folder: its smaller forms, or itself if it has none. */
function pack(name, bytes) {
  claim(name);
  versions.push(`${version(bytes)} ${name}\n`);
  const zipped = gzip(bytes);
  if (zipped.length >= bytes.length) return store(name, bytes);
  const [small, smaller] = [`${name}.gz`, `${name}.br`];
  packed.add(small).add(smaller);
  if (isUpToDate(join(target, small), zipped) && existsSync(join(target, smaller))) return;
  write(smaller, brotli(bytes));
  // Last: an interrupted run must not look like a finished one.
  write(small, zipped);
}

/** Packs a WebAssembly file, and lists its functions beside the folder, under its address. */
function packProgram(name, { wasm, functions }) {
  pack(name, wasm);
  const list = join(functionsFolder, version(wasm), name.replace(".wasm", ".txt"));
  mkdirSync(dirname(list), { recursive: true });
  writeFileSync(list, functions);
}

/** Puts a link to a file into the folder, because debug servers read it at each request. */
function link(name, file) {
  claim(name);
  packed.add(name);
  const place = join(target, name);
  rmSync(place, { force: true });
  symlinkSync(file, place);
}

mkdirSync(target, { recursive: true });
rmSync(functionsFolder, { recursive: true, force: true });
const files = bundleFiles();
for (const file of files.values()) {
  if (!forDevelopment && !existsSync(file)) fail(`there is no ${relative(root, file)}`, "make build");
}
for (const [name, file] of files) {
  if (forDevelopment) link(name, file);
  else if (name.endsWith(".css")) pack(name, readFileSync(file));
}
for (const bundle of forDevelopment ? [] : bundles) {
  const [wasm, js] = ["wasm", "js"].map((extension) => readFileSync(files.get(`${bundle}.${extension}`)));
  const { needs, files: partFiles } = readParts(join(root, "target", "site", bundle, "pkg"));
  const smaller = slim(wasm, js.toString(), partFiles);
  packProgram(`${bundle}.wasm`, smaller);
  for (const part of smaller.parts.values()) packProgram(partName(bundle, part.wasm), part);
  const partFilesByName = new Map([...smaller.parts].map(([name, part]) => [name, part.wasm]));
  pack(`${bundle}.js`, Buffer.from(withLoader(smaller.js, bundle, { needs, files: partFilesByName }, await partsLoader(bundle))));
}
for (const name of styleSheets) {
  if (forDevelopment) link(`${name}.css`, join(root, "target", "site", `${name}.css`));
  else pack(`${name}.css`, Buffer.from(styleSheet(name)));
}
for (const each of scripts) pack(`${each.name}.js`, await script(each));
for (const [name, bytes] of emojiFiles()) pack(name, bytes);
const publicFolder = join(root, "public");
for (const name of filesBelow(publicFolder)) {
  if (forDevelopment) link(name, join(publicFolder, name));
  else pack(name, readFileSync(join(publicFolder, name)));
}
store("versions.txt", Buffer.from(versions.toSorted().join("")));
for (const name of filesBelow(target)) if (!packed.has(name)) rmSync(join(target, name));
