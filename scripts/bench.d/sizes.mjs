// Sizes of the binary and of the files that it sends to browsers.
import { statSync } from "node:fs";
import { Connection } from "./connection.mjs";

/** The files that a page loads of each bundle: the bundle itself and the script that starts it. */
const BUNDLES = {
  widget: ["widget.wasm", "widget.js", "widget.css", "island.js"],
  console: ["console.wasm", "console.js", "console.css", "start-console.js"],
};

/**
 * Returns a file's bytes for a browser that accepts an encoding. A file that does not get smaller
 * is sent uncompressed.
 */
async function bytesSent(connection, name, encoding) {
  const { status, bytes } = await connection.request("GET", `/assets/${name}`, { headers: { "accept-encoding": encoding } });
  if (status === 404) throw new Error(`the binary has no ${name} in it\n  Remedy: make build`);
  return bytes.length;
}

/** Measures the bundles as this binary sends them. */
export async function measureSizes(binary, origin) {
  const connection = new Connection(origin);
  const bundles = [];
  for (const [bundle, names] of Object.entries(BUNDLES)) {
    const files = [];
    for (const name of names) {
      const [raw, brotli] = [await bytesSent(connection, name, "identity"), await bytesSent(connection, name, "br")];
      files.push({ name, raw, brotli });
    }
    bundles.push({ bundle, files });
  }
  connection.close();
  return { binary: statSync(binary).size, bundles };
}
