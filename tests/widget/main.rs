//! Tests of the widget's code that needs a JavaScript engine, as it is shipped: WebAssembly with
//! the feature `widget`. `scripts/test-widget` runs them in Node.js.
#![cfg(target_arch = "wasm32")]

mod signals;
mod wire;
