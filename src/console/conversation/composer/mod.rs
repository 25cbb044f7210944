//! The composer for replies and notes.

mod field;
mod foot;
mod writing;

use leptos::prelude::*;

pub use self::field::REPLY_ID;
use self::{field::Field, foot::Foot, writing::Writing};
use super::{mode_switch::ModeSwitch, quick_replies::QuickReplyPanel, state::use_conversation};

/// Shows the field, its tools and the send button. In a closed conversation
/// only notes can be written.
#[component]
pub fn Composer() -> impl IntoView {
    let conversation = use_conversation();
    let writing = Writing::new();
    view! {
        <div class="composer-place">
            {writing.menu.view()}
            <QuickReplyPanel replies=writing.replies />
            <form
                class="composer"
                class:composer--note=move || conversation.is_noting()
                on:submit=move |event| {
                    event.prevent_default();
                    writing.send();
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
