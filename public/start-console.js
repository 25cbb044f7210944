// Starts the console: loads its WebAssembly from the addresses that the page
// gives, which have the content's hash in them and so cannot stand here.
const { js, wasm } = [...document.scripts].find((script) => script.src === import.meta.url).dataset;
const { default: load, start } = await import(js);
await load({ module_or_path: wasm });
start();
