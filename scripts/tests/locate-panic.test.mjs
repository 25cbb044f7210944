// The names of functions, as scripts/locate-panic prints them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readable } from "../locate-panic.d/names.mjs";

test("the path of a function is readable", () => {
  const names = {
    _RNvNtNtNtNtCsi8EZO0cUx4G_4adda2ui5files6worker5store4load: "adda::ui::files::worker::store::load",
    _RNvNtCs1234_7mycrate3foo3bar: "mycrate::foo::bar",
    _RNCNvNtCs1234_7mycrate3foo3bar0B5_: "mycrate::foo::bar::{closure}",
    "core::fmt::write": "core::fmt::write",
    "unknown function": "unknown function",
  };
  for (const [name, expected] of Object.entries(names)) assert.equal(readable(name), expected);
});
