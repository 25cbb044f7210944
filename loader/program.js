// Fetches the widget's program from the support server: WebAssembly, JavaScript, style sheet
// and configuration.
import { start } from "./module.js";
import { ask } from "./server.js";
import { server } from "./settings.js";

/** Fetches the program, its style sheet and its configuration at the same time, from the addresses that the server has given. */
export function fetchProgram({ js, wasm, css }, language, signal) {
  const read = async (path, as) => (await ask(path, { signal }))[as]();
  return Promise.all([
    start(server + js, ask(wasm, { signal })),
    read(css, "text"),
    read(`/support/api/config/?lang=${language}`, "json"),
  ]);
}
