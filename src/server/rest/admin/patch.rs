//! PATCH: a change that names only the fields to change. Unlike in a merge patch (RFC 7396),
//! `null` sets a field to null and does not remove it, and an object replaces the whole object.

use std::{borrow::Cow, marker::PhantomData};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use crate::{
    model::error::{ApiError, ErrorCode},
    server::rest::exact,
};

/// Some fields of a `T`. Where it is described, it needs an alias, because the
/// description of generic types is composed in another way.
#[derive(Deserialize)]
#[serde(transparent, bound = "")]
pub(super) struct Patch<T> {
    fields: Map<String, Value>,
    #[serde(skip)]
    of: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Patch<T> {
    /// Returns `current` with these fields in place of its own.
    ///
    /// # Errors
    /// Names a key that `T` does not have, or a value that does not fit.
    pub(super) fn onto(self, current: T) -> Result<T, ApiError> {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(current) else {
            return Err(ApiError::new(ErrorCode::Internal, "The change can't be written as JSON."));
        };
        exact::allow(&self.fields, |key| fields.contains_key(key))?;
        fields.extend(self.fields);
        exact::read(fields)
    }
}

/// Describes it like `T`, with all fields optional.
impl<T: ToSchema> PartialSchema for Patch<T> {
    fn schema() -> RefOr<Schema> {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        optional(T::schema(), &parts)
    }
}

impl<T: ToSchema> ToSchema for Patch<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Patch", T::name()))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

/// Returns a schema without required fields. Flattened types are found among its
/// `parts`.
fn optional(schema: RefOr<Schema>, parts: &[(String, RefOr<Schema>)]) -> RefOr<Schema> {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            object.required.clear();
            object.properties.values_mut().for_each(take_default);
            RefOr::T(Schema::Object(object))
        }
        RefOr::T(Schema::AllOf(mut all)) => {
            all.items = all.items.into_iter().map(|item| optional(item, parts)).collect();
            RefOr::T(Schema::AllOf(all))
        }
        RefOr::Ref(reference) => {
            let part = parts.iter().find(|(name, _)| reference.ref_location.ends_with(&format!("/{name}")));
            part.map_or(RefOr::Ref(reference), |(_, part)| optional(part.clone(), parts))
        }
        other => other,
    }
}

/// Removes the default from a field's schema. Generated clients would send it in place
/// of a field that is left out.
fn take_default(field: &mut RefOr<Schema>) {
    let RefOr::T(schema) = field else { return };
    match schema {
        Schema::Object(field) => field.default = None,
        Schema::Array(field) => field.default = None,
        Schema::OneOf(field) => field.default = None,
        Schema::AllOf(field) => field.default = None,
        _ => {}
    }
}
