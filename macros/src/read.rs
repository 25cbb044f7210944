//! Derives `Read`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use crate::attributes::{Named, Shape, shape};

/// Returns the implementation.
pub fn read(input: &DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let body = match shape(input)? {
        Shape::Object(fields) => object(&fields),
        Shape::Inner(inner) => quote!(<#inner as crate::wire::Read>::read(value).map(Self)),
        Shape::Text => quote!(value.as_string()?.try_into().ok()),
    };
    Ok(quote! {
        impl crate::wire::Read for #name {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                #body
            }
        }
    })
}

/// Returns code that reads all fields before it checks any. So the cleanup code for a missing
/// field is generated once, not once for each field.
fn object(fields: &[Named<'_>]) -> TokenStream {
    let (skipped, read): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.is_skipped);
    let skipped = skipped.iter().map(|field| field.name);
    let names = read.iter().map(|field| field.name).collect::<Vec<_>>();
    let values = read.iter().map(|Named { name, has_default, is_flat, .. }| {
        let key = name.to_string();
        if *is_flat {
            quote!(crate::wire::Read::read(value))
        } else if *has_default {
            quote!(crate::wire::field_or_default(value, #key))
        } else {
            quote!(crate::wire::field(value, #key))
        }
    });
    quote! {
        match (#(#values,)*) {
            (#(Some(#names),)*) => Some(Self { #(#names,)* #(#skipped: Default::default(),)* }),
            _ => None,
        }
    }
}
