//! A moment, as the API writes it.

use crate::wire::{Read, Write};
use serde::{Deserialize, Serialize};

/// A moment in UTC as RFC 3339 text with milliseconds and `Z`, so that
/// alphabetical order is the order in time and a browser's `Date` reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Read, Write)]
#[serde(transparent)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
pub struct Timestamp(pub String);

#[cfg(feature = "ssr")]
impl From<chrono::DateTime<chrono::Utc>> for Timestamp {
    fn from(time: chrono::DateTime<chrono::Utc>) -> Self {
        Self(time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
    }
}
