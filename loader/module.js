// Modules of the program.

/** The module that each address has given, and how often it has failed to. */
const failures = {};

/**
 * Imports a module. Some browsers remember that an import has failed and answer
 * the next one from memory: it gets another address.
 */
export async function load(address) {
  const before = (failures[address] ??= 0);
  // Until it is here: an import that hangs has failed too.
  failures[address] += 1;
  const module = await import(before ? `${address}?${before}` : address);
  failures[address] = before;
  return module;
}

/** Imports a bundle and starts its WebAssembly: both parts are fetched at once. */
export async function start(js, wasm) {
  const [bundle] = await Promise.all([load(js), wasm]);
  await bundle.default({ module_or_path: wasm });
  return bundle;
}
