//! What is being written: kept over reloads, and counted.

use crate::{
    model::{
        message::{MessageText, MessageTextError},
        text::tidy,
    },
    ui::{signals::*, storage},
};

const DRAFT_KEY: &str = "adda.draft";
/// From this length on it is said how long the message is.
const TOLD_FROM: usize = MessageText::MAX_CHARS - 500;

/// The text in the field.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The text.
    pub text: RwSignal<String>,
    /// Its length in characters.
    pub length: Memo<usize>,
}

impl Draft {
    /// What an earlier page left in the field.
    pub fn new() -> Self {
        let text = RwSignal::new(storage::get(DRAFT_KEY).unwrap_or_default());
        Self { text, length: Memo::new(move |_| text.with(|text| tidy(text).chars().count())) }
    }

    /// Takes in what is written now.
    pub fn write(self, text: String) {
        if text.is_empty() {
            storage::remove(DRAFT_KEY);
        } else {
            storage::set(DRAFT_KEY, &text);
        }
        self.text.set(text);
    }

    /// Whether it is longer than a message may be.
    pub fn is_too_long(self) -> bool {
        self.length.get() > MessageText::MAX_CHARS
    }

    /// The length, where it is near the longest or beyond.
    pub fn length_to_tell(self) -> Option<usize> {
        Some(self.length.get()).filter(|&length| length >= TOLD_FROM)
    }

    /// The message, if it is one; then the field is empty again.
    pub fn take(self) -> Option<MessageText> {
        // A message never holds a NUL on purpose: pasted along, it goes.
        let text = self.text.with_untracked(|text| match MessageText::new(text) {
            Err(MessageTextError::Nul) => MessageText::new(&text.chars().filter(|&c| c != '\0').collect::<String>()),
            checked => checked,
        });
        let text = text.ok()?;
        self.write(String::new());
        Some(text)
    }
}
