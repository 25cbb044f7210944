// Starts the console: loads its WebAssembly from the addresses that the page
// gives, which have the content's hash in them and so cannot stand here. The
// page is empty until then: it tries until it succeeds.
import { fetched } from "./fetched.js";
import { start } from "./module.js";
import { limited, persist } from "./retry.js";
import { insist } from "./style.js";

/** For all of the program, on a slow line. */
const LIMIT_MS = 120_000;

const { js, wasm } = [...document.scripts].find((script) => script.src === import.meta.url).dataset;
for (const link of document.querySelectorAll("link[rel=stylesheet]")) insist(link);
const program = await persist(
  () => limited(LIMIT_MS, (signal) => start(js, fetched(wasm, { signal }))),
  (error) => console.warn("The console could not be loaded. It is tried again.", error),
);
program.start();
