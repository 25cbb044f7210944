// Imports the program's modules.

/** The number of failed imports of each address. */
const failures = {};

/**
 * Imports a module. Some browsers remember a failed import and repeat the failure, so a retry
 * uses another address.
 */
export async function load(address) {
  const before = (failures[address] ??= 0);
  // Counted before the import succeeds, because an import that hangs is retried too.
  failures[address] += 1;
  const module = await import(before ? `${address}?${before}` : address);
  failures[address] = before;
  return module;
}

/** Imports a bundle and starts its WebAssembly. Fetches both at the same time. */
export async function start(js, wasm) {
  const [bundle] = await Promise.all([load(js), wasm]);
  await bundle.default({ module_or_path: wasm });
  return bundle;
}
