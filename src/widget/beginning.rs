//! What stands above the messages: until they are there, a hint of them.

use leptos::{either::Either, prelude::*};

use super::chat::Chat;

/// The list's first line.
#[component]
pub fn Beginning(chat: Chat) -> impl IntoView {
    let launch = chat.launch;
    let has_loaded = Memo::new(move |_| chat.status.with(Option::is_some));
    let waiting = move || {
        (!has_loaded.get()).then(|| {
            if chat.is_newcomer {
                // The conversation will begin with it: nothing moves then.
                let welcome = launch.config.with(|config| config.welcome_message.clone());
                Either::Left(view! { <p class="adda-system" aria-hidden="true"><span>{welcome}</span></p> })
            } else {
                Either::Right(view! { <div class="adda-skeleton" aria-hidden="true"><i></i><i></i><i></i></div> })
            }
        })
    };
    let older = move || {
        chat.is_loading_older
            .get()
            .then(|| view! { <p class="adda-system"><span>{launch.texts.loading_older}</span></p> })
    };
    view! { {waiting} {older} }
}
