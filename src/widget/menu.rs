//! What else can be done: mute the sound, see all conversations, keep this one
//! as text, speak another language, end the conversation.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Node;

use super::{chat::Chat, own_texts::OwnTexts};
use crate::{
    api::bearer,
    model::conversation::Status,
    ui::icons::{Glyph, Icon},
};

/// The menu behind the three dots.
#[component]
pub fn Menu(chat: Chat) -> impl IntoView {
    let texts = chat.launch.texts;
    let is_open = RwSignal::new(false);
    let opener = NodeRef::<html::Button>::new();
    let place = NodeRef::<html::Div>::new();
    let close = move || {
        is_open.set(false);
        if let Some(opener) = opener.get_untracked() {
            let _ = opener.focus();
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            // For the menu, not for the window around it.
            event.prevent_default();
            close();
        }
    };
    let on_focusout = move |event: ev::FocusEvent| {
        let goes_to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let stays = place.get_untracked().is_some_and(|place| place.contains(goes_to.as_ref()));
        if !stays && goes_to.is_some() {
            is_open.set(false);
        }
    };
    let other = chat.launch.language.other();
    let can_end = move || chat.status.get().is_some_and(|status| status != Status::Closed);
    view! {
        <div class="adda-menu-place" node_ref=place on:keydown=on_keydown on:focusout=on_focusout>
            <button
                class="adda-header-button"
                type="button"
                aria-label=texts.more
                title=texts.more
                aria-expanded=move || is_open.get().to_string()
                node_ref=opener
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <Icon glyph=Glyph::More/>
            </button>
            {move || is_open.get().then(|| view! {
                <div class="adda-menu">
                    <button type="button" on:click=move |_| { chat.alerts.sound.toggle(); close(); }>
                        <SoundIcon chat/>
                        {move || if chat.alerts.sound.is_muted.get() { texts.unmute } else { texts.mute }}
                    </button>
                    <Links chat/>
                    <button type="button" lang=other.code() on:click=move |_| { close(); chat.launch.speak(other); }>
                        <Icon glyph=Glyph::Globe/>
                        {other.own_name()}
                    </button>
                    <button
                        type="button"
                        disabled=move || !can_end()
                        on:click=move |_| { close(); chat.asks_to_end.set(true); }
                    >
                        <Icon glyph=Glyph::Close/>
                        {texts.end}
                    </button>
                </div>
            })}
        </div>
    }
}

#[component]
fn SoundIcon(chat: Chat) -> impl IntoView {
    move || {
        let glyph = if chat.alerts.sound.is_muted.get() { Glyph::Sound } else { Glyph::Muted };
        view! { <Icon glyph/> }
    }
}

/// Where the customer's own things are.
#[component]
fn Links(chat: Chat) -> impl IntoView {
    let texts = OwnTexts::of(chat.launch.language);
    let language = chat.launch.language.code();
    // They ask for a cookie, which a page of another site has none of.
    let has_pages = !bearer::is_elsewhere();
    view! {
        {has_pages.then(|| view! {
            <a href=["/support/conversations/?lang=", language].concat() target="_blank" rel="noopener">
                <Icon glyph=Glyph::Chat/>
                {texts.all_conversations}
            </a>
        })}
        {chat.transcript().map(|address| view! {
            <a href=address download="">
                <Icon glyph=Glyph::Download/>
                {texts.transcript}
            </a>
        })}
    }
}
