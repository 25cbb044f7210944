//! PATCH: a change that names only what shall differ (RFC 7396).

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::model::error::{ApiError, ErrorCode};

/// `current` with the fields of `patch` in the place of its own.
pub(super) fn merged<T: Serialize + DeserializeOwned>(current: T, patch: Map<String, Value>) -> Result<T, ApiError> {
    let refused = || ApiError::new(ErrorCode::InvalidValue, "A field has a value of the wrong kind.");
    let mut fields = serde_json::to_value(current).map_err(|_| refused())?;
    if let Value::Object(fields) = &mut fields {
        fields.extend(patch);
    }
    serde_json::from_value(fields).map_err(|_| refused())
}
