//! A message that another one quotes.

use serde::{Deserialize, Serialize};

#[cfg(feature = "console")]
use super::message::Message;
use super::{deletion::Deletion, ids::MessageId, language::Language};
use crate::wire::Read;

/// How much of a loaded message a quote shows, in characters.
#[cfg(feature = "console")]
const QUOTED_CHARS: usize = 140;

/// The quoted message, as the message that quotes it shows it. It is read again for each response, so it follows
/// edits and deletions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Quote {
    /// The id of the quoted message.
    pub id: MessageId,
    /// Whether an agent wrote it.
    pub is_agent: bool,
    /// Its author's name; empty for an anonymous customer.
    pub sender_name: String,
    /// The author's name in Bangla; may be empty.
    pub sender_name_bn: String,
    /// Its first 140 characters, or the name of its file; empty if it was deleted.
    pub text: String,
    /// Whether it was deleted.
    pub is_deleted: bool,
}

impl Quote {
    /// Returns the quote of a message that is loaded.
    #[cfg(feature = "console")]
    pub fn of(message: &Message) -> Self {
        let text: String = message.headline().chars().take(QUOTED_CHARS).collect();
        Self {
            id: message.id,
            is_agent: message.is_agent,
            sender_name: message.sender_name.clone(),
            sender_name_bn: message.sender_name_bn.clone(),
            is_deleted: text.is_empty(),
            text,
        }
    }

    /// Returns the author's name in a language.
    pub fn sender_name_in(&self, language: Language) -> &str {
        language.pick(&self.sender_name, &self.sender_name_bn)
    }

    /// Returns a quoted text, or the words in its place. It is empty only if the message was deleted.
    pub const fn shown(text: &str, language: Language) -> &str {
        if text.is_empty() { Deletion::Message.words(language) } else { text }
    }
}
