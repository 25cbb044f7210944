// Sizes of the binary and of what it gives to browsers.
import { statSync } from "node:fs";
import { Connection } from "./connection.mjs";

const BUNDLES = ["widget", "console"];
const EXTENSIONS = ["wasm", "js", "css"];

/** How many bytes a file is when it is sent in an encoding. */
async function bytesSent(connection, name, encoding) {
  const { status, headers, bytes } = await connection.request("GET", `/assets/${name}`, { headers: { "accept-encoding": encoding } });
  if (status === 404) throw new Error(`the binary has no ${name} in it\n  Remedy: make build`);
  if ((headers["content-encoding"] ?? "identity") !== encoding) throw new Error(`${name} was not sent as ${encoding}`);
  return bytes.length;
}

/** The bundles are asked for: what counts is what this very binary sends. */
export async function measureSizes(binary, origin) {
  const connection = new Connection(origin);
  const bundles = [];
  for (const bundle of BUNDLES) {
    const files = [];
    for (const extension of EXTENSIONS) {
      const name = `${bundle}.${extension}`;
      const [raw, brotli] = [await bytesSent(connection, name, "identity"), await bytesSent(connection, name, "br")];
      files.push({ name, raw, brotli });
    }
    bundles.push({ bundle, files });
  }
  connection.close();
  return { binary: statSync(binary).size, bundles };
}
