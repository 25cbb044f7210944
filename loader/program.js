// The widget's program: WebAssembly, its JavaScript, its style sheet and its
// configuration, all from the support server.
import { start } from "./module.js";
import { ask } from "./server.js";
import { server } from "./settings.js";

/** Fetches everything at once, from the addresses that the server has given: the program, its style sheet, its configuration. */
export function fetchProgram({ js, wasm, css }, language, signal) {
  const read = async (path, as) => (await ask(path, { signal }))[as]();
  return Promise.all([
    start(server + js, ask(wasm, { signal })),
    read(css, "text"),
    read(`/support/api/config/?lang=${language}`, "json"),
  ]);
}
