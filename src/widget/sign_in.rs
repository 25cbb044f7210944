//! What stands in the field's place where the shop talks only to customers whom
//! it knows.

use leptos::{html, prelude::*};

use super::{chat::Chat, focus};

/// Says so, and leads to where the shop's customers sign in.
#[component]
pub fn SignInPanel(chat: Chat) -> impl IntoView {
    let texts = chat.launch.texts;
    let words = NodeRef::<html::P>::new();
    // Read out first; what can be pressed comes with the next Tab.
    focus::on_opening(chat.launch, move || words.get().map(Into::into));
    view! {
        <div class="adda-ended">
            <p tabindex="-1" node_ref=words>{texts.must_sign_in}</p>
            {chat.launch.sign_in_url.get_value().map(|address| view! {
                <div class="adda-choices">
                    <a class="adda-choice adda-choice-main" href=address>{texts.sign_in}</a>
                </div>
            })}
        </div>
    }
}
