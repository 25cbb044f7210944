//! Messages.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

#[cfg(feature = "leptos")]
use super::event::Event;
use super::{
    code::code_text,
    deletion::Deletion,
    ids::{AgentId, ClientId, MessageId},
    language::Language,
    quote::Quote,
    text,
    timestamp::Timestamp,
};
use crate::wire::Read;

/// The kind of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(Deserialize))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum MessageType {
    /// Text.
    #[default]
    Text,
    /// A picture.
    Image,
    /// Another file.
    File,
    /// A line by the system, which never counts as unread.
    System,
}

code_text!(MessageType, unknown: Text);

/// One message, as both sides get it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Message {
    /// Its id; later ones are greater.
    pub id: MessageId,
    /// The sender's own id for it, if one was given.
    pub client_id: Option<ClientId>,
    /// The agent who sent it; none for customers and for the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<AgentId>,
    /// The sender's name; empty for an anonymous customer and for the system.
    pub sender_name: String,
    /// The sender's name in Bangla; may be empty.
    #[serde(default)]
    pub sender_name_bn: String,
    /// The address of the sender's picture, if there is one.
    pub sender_avatar: Option<String>,
    /// Whether an agent sent it: false for customers and for the system.
    pub is_agent: bool,
    /// Its type.
    pub message_type: MessageType,
    /// The words.
    pub content: String,
    /// The address of the attachment, if there is one.
    pub attachment: Option<String>,
    /// The name of the attachment; empty without one.
    pub attachment_name: String,
    /// Whether it is a note, which an agent wrote for colleagues. Customers get no
    /// notes, and nothing that shows that a note exists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_note: bool,
    /// The message that it quotes, as that message is now; none if it quotes none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// The attachment's media type, by its content.
    #[serde(default)]
    pub attachment_type: Option<String>,
    /// The attachment's size, in bytes.
    #[serde(default)]
    pub attachment_size: Option<u64>,
    /// The size and the thumbnail of an attached picture, which can be shown before it
    /// is fetched.
    #[serde(default)]
    pub picture: Option<Picture>,
    /// The change that it is about; none for messages. Only agents get such lines.
    #[cfg(feature = "leptos")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// The agents whom the note mentions as `@username`. Only agents get them.
    #[cfg(feature = "leptos")]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<AgentId>,
    /// Whether the other side has seen it on screen.
    pub is_read: bool,
    /// When the server stored it.
    pub created_at: Timestamp,
    /// When its author last edited the text; none if it was not edited, or was deleted later.
    #[serde(default)]
    pub edited_at: Option<Timestamp>,
    /// When its content was deleted; none if it was not. A deleted message has no text and no
    /// attachment. One of the type `system` was taken back by its sender, and is not to be shown.
    #[serde(default)]
    pub deleted_at: Option<Timestamp>,
    /// When only its attachment was deleted; none if it was not. The text remains, and may be
    /// empty.
    #[serde(default)]
    pub attachment_deleted_at: Option<Timestamp>,
}

/// A picture in a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Picture {
    /// In pixels, as the picture is shown.
    pub width: u32,
    /// In pixels, as the picture is shown.
    pub height: u32,
    /// The address of the thumbnail, which fits into 640 × 640 pixels.
    pub thumbnail: String,
}

#[cfg(any(test, feature = "console"))]
impl Message {
    /// Makes a customer's message for tests and for the preview of the widget.
    pub fn sample(id: MessageId) -> Self {
        Self {
            id,
            client_id: None,
            sender_id: None,
            sender_name: String::new(),
            sender_name_bn: String::new(),
            sender_avatar: None,
            is_agent: false,
            message_type: MessageType::Text,
            content: format!("message {id}"),
            attachment: None,
            attachment_name: String::new(),
            is_note: false,
            quote: None,
            attachment_type: None,
            attachment_size: None,
            picture: None,
            #[cfg(feature = "leptos")]
            event: None,
            #[cfg(feature = "leptos")]
            mentions: Vec::new(),
            is_read: false,
            created_at: Timestamp::default(),
            edited_at: None,
            deleted_at: None,
            attachment_deleted_at: None,
        }
    }
}

