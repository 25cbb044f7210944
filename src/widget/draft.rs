//! What is being written: kept over reloads, shared by all tabs, and counted.

use crate::{
    model::{
        ids::ClientId,
        message::{MessageText, MessageTextError},
        text::tidy,
    },
    ui::{
        draft::{self, Draft as Kept},
        signals::*,
    },
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
    kept: StoredValue<Kept>,
}

impl Draft {
    /// Returns what an earlier page left in the field; follows what other tabs
    /// do with it until the current owner is disposed of.
    pub fn new() -> Self {
        let kept = Kept::kept(DRAFT_KEY);
        let text = RwSignal::new(kept.text.clone());
        let length = Memo::new(move |_| text.with(|text| tidy(text).chars().count()));
        let draft = Self { text, length, kept: StoredValue::new(kept) };
        let tabs = draft::listen(move |key, before, after| {
            let before = before.unwrap_or_else(|| Kept::new(String::new()));
            let is_same =
                draft.kept.with_value(|kept| *kept == before || kept.text.is_empty() && before.text.is_empty());
            if key == DRAFT_KEY && is_same {
                draft.show(after.unwrap_or_else(|| Kept::new(String::new())));
            }
        });
        StoredValue::new_local(tabs);
        draft
    }

    /// Takes in what is written now.
    pub fn write(self, text: String) {
        if self.kept.with_value(|kept| kept.text == text) {
            return;
        }
        let kept = Kept::new(text);
        kept.keep(DRAFT_KEY);
        self.show(kept);
    }

    fn show(self, kept: Kept) {
        self.text.set(kept.text.clone());
        self.kept.set_value(kept);
    }

    /// Returns whether it is longer than a message may be.
    pub fn is_too_long(self) -> bool {
        self.length.get() > MessageText::MAX_CHARS
    }

    /// Returns the length, where it is near the longest or beyond.
    pub fn length_to_tell(self) -> Option<usize> {
        Some(self.length.get()).filter(|&length| length >= TOLD_FROM)
    }

    /// Returns the message and its id, if it is one; then the field is empty
    /// again.
    pub fn take(self) -> Option<(ClientId, MessageText)> {
        // A message never holds a NUL on purpose: pasted along, it goes.
        let text = self.text.with_untracked(|text| match MessageText::new(text) {
            Err(MessageTextError::Nul) => MessageText::new(&text.chars().filter(|&c| c != '\0').collect::<String>()),
            checked => checked,
        });
        let text = text.ok()?;
        let kept = self.kept.get_value();
        kept.forget(DRAFT_KEY);
        self.show(Kept::new(String::new()));
        Some((kept.client_id, text))
    }
}
