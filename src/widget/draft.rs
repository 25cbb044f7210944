//! The customer's draft: stored across reloads, shared by all tabs, and
//! counted.

use crate::{
    model::{
        ids::ClientId,
        message::{MessageText, MessageTextError},
        text::tidy,
    },
    ui::{
        draft::{self, Draft as Kept},
        page,
        signals::*,
    },
};

const DRAFT_KEY: &str = "adda.draft";
/// The length from which the message's length is shown, in characters.
const COUNTER_FROM: usize = MessageText::MAX_CHARS - 500;

/// Returns whether the field is empty, which is stored with each change.
pub fn is_empty() -> bool {
    Kept::kept(DRAFT_KEY).text.is_empty()
}

/// The text in the field.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The text.
    pub text: RwSignal<String>,
    /// Its length in characters.
    pub length: Memo<u32>,
    kept: StoredValue<Kept>,
}

impl Draft {
    /// Returns the draft of an earlier page, and follows changes by other tabs
    /// until the current owner is disposed of.
    pub fn new() -> Self {
        let kept = Kept::kept(DRAFT_KEY);
        let text = RwSignal::new(kept.text.clone());
        let length = memo(move || text.with(|text| tidy(text).chars().count() as u32));
        let draft = Self { text, length, kept: StoredValue::new(kept) };
        let tabs = draft::listen(move |key, before, after| {
            let before = before.unwrap_or_else(|| Kept::new(String::new()));
            let is_same =
                draft.kept.with_value(|kept| *kept == before || kept.text.is_empty() && before.text.is_empty());
            if key == DRAFT_KEY && is_same {
                draft.show(after.unwrap_or_else(|| Kept::new(String::new())));
            }
        });
        page::keep(vec![tabs]);
        draft
    }

    /// Stores the current text.
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

    /// Returns whether the text exceeds the maximum length of a message.
    pub fn is_too_long(self) -> bool {
        self.length.get() as usize > MessageText::MAX_CHARS
    }

    /// Returns the length if it is near the limit or beyond.
    pub fn length_to_tell(self) -> Option<usize> {
        Some(self.length.get() as usize).filter(|&length| length >= COUNTER_FROM)
    }

    /// Returns the text as a message with its id, if it is valid, and clears
    /// the field.
    pub fn take(self) -> Option<(ClientId, MessageText)> {
        // A NUL is never typed on purpose. One that was pasted along is
        // removed.
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
