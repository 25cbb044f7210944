// A bundle like those of wasm-bindgen, made smaller, must still do the same.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { slim } from "../slim-bundle.mjs";

const PROGRAM = `(module
  (import "./sample_bg.js" "__wbg_note_0123456789abcdef" (func $note (param i32)))
  (import "./sample_bg.js" "__wbg_gone_0123456789abcdef" (func $gone (param i32)))
  (memory (export "memory") 1)
  (func $count (export "next") (param i32) (result i32)
    (call $note (local.get 0))
    (i32.add (local.get 0) (i32.const 1)))
  (func (export "__wbindgen_grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "__wbg_intounderlyingsink_free") (param i32) (call $gone (local.get 0))))`;

// Braces in strings, templates, comments and regular expressions belong to no block.
const SCRIPT = String.raw`let e;export const notes=[];export function next(n){return e.next(n)}
export function grow(){return e.__wbindgen_grow()}
export class IntoUnderlyingSink{free(){e.__wbg_intounderlyingsink_free(0)}get text(){return"}"+'{'}}
Symbol.dispose&&(IntoUnderlyingSink.prototype[Symbol.dispose]=IntoUnderlyingSink.prototype.free);
function t(){return{__proto__:null,"./sample_bg.js":{__proto__:null,__wbg_gone_0123456789abcdef:function(n){/* } */return"}}"+/[}"]/.source+${"`}${n}`"}},__wbg_note_0123456789abcdef:function(n){notes.push("{"+n+"}}")},__wbg_also_0123456789abcdef:function(){return'{'}}}}
export default async function(bytes){e=(await WebAssembly.instantiate(bytes,t())).instance.exports}`;

const assembled = (text) => execFileSync("wasm-as", ["-", "-g", "-o", "-"], { input: text, stdio: ["pipe", "pipe", "inherit"] });

const imported = (js) => import(`data:text/javascript,${encodeURIComponent(js)}`);

test("the smaller bundle behaves the same", async () => {
  const { wasm, js } = slim(assembled(PROGRAM), SCRIPT, new Map());
  const bundle = await imported(js);
  await bundle.default(wasm);
  assert.equal(bundle.next(41), 42);
  assert.equal(bundle.grow(), 1);
  assert.deepEqual(bundle.notes, ["{41}}"]);
});

test("unused exports and the long names are removed", () => {
  const { wasm, js } = slim(assembled(PROGRAM), SCRIPT, new Map());
  assert.doesNotMatch(js, /IntoUnderlying|__wbg_|__wbindgen_|sample_bg/);
  const program = new WebAssembly.Module(wasm);
  assert.deepEqual(WebAssembly.Module.imports(program), [{ module: "$", name: "$0", kind: "function" }]);
  assert.deepEqual(WebAssembly.Module.exports(program).map(({ name }) => name).sort(), ["$1", "memory", "next"]);
});

test("the names of the functions are listed by their numbers, and are not in the file", () => {
  const { wasm, functions } = slim(assembled(PROGRAM), SCRIPT, new Map());
  const program = new WebAssembly.Module(wasm);
  assert.deepEqual(WebAssembly.Module.customSections(program, "name"), []);
  // Imported functions come first.
  assert.match(functions, /^0:note\n/);
  assert.match(functions, /^[12]:count$/m);
});

test("a short name that the script uses already is refused", () => {
  assert.throws(() => slim(assembled(PROGRAM), `${SCRIPT};const $0=1;`, new Map()), /\$0/);
});
