//! Whether the field takes a reply to the customer or a note to colleagues.

use leptos::prelude::*;

use super::{composer::REPLY_ID, state::Conversation, texts::ToolTexts};
use crate::console::{inbox::focus, locale::use_locale};

/// Who will read what is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The customer.
    #[default]
    Reply,
    /// Colleagues only.
    Note,
}

impl Mode {
    /// Both, in the order in which they stand.
    pub const ALL: [Self; 2] = [Self::Reply, Self::Note];

    /// The one that is not this.
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

    /// The key that leads there.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reply => "r",
            Self::Note => "n",
        }
    }
}

impl Conversation {
    /// Whether a note is being written; tracked.
    pub fn is_noting(self) -> bool {
        self.mode.get() == Mode::Note
    }
}

/// Switches between the two; the pressed one is where one writes.
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
