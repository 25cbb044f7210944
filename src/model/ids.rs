//! Identifiers. Each has its own type, so that one cannot be used for another.

use std::{fmt, str::FromStr};

use crate::wire::{Read, Write};
use serde::{Deserialize, Serialize};

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Read, Write)]
        #[serde(transparent)]
        #[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType, utoipa::ToSchema))]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

row_id!(
    /// A row of `accounts_user`: a customer or the account behind an agent.
    UserId
);
row_id!(
    /// A row of `support_supportagent`.
    AgentId
);
row_id!(
    /// A row of `support_quickreply`.
    QuickReplyId
);
row_id!(
    /// A row of `support_label`.
    LabelId
);
row_id!(
    /// A row of `support_savedview`.
    SavedViewId
);
row_id!(
    /// A row of `support_block`.
    BlockId
);
row_id!(
    /// A row of `support_mention`.
    MentionId
);
row_id!(
    /// A row of `support_message`. Within one conversation a later message has
    /// the greater id.
    MessageId
);

/// A conversation's public name: `CONV-` and twelve characters that cannot be
/// guessed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Read, Write)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConversationId(String);

impl ConversationId {
    /// The prefix of every id.
    pub const PREFIX: &str = "CONV-";
    /// The number of characters behind the prefix.
    pub const RANDOM_LENGTH: usize = 12;

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The error of a text that is not an identifier of the kind asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid identifier")]
pub struct InvalidId;

impl FromStr for ConversationId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let random = text.strip_prefix(Self::PREFIX).ok_or(InvalidId)?;
        let valid = random.len() == Self::RANDOM_LENGTH
            && random.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        valid.then(|| Self(text.to_owned())).ok_or(InvalidId)
    }
}

impl TryFrom<String> for ConversationId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<ConversationId> for String {
    fn from(id: ConversationId) -> Self {
        id.0
    }
}

impl fmt::Display for ConversationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The sender's own id of a message, made before it is sent. Sending the same id again
/// returns the first message instead of storing a second one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Read, Write)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ClientId(String);

impl ClientId {
    /// The maximum length, in bytes.
    pub const MAX_LENGTH: usize = 64;

    /// Makes an id from the time, in milliseconds since 1970, and random bytes of the caller.
    /// Like a UUID of version 7 (RFC 9562, section 5.7), it begins with the time: ids that are
    /// made one after the other are neighbours in the database's index. The clock may be wrong.
    pub fn new(milliseconds: u64, random: [u8; 10]) -> Self {
        let [_, _, time @ ..] = milliseconds.to_be_bytes();
        let mut bytes = [0; 16];
        bytes[..6].copy_from_slice(&time);
        bytes[6..].copy_from_slice(&random);
        Self::from_bytes(bytes)
    }

    /// Writes bytes that distinguish a message, such as a hash, as an id.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(
            bytes
                .iter()
                .flat_map(|byte| [byte >> 4, byte & 15])
                .filter_map(|digit| char::from_digit(digit.into(), 16))
                .collect(),
        )
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClientId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let valid = (1..=Self::MAX_LENGTH).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        valid.then(|| Self(text.to_owned())).ok_or(InvalidId)
    }
}

impl TryFrom<String> for ClientId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_id_is_the_prefix_and_twelve_characters() {
        assert!("CONV-7F3A91C2D0B4".parse::<ConversationId>().is_ok());
        for wrong in [
            "",
            "CONV-",
            "CONV-7F3A91C2D0B",
            "CONV-7F3A91C2D0B45",
            "conv-7F3A91C2D0B4",
            "CONV-7f3a91c2d0b4",
            "CONV-'OR 1=1 --",
        ] {
            assert_eq!(wrong.parse::<ConversationId>(), Err(InvalidId), "{wrong:?}");
        }
    }

    #[test]
    fn a_client_id_that_is_made_later_comes_later() {
        let id = |milliseconds, random| ClientId::new(milliseconds, [random; 10]).to_string();
        assert_eq!(id(0x0123_4567_89AB, 0xCD), "0123456789abcdcdcdcdcdcdcdcdcdcd");
        assert!(id(1_764_288_000_000, 255) < id(1_764_288_000_001, 0));
        assert_ne!(id(1, 0), id(1, 1));
    }

    #[test]
    fn a_client_id_is_short_printable_ascii() {
        assert!("b2c4-1".parse::<ClientId>().is_ok());
        for wrong in ["", "with space", "নম্বর", "nul\0", &"x".repeat(65)] {
            assert_eq!(wrong.parse::<ClientId>(), Err(InvalidId), "{wrong:?}");
        }
    }
}
