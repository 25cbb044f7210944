//! The menu: mute the sound, see all conversations, save this one as text,
//! change the language, end the conversation.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::{chat::Chat, own_texts::OwnTexts};
use crate::{
    model::conversation::Status,
    ui::{bearer, dom::Tag, icons::Glyph, signals::*},
};

/// Returns the menu behind the three dots.
pub fn menu(chat: Chat) -> Tag {
    let is_open = RwSignal::new(false);
    let opener = Tag::button("adda-header-button", move || is_open.update(|is_open| *is_open = !*is_open))
        .named(chat.launch.texts.more)
        .live_truth("aria-expanded", move || is_open.get())
        .icon(Glyph::More);
    let back = opener.clone();
    let close = move || {
        is_open.set(false);
        back.focus();
    };
    let escape = close.clone();
    Tag::new("div", "adda-menu-place")
        .child(opener)
        .on("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" && is_open.get_untracked() {
                // The key is for the menu, not for the window around it.
                event.prevent_default();
                escape();
            }
        })
        .on_leaving(move || is_open.set(false))
        .show(move || is_open.get(), move || items(chat, close.clone()))
}

fn items(chat: Chat, close: impl Fn() + Clone + 'static) -> Tag {
    let texts = chat.launch.texts;
    let item = move |act: fn(Chat)| {
        let close = close.clone();
        Tag::button("", move || {
            close();
            act(chat);
        })
    };
    let is_muted = chat.alerts.sound.is_muted.get_untracked();
    let (glyph, words) = if is_muted { (Glyph::Sound, texts.unmute) } else { (Glyph::Muted, texts.mute) };
    let other = chat.launch.language.other();
    let switch_language = item(|chat| chat.launch.switch_language(chat.launch.language.other()));
    let end = item(|chat| chat.asks_to_end.set(true))
        .live_flag("disabled", move || chat.status.get().is_none_or(|status| status == Status::Closed));
    Tag::new("div", "adda-menu")
        .child(item(|chat| chat.alerts.sound.toggle()).icon(glyph).text(words))
        .child(all_conversations(chat))
        .maybe(transcript(chat))
        .child(switch_language.attr("lang", other.code()).icon(Glyph::Globe).text(other.own_name()))
        .child(end.icon(Glyph::Close).text(texts.end))
}

/// Returns the link to the customer's conversations, in a new tab. The pages
/// identify a customer by a cookie; from another site's page the link carries
/// the session.
fn all_conversations(chat: Chat) -> Tag {
    let address = bearer::absolute(&["/support/conversations/?lang=", chat.launch.language.code()].concat());
    let words = OwnTexts::of(chat.launch.language).all_conversations;
    let Some(token) = bearer::token() else {
        let link = Tag::new("a", "").attr("href", &address).attr("target", "_blank").attr("rel", "noopener");
        return link.icon(Glyph::Chat).text(words);
    };
    let session = Tag::new("input", "").attr("type", "hidden").attr("name", "session_token").attr("value", &token);
    Tag::new("form", "")
        .attr("method", "post")
        .attr("action", &address)
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .child(session)
        .child(Tag::new("button", "").icon(Glyph::Chat).text(words))
}

fn transcript(chat: Chat) -> Option<Tag> {
    let link = Tag::new("a", "").attr("href", &chat.transcript()?).attr("download", "").icon(Glyph::Download);
    Some(link.text(OwnTexts::of(chat.launch.language).transcript))
}
