//! The window's header: the agent or the shop, the availability, and the window's buttons.

use super::{chat::Chat, face::face, menu::menu};
use crate::ui::{bearer, dom::Tag, icons::Glyph, signals::*, timeline::Timeline, window_words::WindowWords};

/// Returns the window's header.
pub fn header(chat: Chat) -> Tag {
    let launch = chat.launch;
    let (texts, words) = (launch.texts, WindowWords::of(launch.language));
    let name = move || {
        let agent = |timeline: &Timeline| Some(timeline.agent.as_ref()?.name_in(launch.language).to_owned());
        let team = || launch.config.with(|config| words.team(&config.settings.shop_name).to_owned());
        chat.timeline.with(agent).unwrap_or_else(team)
    };
    let logo = move || launch.config.with(|config| config.settings.shop_logo.as_deref().map(bearer::absolute));
    let picture = move || match chat.timeline.with(|timeline| timeline.agent.as_ref().map(|agent| agent.avatar.clone()))
    {
        Some(picture) => picture,
        None => logo(),
    };
    let says_status = move || launch.config.with(|config| config.settings.show_online_status);
    let status = move || {
        Tag::new("p", "adda-status")
            .live_class("adda-status-online", move || chat.is_staffed.get())
            .live_text(move || if chat.is_staffed.get() { words.online } else { words.offline }.to_owned())
    };
    Tag::new("div", "adda-header")
        .child(face(name, picture))
        .child(
            Tag::new("div", "adda-who")
                .child(Tag::new("h2", "adda-name").child(Tag::new("bdi", "").live_text(name)))
                .show(says_status, status),
        )
        .child(menu(chat))
        .child(header_button(texts.minimise, Glyph::Minimise, chat))
        .child(header_button(texts.close, Glyph::Close, chat))
}

/// Returns a button that minimises or closes the window. Both leave the
/// conversation unchanged: a customer who has closed the window still gets the
/// answer, as a count on the button.
fn header_button(label: &str, glyph: Glyph, chat: Chat) -> Tag {
    Tag::button("adda-header-button", move || chat.launch.close()).named(label).icon(glyph)
}
