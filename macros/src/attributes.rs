//! The serde attributes, and the shapes of types.

use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, Ident, LitStr, Result, Token, Type, meta::ParseNestedMeta,
};

/// The shape of a type as JSON.
pub enum Shape<'a> {
    /// An object with these fields.
    Object(Vec<Named<'a>>),
    /// The value of its only field.
    Inner(&'a Type),
    /// A text, which is checked when it is read.
    Text,
}

/// A field of an object.
pub struct Named<'a> {
    pub name: &'a Ident,
    /// Whether it is left out of the JSON.
    pub is_skipped: bool,
    /// Whether it may be missing in the JSON.
    pub has_default: bool,
    /// Whether its own fields are fields of the JSON.
    pub is_flat: bool,
}

/// Returns the shape of a type.
pub fn shape(input: &DeriveInput) -> Result<Shape<'_>> {
    let mut is_text = false;
    each(&input.attrs, |attribute| {
        let path = &attribute.path;
        if path.is_ident("try_from") || path.is_ident("into") {
            is_text = true;
            return text(&attribute).and_then(|from| if from == "String" { Ok(()) } else { Err(refused(&attribute)) });
        }
        if path.is_ident("transparent") { Ok(()) } else { Err(refused(&attribute)) }
    })?;
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "only structs; enums of words use `code_text!`"));
    };
    match &data.fields {
        _ if is_text => Ok(Shape::Text),
        Fields::Named(fields) => Ok(Shape::Object(fields.named.iter().map(named).collect::<Result<_>>()?)),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Ok(Shape::Inner(&fields.unnamed[0].ty)),
        _ => Err(Error::new_spanned(&input.ident, "only structs with named fields, or with one field")),
    }
}

fn named(field: &Field) -> Result<Named<'_>> {
    let name = field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a field without a name"))?;
    let mut named = Named { name, is_skipped: false, has_default: false, is_flat: false };
    each(&field.attrs, |attribute| {
        if attribute.path.is_ident("skip") {
            named.is_skipped = true;
        } else if attribute.path.is_ident("default") {
            named.has_default = true;
        } else if attribute.path.is_ident("flatten") {
            named.is_flat = true;
        } else if attribute.path.is_ident("skip_serializing_if") {
            // The server leaves the field out to save bytes. The widget writes it.
            text(&attribute)?;
        } else {
            return Err(refused(&attribute));
        }
        Ok(())
    })?;
    Ok(named)
}

fn each(attributes: &[Attribute], mut read: impl FnMut(ParseNestedMeta<'_>) -> Result<()>) -> Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .try_for_each(|attribute| attribute.parse_nested_meta(&mut read))
}

/// Returns the text after the name of an attribute.
fn text(attribute: &ParseNestedMeta<'_>) -> Result<String> {
    attribute.input.parse::<Token![=]>()?;
    Ok(attribute.input.parse::<LitStr>()?.value())
}

fn refused(attribute: &ParseNestedMeta<'_>) -> Error {
    attribute.error("the widget does not know this attribute")
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn refusal(input: DeriveInput) -> String {
        shape(&input).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn attributes_that_change_the_json_are_refused_unless_they_are_known() {
        let with_alias: DeriveInput = parse_quote!(
            struct Page {
                #[serde(alias = "colleague")]
                agent: Agent,
            }
        );
        assert_eq!(refusal(with_alias), "the widget does not know this attribute");
        let renamed: DeriveInput = parse_quote!(
            #[serde(rename_all = "camelCase")]
            struct Page {
                title: String,
            }
        );
        assert_eq!(refusal(renamed), "the widget does not know this attribute");
        let from_number: DeriveInput = parse_quote!(
            #[serde(try_from = "u32")]
            struct Page(u32);
        );
        assert_eq!(refusal(from_number), "the widget does not know this attribute");
    }

    #[test]
    fn only_structs_of_fields_or_of_one_value_have_a_shape() {
        assert_eq!(
            refusal(parse_quote!(
                enum Word {
                    A,
                }
            )),
            "only structs; enums of words use `code_text!`"
        );
        assert_eq!(
            refusal(parse_quote!(
                struct Pair(u8, u8);
            )),
            "only structs with named fields, or with one field"
        );
    }

    #[test]
    fn a_field_may_be_missing_left_out_or_flat() {
        let input: DeriveInput = parse_quote!(
            struct Answer {
                plain: u32,
                #[serde(default, skip_serializing_if = "Option::is_none")]
                missing: Option<u32>,
                #[serde(skip)]
                own: u32,
                #[serde(flatten)]
                flat: Agent,
            }
        );
        let Ok(Shape::Object(fields)) = shape(&input) else { panic!("an object") };
        let flags = fields.iter().map(|field| (field.has_default, field.is_skipped, field.is_flat)).collect::<Vec<_>>();
        assert_eq!(flags, [(false, false, false), (true, false, false), (false, true, false), (false, false, true)]);
    }
}
