//! Hints that something has changed. A poll then fetches the change.

use crate::wire::{Read, Write};
use serde::{Deserialize, Serialize};

/// A position in a server's sequence of changes. Its text is opaque to clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read, Write)]
#[serde(transparent)]
pub struct HintCursor(pub String);

/// The response to a request that waits for changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Hint {
    /// The cursor to wait with next.
    pub since: HintCursor,
    /// Whether the conversation may have changed.
    #[serde(default)]
    pub conversation: bool,
    /// Whether the inbox may have changed. Always false for customers.
    #[serde(default)]
    pub inbox: bool,
}
