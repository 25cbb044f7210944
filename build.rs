//! The release server embeds `target/assets`. Cargo detects changes to those files
//! without this script, but not added files.

use std::{env, path::Path};

const ASSETS: &str = "target/assets";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let embeds =
        env::var_os("CARGO_FEATURE_SSR").is_some() && env::var_os("PROFILE").is_some_and(|name| name == "release");
    if !embeds {
        return;
    }
    println!("cargo::rerun-if-changed={ASSETS}");
    if !Path::new(ASSETS).join("widget.wasm.gz").exists() {
        println!("cargo::warning={ASSETS} has no bundles: the binary will serve none. `make build` packs them first.");
    }
}
