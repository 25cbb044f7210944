import { readdirSync } from "node:fs";
import { getRaw, unpacked } from "../support/raw.ts";
import type { Server } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

const PAGES = ["/", "/console/inbox"];
const VERSIONED = /\/assets\/[0-9a-f]{16}\/[\w.-]+/g;
/** Both bundles, the pages' style sheets, and the scripts that start the bundles. */
const NAMES = [
  "console.css",
  "console.js",
  "console.wasm",
  "emoji-bn.json",
  "emoji-en.json",
  "favicon.svg",
  "island.js",
  "shop.css",
  "start-console.js",
  "widget.css",
  "widget.js",
  "widget.wasm",
];

test("the binary, alone in a folder, serves everything that its pages request", async ({ binary, server, people }) => {
  expect(readdirSync(binary.folder)).toEqual(["adda"]);
  expect((await assets(server)).map((path) => path.split("/").at(-1)).toSorted()).toEqual(NAMES);

  const { chat } = await people.customer();
  const desk = await people.agent();
  await chat.open();
  await chat.send("Anybody there?");
  await expect(desk.row("Anybody there?")).toBeVisible();
  expect(readdirSync(binary.folder)).toEqual(["adda"]);
});

test("every asset is served with Brotli, with gzip and uncompressed, and may be cached for ever", async ({ server }) => {
  for (const path of await assets(server)) {
    await test.step(path, async () => {
      const plain = await getRaw(server.url + path, { "Accept-Encoding": "identity" });
      expect(plain.headers["content-encoding"]).toBeUndefined();
      for (const encoding of ["br", "gzip"]) {
        const packed = await getRaw(server.url + path, { "Accept-Encoding": encoding });
        expect(packed.headers["content-encoding"]).toBe(encoding);
        expect(packed.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
        expect(packed.headers.vary).toContain("accept-encoding");
        expect(packed.body.length).toBeLessThan(plain.body.length);
        expect(unpacked(packed).equals(plain.body), "the same after decompressing").toBe(true);

        const etag = packed.headers.etag ?? "";
        const again = await getRaw(server.url + path, { "Accept-Encoding": encoding, "If-None-Match": etag });
        expect(again.status).toBe(304);
        expect(again.headers.etag).toBe(etag);
        expect(again.body).toHaveLength(0);
      }
    });
  }
});

test("an address of another version returns the current file, which is not cached", async ({ server }) => {
  const [path = ""] = await assets(server);
  const { status, headers } = await getRaw(server.url + path.replace(/[0-9a-f]{16}/, "0".repeat(16)), {});
  expect(status).toBe(200);
  expect(headers["cache-control"]).toBe("no-cache");
});

// Browsers ask for the icon when a picture is opened. The origin of such a page is `null`.
test("the icon is for pages of any origin", async ({ server }) => {
  const { status, headers } = await getRaw(`${server.url}/favicon.ico`, {});
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("image/svg+xml");
  expect(headers["cross-origin-resource-policy"]).toBe("cross-origin");
  const again = await getRaw(`${server.url}/favicon.ico`, { "If-None-Match": headers.etag ?? "" });
  expect(again.status).toBe(304);
  expect(again.headers["cross-origin-resource-policy"]).toBe("cross-origin");
});

test("a file that does not exist is answered with 404", async ({ server }) => {
  const { status } = await getRaw(`${server.url}/assets/widget.js.br`, {});
  expect(status).toBe(404);
});

/** Returns the addresses of all assets that the pages name. */
async function assets(server: Server): Promise<string[]> {
  const pages = await Promise.all(PAGES.map(async (path) => (await fetch(server.url + path)).text()));
  return [...new Set(pages.flatMap((html) => html.match(VERSIONED) ?? []))];
}
