//! The single-key shortcuts: whether they are on, and the button that shows their list. Speech input types
//! letters by accident, so it must be possible to turn them off (WCAG 2.2, success criterion
//! 2.1.4).

use leptos::{html::Dialog, prelude::*};

use crate::{
    console::{
        dialog::open_dialog,
        icons::KeyboardIcon,
        lazy::{PartInPage, SHORTCUT_LIST},
        locale::use_locale,
        own_storage::{self, SHORTCUTS},
    },
    model::ids::AgentId,
    ui::{
        icons::{Glyph, Icon},
        storage,
    },
};

const OFF: &str = "off";
const TITLE_ID: &str = "shortcuts-title";

/// Whether single-key shortcuts are on; stored in this browser for each agent.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    me: AgentId,
    are_on: RwSignal<bool>,
}

impl Shortcuts {
    /// Returns the stored setting. The shortcuts are on unless the agent has
    /// turned them off.
    pub fn new(me: AgentId) -> Self {
        let kept = storage::get(&own_storage::key(me, SHORTCUTS));
        Self { me, are_on: RwSignal::new(kept.as_deref() != Some(OFF)) }
    }

    /// Returns whether they are on; tracked.
    pub fn are_on(self) -> bool {
        self.are_on.get()
    }

    /// Returns whether they are on at the moment; not tracked.
    pub fn are_on_untracked(self) -> bool {
        self.are_on.get_untracked()
    }

    pub(super) fn turn(self, on: bool) {
        let key = own_storage::key(self.me, SHORTCUTS);
        if on {
            storage::remove(&key);
        } else {
            storage::set(&key, OFF);
        }
        self.are_on.set(on);
    }
}

/// Returns the setting of the single-key shortcuts.
pub fn use_shortcuts() -> Shortcuts {
    expect_context()
}

/// Shows the button that shows the keys.
#[component]
pub fn ShortcutsButton() -> impl IntoView {
    let locale = use_locale();
    let dialog = NodeRef::<Dialog>::new();
    let is_opened = RwSignal::new(false);
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            is_opened.set(true);
            open_dialog(&dialog);
        }
    };
    view! {
        <button
            type="button"
            class="rail-item rail-item--keys"
            aria-label=move || locale.texts().shortcuts
            title=move || locale.texts().shortcuts
            aria-keyshortcuts="?"
            on:click=open
        >
            <KeyboardIcon />
        </button>
        <dialog class="shortcuts" node_ref=dialog aria-labelledby=TITLE_ID>
            <form method="dialog" class="shortcuts-head">
                <h2 id=TITLE_ID>{move || locale.texts().shortcuts}</h2>
                <button class="icon-button" aria-label=move || locale.texts().close>
                    <Icon glyph=Glyph::Close />
                </button>
            </form>
            <PartInPage part=SHORTCUT_LIST is_wanted=is_opened />
        </dialog>
    }
}
