//! Derives `Write`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use crate::attributes::{Shape, shape};

/// Returns the implementation.
pub fn write(input: &DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let body = match shape(input)? {
        Shape::Object(fields) => {
            if let Some(flat) = fields.iter().find(|field| field.is_flat) {
                return Err(syn::Error::new_spanned(flat.name, "the widget does not write flattened fields"));
            }
            let names = fields.iter().filter(|field| !field.is_skipped).map(|field| field.name).collect::<Vec<_>>();
            let keys = names.iter().map(ToString::to_string);
            quote! {
                let body = crate::wire::Body::new();
                #(let body = body.with(#keys, &self.#names);)*
                body.write()
            }
        }
        Shape::Inner(_) => quote!(self.0.write()),
        Shape::Text => quote!(String::from(self.clone()).write()),
    };
    Ok(quote! {
        impl crate::wire::Write for #name {
            fn write(&self) -> wasm_bindgen::JsValue {
                use crate::wire::Write as _;
                #body
            }
        }
    })
}
