//! Says why a store of files cannot be used, and what to do about it: in the words of
//! the product, not in those of its client.

use std::{error::Error, io};

use super::StorageError;
use crate::server::reason::reason;

/// How a store says that a bucket does not exist. A missing object has another code.
const NO_BUCKET: &str = "NoSuchBucket";

/// Why a store cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The cause: a sentence without its full stop.
    pub cause: String,
    /// What to do about it: a sentence without its full stop.
    pub remedy: &'static str,
}

impl StorageError {
    /// Returns the cause and what to do about it.
    pub fn problem(&self) -> Problem {
        let (cause, remedy) = match self {
            Self::Folder(error) => (
                format!("it cannot be created: {}", reason(error)),
                "Give the user of Adda the right to write the folder above it",
            ),
            Self::Setting(error) => (error.to_string(), "Correct this setting"),
            Self::Silent => ("it does not answer".to_owned(), "Check AWS_ENDPOINT_URL and the network"),
            Self::Store(_) if self.is_without_bucket() => {
                ("it does not exist".to_owned(), "Create it, or correct its name in ADDA_STORAGE_URL")
            }
            Self::Store(object_store::Error::NotFound { .. }) => {
                ("the file is missing".to_owned(), "Copy it from a backup")
            }
            Self::Store(object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. }) => {
                (
                    "the store refuses the keys".to_owned(),
                    "Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, and that these keys may list, read, \
                 write and delete objects",
                )
            }
            Self::Store(error) => (
                format!("it cannot be used: {}", innermost(error)),
                "Check AWS_ENDPOINT_URL, the network and the store",
            ),
        };
        Problem { cause, remedy }
    }

    /// Returns whether the bucket itself does not exist.
    pub fn is_without_bucket(&self) -> bool {
        matches!(self, Self::Store(error @ object_store::Error::NotFound { .. }) if error.to_string().contains(NO_BUCKET))
    }
}

/// Returns the first cause of an error. Those around it only name the layers of the
/// client.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.downcast_ref::<io::Error>().map_or_else(|| cause.to_string(), reason)
}
