//! The result of a search within a conversation.

use serde::{Deserialize, Serialize};

use super::ids::MessageId;

/// The messages of a conversation that contain the words of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundMessages {
    /// The messages, newest first; at most [`MAX_COUNT`](Self::MAX_COUNT).
    pub messages: Vec<MessageId>,
    /// Whether older messages contain the words, too.
    pub has_more: bool,
}

impl FoundMessages {
    /// The maximum number of messages in a result.
    pub const MAX_COUNT: usize = 200;
}
