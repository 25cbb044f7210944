//! Derives `Read` and `Write` of `adda::wire`, by which the widget exchanges JSON with the
//! server through the browser's own parser. Both follow the type's serde attributes, so that a
//! type looks the same to the widget, the console and the server. They accept the attributes
//! that these types use, and refuse all others.
//!
//! Derives `Settings`, by which each setting of the shop is declared in one place.

mod attributes;
mod read;
mod settings;
mod write;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives `Read` for a struct.
#[proc_macro_derive(Read, attributes(serde))]
pub fn derive_read(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    read::read(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Derives `Write` for a struct.
#[proc_macro_derive(Write, attributes(serde))]
pub fn derive_write(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    write::write(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Derives which settings the widget receives, and the rules of the texts.
#[proc_macro_derive(Settings, attributes(widget, text))]
pub fn derive_settings(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    settings::settings(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
