// The widget's program: WebAssembly, its JavaScript, its style sheet and its
// configuration, all from the support server.
import { ask } from "./server.js";
import { server } from "./settings.js";

/** Fetches everything at once, from the addresses that the server has given. */
export async function fetchProgram({ js, wasm, css }, language) {
  const module_or_path = ask(wasm);
  const parts = [import(server + js), ask(css), ask(`/support/api/config/?lang=${language}`)];
  const [widget, style, config] = await Promise.all(parts);
  await widget.default({ module_or_path });
  return { widget, css: await style.text(), config: await config.json() };
}
