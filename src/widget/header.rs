//! The window's header: the agent or the shop, the availability, and the window's buttons.

use super::{chat::Chat, face::face, menu::menu, window_words::WindowWords};
use crate::ui::{bearer, dom::Tag, icons::Glyph, signals::*, timeline::Timeline};

/// Returns the window's header.
pub fn header(chat: Chat) -> Tag {
    let launch = chat.launch;
    let words = WindowWords::of(launch.language);
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
    // While no agent is available, the notice below says so.
    let says_status = move || chat.is_staffed.get() && launch.config.with(|config| config.settings.show_online_status);
    let status = move || Tag::new("p", "adda-status adda-status-online").text(words.online);
    Tag::new("div", "adda-header")
        .child(face(name, picture))
        .child(
            Tag::new("div", "adda-who")
                .child(Tag::new("h2", "adda-name").child(Tag::new("bdi", "").live_text(name)))
                .show(says_status, status),
        )
        .child(menu(chat))
        .child(close_button(chat))
}

/// Returns the button that closes the window. The conversation stays unchanged: a customer who has
/// closed the window still gets the answer, as a count on the button.
fn close_button(chat: Chat) -> Tag {
    Tag::button("adda-header-button", move || chat.launch.close()).named(chat.launch.texts.close).icon(Glyph::Close)
}
