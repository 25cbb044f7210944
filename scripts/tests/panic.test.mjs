// What a page reports when a program panics. The stacks are those of the three browser engines.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { reportPanics } from "../../loader/panic.js";

const SERVER = "https://support.example";
const BASE = `${SERVER}/assets/0123456789abcdef/widget.js`;
const WASM = `${SERVER}/assets/fedcba9876543210/widget.wasm`;
const PART = `${SERVER}/assets/00112233445566aa/widget-00112233445566aa.wasm`;

/** A module with one function, which traps as a panic does. */
const TRAPS = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 97, 0, 0, 10, 5, 1, 3, 0, 0, 11]);

/** Returns the error of a trap, with another stack. */
function trap(stack) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(TRAPS));
  try {
    exports.a();
  } catch (error) {
    return Object.assign(error, { stack });
  }
}

let listeners;
let sent;
beforeEach(() => {
  listeners = { error: new Set(), unhandledrejection: new Set() };
  sent = [];
  globalThis.addEventListener = (type, listener) => listeners[type].add(listener);
  globalThis.removeEventListener = (type, listener) => listeners[type].delete(listener);
  globalThis.fetch = async (address, { body, ...request }) => void sent.push({ address, request, body: JSON.parse(body) });
});
afterEach(() => {
  for (const name of ["addEventListener", "removeEventListener", "fetch"]) delete globalThis[name];
});
const tell = (type, event) => [...listeners[type]].forEach((listener) => listener(event));

const STACKS = {
  Chromium: [
    `RuntimeError: unreachable\n    at ${WASM}:wasm-function[123]:0x45af\n    at ${PART}:wasm-function[7]:0x2b\n    at a (${BASE}:1:200)`,
    ["fedcba9876543210/widget#123@0x45af", "00112233445566aa/widget-00112233445566aa#7@0x2b"],
  ],
  Firefox: [`@${WASM}:wasm-function[123]:0x45af\na@${BASE}:1:200\n`, ["fedcba9876543210/widget#123@0x45af"]],
  WebKit: [`<?>.wasm-function[123]@[wasm code]\nwasm-stub@[wasm code]\na@${BASE}:1:200`, ["#123@"]],
};

for (const [browser, [stack, expected]] of Object.entries(STACKS)) {
  test(`a panic in ${browser} is reported once, with its place and nothing else`, () => {
    reportPanics(BASE);
    tell("error", { error: trap(stack) });
    tell("unhandledrejection", { reason: trap(stack) });
    assert.deepEqual(sent, [
      {
        address: `${SERVER}/support/api/panic/`,
        request: { method: "POST", headers: { "Content-Type": "application/json" }, keepalive: true },
        body: { program: "0123456789abcdef/widget", stack: expected },
      },
    ]);
    assert.deepEqual([listeners.error.size, listeners.unhandledrejection.size], [0, 0]);
  });
}

test("other errors, and traps of the page's own programs, are not reported", () => {
  reportPanics(BASE);
  const own = "RuntimeError: unreachable\n    at https://shop.example/game.wasm:wasm-function[1]:0x2";
  const script = Object.assign(Error("a mistake"), { stack: `Error: a mistake\n    at a (${BASE}:1:200)` });
  for (const error of [trap(own), script, Error("a mistake"), "a text", null, undefined]) {
    tell("error", { error });
    tell("unhandledrejection", { reason: error });
  }
  assert.deepEqual(sent, []);
});

test("an exception of the browser that ends the program is reported without its message", () => {
  reportPanics(BASE);
  const stack = `TypeError: what the customer wrote\n    at b (${BASE}:1:100)\n    at ${WASM}:wasm-function[9]:0x1f`;
  tell("error", { error: Object.assign(TypeError("what the customer wrote"), { stack }) });
  assert.deepEqual(sent[0].body, { program: "0123456789abcdef/widget", stack: ["fedcba9876543210/widget#9@0x1f"] });
});

test("a long stack is cut", () => {
  reportPanics(BASE);
  tell("unhandledrejection", { reason: trap(`    at ${WASM}:wasm-function[1]:0x2\n`.repeat(50)) });
  assert.equal(sent[0].body.stack.length, 8);
});
