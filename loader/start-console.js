// Starts the console: loads its WebAssembly from the addresses in the script tag, which
// contain the hash of the content. Retries until it succeeds, because the page is empty
// without the program.
import { fetched } from "./fetched.js";
import { start } from "./module.js";
import { limited, persist } from "./retry.js";
import { insist } from "./style.js";

/** The time limit for loading the program on a slow line. */
const LIMIT_MS = 120_000;

const { js, wasm } = [...document.scripts].find((script) => script.src === import.meta.url).dataset;
for (const link of document.querySelectorAll("link[rel=stylesheet]")) insist(link);
const program = await persist(
  () => limited(LIMIT_MS, (signal) => start(js, fetched(wasm, { signal }))),
  (error) => console.warn("The console could not be loaded. It is tried again.", error),
);
program.start();
