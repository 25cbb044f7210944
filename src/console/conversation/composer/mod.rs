//! The composer for replies and notes.

mod field;
mod foot;
mod writing;

use leptos::prelude::*;

pub use self::field::REPLY_ID;
pub use self::writing::fit;
use self::{field::Field, foot::Foot, writing::Writing};
use super::{mode_switch::ModeSwitch, state::use_conversation};
use crate::console::{
    focus::focus,
    frame::before_next_frame,
    lazy::{MENTION_MENU, PartInPage, QUICK_REPLY_PANEL, SLASH_MENU},
    shell::ConnectionBarOfField,
};

/// Shows the field, its tools and the send button. In a closed conversation
/// only notes can be written.
#[component]
pub fn Composer() -> impl IntoView {
    let conversation = use_conversation();
    let writing = Writing::new();
    provide_context(writing.replies);
    view! {
        <div class="composer-place">
            <ConnectionBarOfField />
            <PartInPage part=SLASH_MENU is_wanted=writing.has_slash is_quiet=true />
            <PartInPage part=QUICK_REPLY_PANEL is_wanted=writing.replies.is_panel_open />
            <PartInPage part=MENTION_MENU is_wanted=Signal::derive(move || writing.may_mention()) is_quiet=true />
            <form
                class="composer"
                class:composer--note=move || conversation.is_noting()
                on:submit=move |event| {
                    event.prevent_default();
                    let _ = writing.send();
                }
            >
                <Show when=move || !conversation.is_closed()>
                    <ModeSwitch mode=conversation.mode />
                </Show>
                <Field writing />
                <Foot writing />
            </form>
        </div>
    }
}

/// Moves the focus from the list to the field when a conversation has been opened. What the
/// agent types next is a reply, not shortcuts. On devices without a mouse this would cover
/// the messages with the keyboard on the screen.
pub fn focus_when_opened() {
    let has_mouse = window().match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches());
    if has_mouse {
        before_next_frame(|| {
            let focused = document().active_element();
            if focused.is_none_or(|element| element.matches("body, .rows *").unwrap_or_default()) {
                focus(REPLY_ID);
            }
        });
    }
}
