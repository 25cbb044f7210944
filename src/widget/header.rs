//! Who answers, whether somebody is there, and the window's buttons.

use leptos::prelude::*;

use super::{chat::Chat, face::Face, menu::Menu};
use crate::ui::icons::{Glyph, Icon};

/// The window's header.
#[component]
pub fn Header(chat: Chat) -> impl IntoView {
    let launch = chat.launch;
    let texts = launch.texts;
    let agent = Memo::new(move |_| chat.timeline.with(|timeline| timeline.agent.clone()));
    let name = Signal::derive(move || {
        agent.with(|agent| agent.as_ref().map_or(texts.team, |agent| agent.name_in(launch.language)).to_owned())
    });
    let picture = Signal::derive(move || agent.with(|agent| agent.as_ref()?.avatar.clone()));
    let says_status = Memo::new(move |_| launch.config.with(|config| config.show_online_status));
    view! {
        <div class="adda-header">
            <Face name picture/>
            <div class="adda-who">
                <h2 class="adda-name">{name}</h2>
                {move || says_status.get().then(|| view! {
                    <p class="adda-status" class:adda-status-online=chat.is_staffed>
                        {move || if chat.is_staffed.get() { texts.online } else { texts.offline }}
                    </p>
                })}
            </div>
            <Menu chat/>
            <HeaderButton label=texts.minimise glyph=Glyph::Minimise chat/>
            <HeaderButton label=texts.close glyph=Glyph::Close chat/>
        </div>
    }
}

/// Both leave the conversation as it is: a customer who has closed the window
/// still gets the answer, as a count on the button.
#[component]
fn HeaderButton(label: &'static str, glyph: Glyph, chat: Chat) -> impl IntoView {
    view! {
        <button
            class="adda-header-button"
            type="button"
            aria-label=label
            title=label
            on:click=move |_| chat.launch.close()
        >
            <Icon glyph/>
        </button>
    }
}
