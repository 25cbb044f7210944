//! Edits messages and notes that the agent wrote, in a field in place of the composer.

mod editor;
mod texts;

use leptos::prelude::*;

pub use self::editor::MessageEditor;
use crate::{
    console::locale::use_locale,
    model::{edit, ids::MessageId, timestamp::Timestamp},
    ui::time,
};

/// The message that is being edited, provided to the rows of the log in the context.
#[derive(Clone, Copy)]
pub struct Editing(RwSignal<Option<MessageId>>);

impl Editing {
    /// Returns a state in which nothing is edited.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Opens the editor.
    pub fn begin(self, message: MessageId) {
        self.0.set(Some(message));
    }

    /// Returns whether the editor is open; tracked.
    pub fn is_open(self) -> bool {
        self.0.get().is_some()
    }
}

/// Marks a message that was edited, and tells when.
#[component]
pub fn EditedMark(at: Option<Timestamp>) -> impl IntoView {
    let locale = use_locale();
    at.map(|at| {
        view! {
            " · "
            <span title=move || time::moment(&at, locale.language())>{move || edit::word(locale.language())}</span>
        }
    })
}
