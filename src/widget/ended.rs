//! What stands in the field's place when the conversation has ended.

use leptos::{html, prelude::*};

use super::{chat::Chat, focus};

/// Says that it has ended and offers what can be done.
#[component]
pub fn EndedPanel(chat: Chat) -> impl IntoView {
    let texts = chat.launch.texts;
    let reopen = NodeRef::<html::Button>::new();
    focus::on_opening(chat.launch, move || reopen.get().map(Into::into));
    view! {
        <div class="adda-ended">
            <p role="status">{texts.ended}</p>
            <div class="adda-choices">
                <button
                    class="adda-choice adda-choice-main"
                    type="button"
                    node_ref=reopen
                    on:click=move |_| chat.reopen()
                >
                    {texts.reopen}
                </button>
                <button class="adda-choice" type="button" on:click=move |_| chat.start_new()>
                    {texts.start_new}
                </button>
            </div>
        </div>
    }
}
