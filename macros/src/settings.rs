//! Derives the parts of the shop's settings that follow from each field's declaration.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, Ident, LitInt, Result, Type, meta::ParseNestedMeta,
    spanned::Spanned,
};

/// Returns the type of the settings that the widget receives, the method that fills it, and the
/// method that names the texts and their rules.
pub fn settings(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "only structs"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(&input.ident, "only structs with named fields"));
    };
    let (mut received, mut texts) = (Vec::new(), Vec::new());
    for field in &fields.named {
        received.extend(Received::of(field)?);
        texts.extend(text(field)?);
    }
    let name = &input.ident;
    let fields = received.iter().map(Received::field);
    let values = received.iter().map(Received::value);
    Ok(quote! {
        /// The settings that the widget receives, with the texts in one language.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, crate::wire::Read)]
        #[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
        pub struct WidgetSettings { #(#fields)* }

        impl #name {
            /// Returns the settings that the widget receives, with the texts in a language.
            pub fn for_widget(&self, language: crate::model::language::Language) -> WidgetSettings {
                WidgetSettings { #(#values)* }
            }

            /// Returns the texts among the settings, with their names in the API and their rules.
            fn texts(&mut self) -> Vec<(&'static str, &mut String, TextRule)> {
                vec![#(#texts),*]
            }
        }
    })
}

/// A setting that the widget receives.
struct Received<'a> {
    field: &'a Field,
    setting: &'a Ident,
    /// Its name in the widget's configuration.
    name: Ident,
    /// Its type there.
    ty: Type,
    /// Whether the widget receives one of two texts, by language. The Bangla one is the setting
    /// with the suffix `_bn`.
    is_in_language: bool,
}

impl<'a> Received<'a> {
    /// Reads `#[widget]`, `#[widget(in_language)]`, `#[widget(name = …)]`, `#[widget(ty = …)]`.
    /// Returns none for a setting that the widget does not receive.
    fn of(field: &'a Field) -> Result<Option<Self>> {
        let Some(attribute) = attribute(field, "widget") else { return Ok(None) };
        let setting = field.ident.as_ref().ok_or_else(|| Error::new(field.span(), "a field without a name"))?;
        let mut received = Self { field, setting, name: setting.clone(), ty: field.ty.clone(), is_in_language: false };
        each(attribute, |part| {
            if part.path.is_ident("in_language") {
                received.is_in_language = true;
            } else if part.path.is_ident("name") {
                received.name = part.value()?.parse()?;
            } else if part.path.is_ident("ty") {
                received.ty = part.value()?.parse()?;
            } else {
                return Err(part.error("write in_language, name or ty"));
            }
            Ok(())
        })?;
        Ok(Some(received))
    }

    fn field(&self) -> TokenStream {
        let kept = self.field.attrs.iter().filter(|attribute| {
            let path = attribute.path();
            path.is_ident("doc") || path.is_ident("serde")
        });
        let (name, ty) = (&self.name, &self.ty);
        quote!(#(#kept)* pub #name: #ty,)
    }

    fn value(&self) -> TokenStream {
        let (name, setting) = (&self.name, self.setting);
        if self.is_in_language {
            let bangla = format_ident!("{setting}_bn");
            quote!(#name: language.pick(&self.#setting, &self.#bangla).to_owned(),)
        } else {
            quote!(#name: ForWidget::for_widget(&self.#setting),)
        }
    }
}

/// Reads `#[text(FORM, min = …, max = …)]`. Without `min`, the text may be empty. FORM is a method
/// of `TextRule`.
fn text(field: &Field) -> Result<Option<TokenStream>> {
    let Some(attribute) = attribute(field, "text") else { return Ok(None) };
    let (mut form, mut min, mut max) = (None, quote!(0), None);
    each(attribute, |part| {
        if part.path.is_ident("min") {
            let number: LitInt = part.value()?.parse()?;
            min = quote!(#number);
        } else if part.path.is_ident("max") {
            max = Some(part.value()?.parse::<LitInt>()?);
        } else {
            form = Some(part.path.require_ident()?.clone());
        }
        Ok(())
    })?;
    let (Some(form), Some(max)) = (form, max) else {
        return Err(Error::new_spanned(attribute, "write the form of the text, and max"));
    };
    let setting = &field.ident;
    let name = setting.as_ref().map(ToString::to_string);
    Ok(Some(quote!((#name, &mut self.#setting, TextRule::#form(#min, #max)))))
}

fn attribute<'a>(field: &'a Field, name: &str) -> Option<&'a Attribute> {
    field.attrs.iter().find(|attribute| attribute.path().is_ident(name))
}

/// Reads each part in the brackets of an attribute. There may be no brackets.
fn each(attribute: &Attribute, read: impl FnMut(ParseNestedMeta<'_>) -> Result<()>) -> Result<()> {
    if attribute.meta.require_path_only().is_ok() { Ok(()) } else { attribute.parse_nested_meta(read) }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn derived(input: DeriveInput) -> String {
        match settings(&input) {
            Ok(code) => code.to_string().replace([' ', '\n'], ""),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_widget_receives_the_settings_that_are_declared_for_it() {
        let derived = derived(parse_quote!(
            struct Settings {
                #[widget(in_language)]
                greeting: String,
                greeting_bn: String,
                #[widget(name = enabled)]
                is_enabled: bool,
                #[widget(ty = u64)]
                size: i64,
                secret: String,
            }
        ));
        assert!(
            derived.contains("pubstructWidgetSettings{pubgreeting:String,pubenabled:bool,pubsize:u64,}"),
            "{derived}"
        );
        assert!(derived.contains("greeting:language.pick(&self.greeting,&self.greeting_bn)"), "{derived}");
        assert!(derived.contains("enabled:ForWidget::for_widget(&self.is_enabled)"), "{derived}");
    }

    #[test]
    fn a_text_has_a_rule() {
        let derived = derived(parse_quote!(
            struct Settings {
                #[text(line, min = 1, max = 60)]
                name: String,
            }
        ));
        assert!(derived.contains(r#"vec![("name",&mutself.name,TextRule::line(1,60))]"#), "{derived}");
    }

    #[test]
    fn unknown_and_incomplete_attributes_are_refused() {
        assert_eq!(
            derived(parse_quote!(
                struct Settings {
                    #[widget(as_text)]
                    size: i64,
                }
            )),
            "write in_language, name or ty"
        );
        assert_eq!(
            derived(parse_quote!(
                struct Settings {
                    #[text(line)]
                    name: String,
                }
            )),
            "write the form of the text, and max"
        );
    }
}
