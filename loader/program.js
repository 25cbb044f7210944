// The widget's program: WebAssembly, its JavaScript, its style sheet and its
// configuration, all from the support server.
import { ask } from "./server.js";
import { server } from "./settings.js";

async function run(js, module_or_path) {
  const widget = await import(server + js);
  await widget.default({ module_or_path });
  return widget;
}

const read = async (path, as) => (await ask(path))[as]();

/** Fetches everything at once, from the addresses that the server has given: the program, its style sheet, its configuration. */
export function fetchProgram({ js, wasm, css }, language) {
  const fetched = ask(wasm);
  // The last one only so that nothing is left that fails unheard.
  return Promise.all([run(js, fetched), read(css, "text"), read(`/support/api/config/?lang=${language}`, "json"), fetched]);
}
