//! Checks that the objects in JSON are written as objects. serde also accepts a list in
//! place of an object, with the values of the fields in order. A program that sends
//! `["Hello"]` where `{"content": "Hello"}` is meant would notice its mistake only once
//! a field is added.

use std::fmt;

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, Error, IntoDeserializer, Visitor,
        value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::Value;

use crate::model::error::{ApiError, ErrorCode};

/// Checks that a body is an object, and that no list is in place of an object in it.
/// `T` is the type that the body is read as.
///
/// # Errors
/// Returns 400 if it is not.
pub(super) fn check<T: DeserializeOwned>(body: &[u8]) -> Result<(), ApiError> {
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(list_for_object(None));
    }
    // Without a list in the body, no list is in place of an object.
    if !body.contains(&b'[') {
        return Ok(());
    }
    // The reader of the body reports all other problems.
    serde_json::from_slice(body).map_or(Ok(()), check_value::<T>)
}

/// Checks that no list is in place of an object in a value. `T` is the type that the
/// value is read as.
///
/// # Errors
/// Returns 400 if a list is in place of an object.
pub(super) fn check_value<T: DeserializeOwned>(value: Value) -> Result<(), ApiError> {
    match T::deserialize(Strict { value, field: None }) {
        Err(InvalidValue::List(field)) => Err(list_for_object(field.as_deref())),
        _ => Ok(()),
    }
}

fn list_for_object(field: Option<&str>) -> ApiError {
    let sentence = match field {
        Some(field) => format!("The field {field} must be a JSON object, not a list."),
        None => "The body must be a JSON object.".to_owned(),
    };
    ApiError::new(ErrorCode::Malformed, sentence)
}

/// Why a value cannot be read.
#[derive(Debug)]
enum InvalidValue {
    /// A list is in place of an object, in this field.
    List(Option<String>),
    /// Another reason.
    Other(String),
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(_) => f.write_str("a list in the place of an object"),
            Self::Other(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for InvalidValue {}

impl Error for InvalidValue {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self::Other(reason.to_string())
    }
}

/// A value, and the field that it is in.
struct Strict {
    value: Value,
    field: Option<String>,
}

impl Strict {
    fn parts(
        fields: serde_json::Map<String, Value>,
    ) -> MapDeserializer<'static, impl Iterator<Item = (String, Self)>, InvalidValue> {
        let part = |(name, value): (String, Value)| (name.clone(), Self { value, field: Some(name) });
        MapDeserializer::new(fields.into_iter().map(part))
    }
}

impl IntoDeserializer<'_, InvalidValue> for Strict {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Strict {
    type Error = InvalidValue;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        match self.value {
            Value::Array(values) => {
                let field = self.field;
                let values = values.into_iter().map(|value| Self { value, field: field.clone() });
                visitor.visit_seq(SeqDeserializer::new(values))
            }
            Value::Object(fields) => visitor.visit_map(Self::parts(fields)),
            other => other.deserialize_any(visitor).map_err(InvalidValue::custom),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        if self.value.is_array() { Err(InvalidValue::List(self.field)) } else { self.deserialize_any(visitor) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        match self.value {
            Value::Object(fields) => visitor.visit_enum(MapAccessDeserializer::new(Self::parts(fields))),
            other => other.deserialize_enum(name, variants, visitor).map_err(InvalidValue::custom),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Outer {
        name: String,
        inner: Option<Inner>,
        many: Vec<Inner>,
        pair: (i64, i64),
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        number: i64,
    }

    #[test]
    fn objects_and_lists_are_read_as_they_are_meant() {
        let value = json!({ "name": "a", "inner": { "number": 1 }, "many": [{ "number": 2 }], "pair": [3, 4] });
        let expected = Outer {
            name: "a".to_owned(),
            inner: Some(Inner { number: 1 }),
            many: vec![Inner { number: 2 }],
            pair: (3, 4),
        };
        assert_eq!(check::<Outer>(value.to_string().as_bytes()), Ok(()));
        assert_eq!(Outer::deserialize(Strict { value, field: None }).ok(), Some(expected));
    }

    #[test]
    fn a_list_in_place_of_an_object_is_refused_at_any_depth() {
        for (value, field) in [
            (json!(["a", null, [], [3, 4]]), None),
            (json!({ "name": "a", "inner": [1], "many": [], "pair": [3, 4] }), Some("inner")),
            (json!({ "name": "a", "inner": null, "many": [[2]], "pair": [3, 4] }), Some("many")),
        ] {
            assert_eq!(check::<Outer>(value.to_string().as_bytes()), Err(list_for_object(field)));
        }
        for body in ["5", "null", "\"text\"", "", " [1]"] {
            assert_eq!(check::<Outer>(body.as_bytes()), Err(list_for_object(None)), "{body}");
        }
    }
}
