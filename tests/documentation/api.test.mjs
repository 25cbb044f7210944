// docs/api.md against the description that a running server gives, and against its limits.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, serve } from "./server.mjs";

const page = readFileSync(join(ROOT, "docs/api.md"), "utf8");

/** What the first column of a table names: `GET, POST /support/…`. */
const ADDRESS = /^\| `([A-Z, ]+) (\/support\/[^`]+)` \|/;
/** Errors that are made in the browser, and never sent. */
const NEVER_SENT = ["unreachable", "cookie_refused", "proxy_too_large", "proxy_refused"];

/** Returns the operations of the page, each with the text that describes it. */
function documented() {
  const rows = page.split("\n").flatMap((line) => {
    const [, methods, path] = ADDRESS.exec(line) ?? [];
    return (methods?.split(", ") ?? []).map((method) => [`${method} ${path}`, line]);
  });
  return new Map(rows);
}

/** Returns the operations of the description, each with the names of its parameters. */
async function described(url) {
  const { paths } = await (await fetch(`${url}/support/api/openapi.json`)).json();
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [] }]) => [
      `${method.toUpperCase()} ${path}`,
      parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name),
    ]),
  );
  return new Map(operations);
}

test("docs/api.md names every address, method and parameter, and no other", { timeout: 60_000 }, async (test) => {
  const operations = await described(await serve(test));
  const rows = documented();
  assert.deepEqual([...rows.keys()].sort(), [...operations.keys()].sort());
  const inbox = page.slice(page.indexOf("### The inbox"), page.indexOf("## Admins"));
  const missing = [...operations].flatMap(([operation, parameters]) => {
    const text = operation === "GET /support/agent/api/conversations/" ? inbox : rows.get(operation);
    return parameters.filter((name) => !text.includes(`\`${name}=`)).map((name) => `${operation}: ${name}`);
  });
  assert.deepEqual(missing, []);
});

test("docs/api.md names every error code, and no other", { timeout: 60_000 }, async (test) => {
  const url = await serve(test);
  const { components } = await (await fetch(`${url}/support/api/openapi.json`)).json();
  const codes = components.schemas.ErrorCode.enum.filter((code) => !NEVER_SENT.includes(code));
  const rows = page.split("\n").filter((line) => /^\| \d{3} \|/.test(line));
  const named = rows.flatMap((row) => [...row.split("|")[2].matchAll(/`(\w+)`/g)].map(([, code]) => code));
  assert.deepEqual(named.sort(), codes.sort());
});

test("docs/api.md has the figures of all limits", () => {
  const source = readFileSync(join(ROOT, "src/server/domain/limits/rules.rs"), "utf8");
  const number = (text) => text.replace("MEGABYTE", "1024").replaceAll("_", "").split("*").reduce((product, part) => product * Number(part), 1);
  const article = { SECOND: "a second", MINUTE: "a minute", HOUR: "an hour" };
  const rates = [...source.matchAll(/"(\w+)",\s*rate\(([^,]+), (\w+), ([^)]+)\)/g)];
  const expected = rates.map(([, name, count, period, burst]) => [name, `${number(count)} ${article[period]}`, `${number(burst)}`]);
  const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
  const names = new Set(expected.map(([name]) => name));
  const found = rows.filter(([, name]) => names.has(name)).map(([, name, , rate, burst]) => [name, rate, burst]);
  assert.ok(expected.length >= 15, "the limits are no longer where this test looks for them");
  assert.deepEqual(found, expected);
});
