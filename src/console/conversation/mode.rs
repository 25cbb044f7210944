//! Whether the field takes a reply to the customer or a note to colleagues.

use leptos::prelude::*;

use super::{composer::REPLY_ID, state::Conversation, texts::ToolTexts};
use crate::console::{inbox::focus, locale::use_locale};

/// The readers of the text that is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The customer reads it.
    #[default]
    Reply,
    /// Only colleagues read it.
    Note,
}

impl Mode {
    /// Both modes, in their order on the page.
    pub const ALL: [Self; 2] = [Self::Reply, Self::Note];

    /// Returns the other mode.
    pub const fn other(self) -> Self {
        match self {
            Self::Reply => Self::Note,
            Self::Note => Self::Reply,
        }
    }

    const fn label(self, texts: &ToolTexts) -> &'static str {
        match self {
            Self::Reply => texts.reply,
            Self::Note => texts.note,
        }
    }

    /// Returns the shortcut key of the mode.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reply => "r",
            Self::Note => "n",
        }
    }
}

impl Conversation {
    /// Returns whether a note is being written; tracked.
    pub fn is_noting(self) -> bool {
        self.mode.get() == Mode::Note
    }
}

/// Shows the switch between the two modes. The pressed button is the current
/// mode.
#[component]
pub fn ModeSwitch(mode: RwSignal<Mode>) -> impl IntoView {
    let locale = use_locale();
    let button = move |own: Mode| {
        view! {
            <button
                type="button"
                class="mode"
                aria-pressed=move || if mode.get() == own { "true" } else { "false" }
                aria-keyshortcuts=own.key()
                on:click=move |_| {
                    mode.set(own);
                    focus(REPLY_ID);
                }
            >
                {move || own.label(ToolTexts::of(locale.language()))}
            </button>
        }
    };
    view! {
        <div class="modes" role="group" aria-label=move || ToolTexts::of(locale.language()).write_to>
            {Mode::ALL.map(button)}
        </div>
    }
}