impl Message {
    /// Returns the text that a list shows for it: its words, or the name of its file if it has
    /// none.
    pub fn headline(&self) -> &str {
        if self.content.is_empty() { &self.attachment_name } else { &self.content }
    }

    /// Returns what was deleted of it, and when.
    pub fn deletion(&self) -> Option<(Deletion, &Timestamp)> {
        let of_file = || self.attachment_deleted_at.as_ref().map(|at| (Deletion::File, at));
        self.deleted_at.as_ref().map(|at| (Deletion::Message, at)).or_else(of_file)
    }

    /// Returns when it was last edited, or something of it was deleted; none if neither happened.
    pub fn revised_at(&self) -> Option<&Timestamp> {
        self.deleted_at.as_ref().or(self.edited_at.as_ref().max(self.attachment_deleted_at.as_ref()))
    }

    /// Returns whether its sender has taken it back. Such a message is not shown.
    pub fn is_recalled(&self) -> bool {
        self.is_system() && self.deleted_at.is_some()
    }

    /// Returns whether it is a line by the system.
    pub fn is_system(&self) -> bool {
        self.message_type == MessageType::System
    }

    /// Returns the sender's name in a language.
    pub fn sender_name_in(&self, language: Language) -> &str {
        language.pick(&self.sender_name, &self.sender_name_bn)
    }
}

/// The words of a message, in normal form ([`text::tidy`]): 1 to 5,000 characters, no NUL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageText(String);

/// Why a text cannot be a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageTextError {
    /// It has no visible character.
    #[error("A message needs at least one character.")]
    Empty,
    /// It is longer than [`MessageText::MAX_CHARS`].
    #[error("A message may have at most 5,000 characters.")]
    TooLong,
    /// It holds a NUL, which PostgreSQL cannot store.
    #[error("A message may not contain the NUL character.")]
    Nul,
}

impl MessageText {
    /// The longest message, in characters (Unicode scalar values).
    pub const MAX_CHARS: usize = 5_000;

    /// Checks `text`, in the browser before sending and again on the server.
    ///
    /// # Errors
    /// If it has no visible character, is too long, or holds a NUL.
    pub fn new(text: &str) -> Result<Self, MessageTextError> {
        let text = text::tidy(text);
        if text.is_empty() {
            return Err(MessageTextError::Empty);
        }
        if text.bytes().any(|byte| byte == 0) {
            return Err(MessageTextError::Nul);
        }
        if text.chars().count() > Self::MAX_CHARS {
            return Err(MessageTextError::TooLong);
        }
        Ok(Self(text))
    }

    /// Returns the words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the words, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_trimmed() {
        assert_eq!(MessageText::new("  hello \n").map(MessageText::into_string), Ok("hello".to_owned()));
    }

    #[test]
    fn a_message_has_1_to_5000_characters() {
        assert_eq!(MessageText::new(" \n\t"), Err(MessageTextError::Empty));
        assert!(MessageText::new("x").is_ok());
        assert!(MessageText::new(&"আ".repeat(5_000)).is_ok());
        assert_eq!(MessageText::new(&"আ".repeat(5_001)), Err(MessageTextError::TooLong));
        assert_eq!(MessageText::new("a\0b"), Err(MessageTextError::Nul));
    }

    #[test]
    fn characters_are_counted_in_their_one_spelling() {
        let lines = vec!["x".repeat(49); 100].join("\r\n");
        assert_eq!(MessageText::new(&lines).map(|text| text.as_str().chars().count()), Ok(4_999));
        assert!(MessageText::new(&"e\u{301}".repeat(5_000)).is_ok());
        // U+09DF is not part of NFC: it becomes two characters.
        assert!(MessageText::new(&"\u{9df}".repeat(2_500)).is_ok());
        assert_eq!(MessageText::new(&"\u{9df}".repeat(2_501)), Err(MessageTextError::TooLong));
    }

    #[test]
    fn a_message_of_invisible_characters_is_empty() {
        for text in ["\u{200B}", " \u{2060}\n", "\u{3164}", "\u{2800}\u{FE0F}"] {
            assert_eq!(MessageText::new(text), Err(MessageTextError::Empty), "{text:?}");
        }
    }
}
