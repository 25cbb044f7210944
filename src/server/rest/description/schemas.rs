//! Describes successful responses by their types.

use std::collections::BTreeMap;

use utoipa::openapi::{
    Ref, RefOr, Response, Schema,
    schema::{ArrayItems, SchemaType, Type},
};

/// The types of the API, by name.
pub(super) struct Schemas<'a>(pub &'a BTreeMap<String, RefOr<Schema>>);

impl Schemas<'_> {
    /// Returns the description of a response: the first sentence of its type's
    /// description.
    pub fn meaning(&self, response: &Response) -> String {
        let schema = match response.content.values().next() {
            Some(RefOr::T(content)) => content.schema.as_ref(),
            _ => None,
        };
        match schema {
            Some(RefOr::Ref(reference)) => self.first_sentence(reference),
            Some(RefOr::T(Schema::Array(array))) => match &array.items {
                ArrayItems::RefOrSchema(item) => match &**item {
                    RefOr::Ref(reference) => format!("A list. Of each: {}", self.first_sentence(reference)),
                    RefOr::T(_) => "A list.".to_owned(),
                },
                ArrayItems::False => "A list.".to_owned(),
            },
            Some(RefOr::T(Schema::Object(object))) if object.schema_type == SchemaType::Type(Type::String) => {
                "The file.".to_owned()
            }
            _ => "Success.".to_owned(),
        }
    }

    fn first_sentence(&self, reference: &Ref) -> String {
        let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
        let description = match self.0.get(name) {
            Some(RefOr::T(Schema::Object(object))) => object.description.as_deref(),
            Some(RefOr::T(Schema::AllOf(all))) => all.description.as_deref(),
            Some(RefOr::T(Schema::OneOf(one))) => one.description.as_deref(),
            _ => None,
        };
        let text = description.unwrap_or(name).replace('\n', " ");
        match text.split_once(". ") {
            Some((first, _)) => [first, "."].concat(),
            None => text,
        }
    }
}
