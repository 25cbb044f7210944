// Loads the parts of a program, each a WebAssembly file (`wasm_split` in the program).
import { fetched } from "./fetched.js";
import { limited } from "./retry.js";

/** The time limit for loading one part on a slow line. */
const LIMIT_MS = 60_000;

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
 * Returns `loaders` and `compile`. The loaders are the functions with which the program loads
 * its parts. Each gets the number of a function in the program's table and an argument. It calls
 * that function with the argument and with whether the part has been loaded. `compile` fetches
 * and compiles a file ahead of its use.
 *
 * `base` is the address of the program's JavaScript, `parts` has the addresses of each part's
 * files, and `program` returns the program's exports. `failed` is called with an error of
 * fetching, and awaited.
 */
export function partsOf(base, parts, program, failed) {
  const compile = once((file) =>
    limited(LIMIT_MS, async (signal) => {
      try {
        return await WebAssembly.compileStreaming(fetched(new URL(file, base), { signal }));
      } catch (error) {
        await failed?.(error);
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
      console.warn("A part of the program could not be loaded.", error);
    }
    program().__indirect_function_table.get(callback)(data, isHere);
  };
  return { compile, loaders: Object.fromEntries(Object.entries(parts).map(([name, files]) => [name, load(files)])) };
}
