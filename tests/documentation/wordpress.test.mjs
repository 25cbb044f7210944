// The WordPress plugin: its tokens against a real server, its pages with a few functions of
// WordPress.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { IDENTITY_SECRET, ROOT, caller, serve } from "./server.mjs";

const PLUGIN = join(ROOT, "integrations/wordpress/adda");
const STORED = { server: "https://support.example", language: "bn", identify: true, fetch: false, secret: IDENTITY_SECRET };
const RAHIM = { ID: 17, display_name: "rahim", user_email: "rahim@shop.example" };

const php = (...args) => execFileSync("php", args, { encoding: "utf8" });

/** Returns what the plugin writes with these settings, for this customer. */
const written = (settings, customer = null) =>
  JSON.parse(php(join(import.meta.dirname, "wordpress.php"), JSON.stringify(settings), JSON.stringify(customer)));

const attribute = (tag, name) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];

test("all files are PHP", () => {
  const files = readdirSync(PLUGIN, { recursive: true }).filter((name) => name.endsWith(".php"));
  assert.ok(files.length > 4);
  for (const file of files) assert.match(php("-l", join(PLUGIN, file)), /^No syntax errors/);
});

test("the version is that of the product", () => {
  const product = /^version = "(.*)"$/m.exec(readFileSync(join(ROOT, "Cargo.toml"), "utf8"))[1];
  const main = readFileSync(join(PLUGIN, "adda.php"), "utf8");
  assert.equal(/Version: +(\S+)/.exec(main)[1], product);
  assert.equal(/ADDA_VERSION = '(.*)'/.exec(main)[1], product);
  assert.equal(/Stable tag: (\S+)/.exec(readFileSync(join(PLUGIN, "readme.txt"), "utf8"))[1], product);
});

test("the server accepts the token of a signed-in customer", { timeout: 60_000 }, async (test) => {
  const call = caller(await serve(test));
  const tag = written(STORED, RAHIM).tags["adda-widget"];
  const { customer } = await call("/support/api/session/", { identity_token: attribute(tag, "data-identity-token") });
  assert.equal(customer.name, "রহিম উদ্দিন");
  assert.equal(customer.email, RAHIM.user_email);
  // A name in an old encoding.
  const latin = `require '${PLUGIN}/includes/token.php'; echo adda_identity_token($argv[1], ['sub' => '1', 'name' => "Jos\\xe9", 'email' => '']);`;
  const token = php("-r", latin, "--", IDENTITY_SECRET);
  assert.equal((await call("/support/api/session/", { identity_token: token })).customer.name, "Jos\u{fffd}");
});

test("the page has the line, with the customer only if they are to be identified", () => {
  const signedOut = written(STORED).tags["adda-widget"];
  assert.match(signedOut, /^<script async /);
  assert.equal(attribute(signedOut, "data-identity-token"), "");
  assert.equal(attribute(signedOut, "data-locale"), "bn");
  assert.equal(attribute(signedOut, "data-sign-in-url"), "https://shop.example/login?a=1&amp;b=2");
  assert.deepEqual(written({ ...STORED, server: "" }, RAHIM).tags, []);
  for (const missing of [{ identify: false }, { secret: "" }]) {
    const { tags } = written({ ...STORED, language: "", ...missing }, RAHIM);
    assert.deepEqual(tags, { "adda-widget": "<script async src='https://support.example/widget.js' id='adda-widget-js'></script>" });
  }
});

test("a page for a cache contains no token", () => {
  const { tags } = written({ ...STORED, fetch: true }, RAHIM);
  assert.deepEqual(Object.keys(tags), ["adda-renewal"]);
  assert.equal(attribute(tags["adda-renewal"], "data-line"), "https://support.example/widget.js");
  assert.equal(attribute(tags["adda-renewal"], "data-identity-token"), undefined);
  assert.doesNotMatch(JSON.stringify(tags), /eyJ/);
});

test("other scripts stay as they are", () => {
  assert.equal(written(STORED).other, "<script src='x.js'></script>");
});

test("the secret is on no page, is kept when the field is empty, and can be removed", () => {
  const answer = written({ ...STORED, server: `https://"><script>` }, RAHIM);
  assert.match(answer.page, /<nonce>/);
  assert.match(answer.page, /A secret is stored/);
  assert.doesNotMatch(answer.page, new RegExp(IDENTITY_SECRET));
  assert.doesNotMatch(answer.page, /<script>/);
  const { kept, changed, removed } = written(STORED);
  assert.deepEqual([kept.server, kept.secret], [STORED.server, IDENTITY_SECRET]);
  assert.deepEqual([changed.server, changed.language, changed.secret], ["https://Support.example:8443", "", "new"]);
  assert.equal(removed, "");
});
