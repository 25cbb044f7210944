//! The WASM bundle's entry points. This crate is only a `cdylib`, so that the
//! link gets fat link-time optimisation; everything else is in `adda`.
pub use adda::model;
