import assert from "node:assert/strict";
import test from "node:test";
import { order, withoutPlaces, withPlaces } from "../order-functions.mjs";

const bytes = (text) => Buffer.from(text);

test("each function follows the one that it resembles most", () => {
  const bodies = ["a row of the list of messages", "0123456789 and other digits", "the row of a list of messages", "0123456789 without others"];
  assert.deepEqual(order(bodies.map(bytes)), [0, 2, 1, 3]);
});

test("functions without anything in common keep their order", () => {
  assert.deepEqual(order(["abcdefgh", "12345678", "ABCDEFGH"].map(bytes)), [0, 1, 2]);
});

test("a program with places still runs, and lists the names without them", () => {
  // (module (func (export "f") (result i32) i32.const 7))
  const program = Buffer.from("0061736d010000000105016000017f03020100070501016600000a0601040041070b", "hex");
  const placed = withPlaces(program);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(placed));
  assert.equal(exports.f(), 7);
  assert.match(placed.toString("latin1"), /000000_/);
  assert.equal(withoutPlaces("0:000012_one\n1:000003_two_000004_\n"), "0:one\n1:two_000004_\n");
});
