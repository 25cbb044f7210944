//! The question before the conversation is ended.

use leptos::{ev, html, prelude::*};

use super::{chat::Chat, focus};

/// Asks once more; Escape is "no".
#[component]
pub fn EndQuestion(chat: Chat) -> impl IntoView {
    let texts = chat.launch.texts;
    let no = NodeRef::<html::Button>::new();
    let answer = move |ends: bool| {
        chat.asks_to_end.set(false);
        if ends {
            chat.end();
        }
    };
    // The answer that does no harm.
    focus::on_opening(chat.launch, move || no.get().map(Into::into));
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            answer(false);
        }
    };
    view! {
        <div class="adda-ended" role="alertdialog" aria-label=texts.end_question on:keydown=on_keydown>
            <p>{texts.end_question}</p>
            <div class="adda-choices">
                <button class="adda-choice adda-choice-main" type="button" on:click=move |_| answer(true)>
                    {texts.end_yes}
                </button>
                <button class="adda-choice" type="button" node_ref=no on:click=move |_| answer(false)>
                    {texts.end_no}
                </button>
            </div>
        </div>
    }
}
