// Parts of the console's program, each a WebAssembly file. A page's part is
// fetched when the page or a link to it is reached, and all of them some time
// after the start, when the browser has nothing else to do.
import { fetched } from "./fetched.js";
import { limited } from "./retry.js";

/** For one part, on a slow line. */
const LIMIT_MS = 60_000;
/** The first screen and its first requests come before what may never be needed. */
const AHEAD_MS = 15_000;
/** When this tab was last found to be outdated, in sessionStorage, and how long it is not said again. */
const NOTICED = "adda-console-outdated";
const QUIET_MS = 60_000;

/** Makes a function that remembers what it has promised for a name, unless that fails. */
function once(make) {
  const promises = new Map();
  return (name) => {
    if (!promises.has(name)) {
      const promise = make(name);
      promise.catch(() => promises.delete(name));
      promises.set(name, promise);
    }
    return promises.get(name);
  };
}

/**
 * Marks the document when the server's own page starts another program than this
 * one. At most once a minute: while several servers are updated one by one, the
 * page and its parts may come from different versions, and reloading the page
 * does not help yet.
 */
async function noticeUpdate(base) {
  const program = base.split("/").slice(-2).join("/").split("?")[0];
  const page = await (await fetched(location.href, { cache: "no-store" })).text();
  const isQuiet = Math.abs(Date.now() - sessionStorage[NOTICED]) < QUIET_MS;
  if (page.includes(program) || isQuiet) return;
  sessionStorage[NOTICED] = Date.now();
  document.documentElement.dataset.outdated = "";
}

/**
 * Makes the functions by which the program asks for its parts. They get a
 * function of the program's table and its argument, and call it with whether
 * the part is there. `base` is the address of the program's JavaScript, `parts`
 * has the addresses of each part's files, `program` returns the exports.
 */
export function loaders(base, parts, program) {
  const compile = once((file) =>
    limited(LIMIT_MS, async (signal) => {
      try {
        return await WebAssembly.compileStreaming(fetched(new URL(file, base), { signal }));
      } catch (error) {
        // The server has other files since an update.
        if (error.status === 404) await noticeUpdate(base).catch(() => {});
        throw error;
      }
    }),
  );
  const start = once(async (file) => WebAssembly.instantiate(await compile(file), { __wasm_split: program() }));
  const load = (files) => async (callback, data) => {
    let isHere = false;
    try {
      await Promise.all(files.map(start));
      isHere = true;
    } catch (error) {
      console.warn("A part of the console could not be loaded.", error);
    }
    program().__indirect_function_table.get(callback)(data, isHere);
  };
  if (!navigator.connection?.saveData) {
    const ahead = () => Object.values(parts).flat().forEach((file) => compile(file).catch(() => {}));
    setTimeout(() => (window.requestIdleCallback ?? setTimeout)(ahead), AHEAD_MS);
  }
  return Object.fromEntries(Object.entries(parts).map(([name, files]) => [name, load(files)]));
}
