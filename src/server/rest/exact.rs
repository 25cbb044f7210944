//! Bodies of changes that agents and admins make. An unknown key is refused, and the
//! error names it. Otherwise a misspelt key would change nothing, and the response
//! would still report success. Customers' requests ignore unknown keys, so that a newer
//! client works with an older server.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{input::Body, objects};
use crate::model::error::{ApiError, ErrorCode};

/// The fields of a JSON object, as they came.
pub(super) type Fields = Map<String, Value>;

/// A JSON body without unknown keys, at any depth.
pub(super) struct Exact<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Exact<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Body(fields) = <Body<Fields> as FromRequest<S>>::from_request(request, state).await?;
        read(fields).map(Self)
    }
}

/// An empty body: none at all, or an object without keys. A key in it is refused like
/// any other unknown key.
pub(super) struct NoFields;

impl<S: Send + Sync> FromRequest<S> for NoFields {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let read = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let bytes = read.map_err(|_| ApiError::too_large())?;
        if matches!(bytes.trim_ascii(), b"" | b"null") {
            return Ok(Self);
        }
        let request = Request::from_parts(parts, bytes.into());
        let Body(fields) = <Body<Fields> as FromRequest<S>>::from_request(request, state).await?;
        allow(&fields, |_| false).map(|()| Self)
    }
}

/// Reads a type from fields. Does not detect unknown keys of types with flattened
/// parts: see [`allow`].
///
/// # Errors
/// Names the first unknown key, or the value that does not fit.
pub(super) fn read<T: DeserializeOwned>(fields: Fields) -> Result<T, ApiError> {
    let value = Value::Object(fields);
    objects::check_value::<T>(value.clone())?;
    let mut unknown = None;
    let read = serde_ignored::deserialize(value, |path| {
        unknown.get_or_insert_with(|| path.to_string());
    });
    match unknown {
        Some(key) => Err(unknown_key(&key)),
        None => read.map_err(|error| {
            ApiError::new(ErrorCode::InvalidValue, format!("The body doesn't match the schema: {error}."))
        }),
    }
}

/// Checks that all keys are among those that are known.
///
/// # Errors
/// Names the first unknown key.
pub(super) fn allow<'a>(fields: &Fields, known: impl Fn(&str) -> bool + 'a) -> Result<(), ApiError> {
    fields.keys().find(|key| !known(key)).map_or(Ok(()), |key| Err(unknown_key(key)))
}

/// Refuses a key, and names it.
pub(super) fn unknown_key(key: &str) -> ApiError {
    // The key in the request may have any length.
    let key: String = key.chars().take(100).collect();
    ApiError::new(ErrorCode::InvalidValue, format!("The key \"{key}\" is unknown here. Nothing was changed."))
}
