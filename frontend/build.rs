//! Gives the bundles a larger stack in debug mode. Without optimisation, each
//! level of the console's nested views uses so much of it that the megabyte
//! that the linker reserves overflows, which shows as "memory access out of
//! bounds".

use std::env;

/// The stack of a debug bundle, in bytes.
const STACK_BYTES: u32 = 16 << 20;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |variable: &str, value: &str| env::var(variable).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "debug") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size={STACK_BYTES}");
    }
}
