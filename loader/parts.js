// Loads the parts of the console's program, each a WebAssembly file. A page's part is
// fetched when the page is opened or a link to it gets the pointer or the focus. All parts
// are fetched some time after the start, when the browser is idle.
import { fetched } from "./fetched.js";
import { limited } from "./retry.js";

/** The time limit for loading one part on a slow line. */
const LIMIT_MS = 60_000;
/** Parts that may never be needed are fetched this long after the start. */
const AHEAD_MS = 15_000;
/** The key in sessionStorage of the last time that this tab was found outdated, and the wait before it is reported again. */
const NOTICED = "adda-console-outdated";
const QUIET_MS = 60_000;

/** Returns a function that calls `make` once for each name. After a failure, the next call retries. */
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
 * Marks the document if the server's page now starts another program than this one. Does so
 * at most once a minute: while several servers are updated one by one, the page and its parts
 * may come from different versions, and reloading the page does not help yet.
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
 * Returns the functions with which the program loads its parts. Each gets the number of a
 * function in the program's table and an argument. It calls that function with the argument
 * and with whether the part has been loaded. `base` is the address of the program's
 * JavaScript, `parts` has the addresses of each part's files, and `program` returns the
 * program's exports.
 */
export function loaders(base, parts, program) {
  const compile = once((file) =>
    limited(LIMIT_MS, async (signal) => {
      try {
        return await WebAssembly.compileStreaming(fetched(new URL(file, base), { signal }));
      } catch (error) {
        // After an update, the server has other files.
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
