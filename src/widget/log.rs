//! The list of messages.

use web_sys::HtmlElement;

use super::{
    beginning::{beginning, system_line},
    chat::Chat,
    row::row_view,
    seen::Receipts,
    typing::{self, agent_typing},
};
use crate::ui::{
    dom::{Tag, later},
    page::request_animation_frame,
    reading_place::ReadingPlace,
    signals::*,
    timeline::Rows,
};

/// Within this distance from the bottom, in pixels, the list follows new
/// messages.
const AT_BOTTOM: i32 = 24;
/// Within this distance from the top, in pixels, older messages are fetched.
const NEAR_TOP: i32 = 200;

/// Returns the list of messages. It is anchored at its bottom
/// (`column-reverse`): it stays there when a message arrives or the field
/// grows, and does not jump when older messages are added. Its `scrollTop` is 0
/// at the bottom and negative above.
pub fn message_log(chat: Chat) -> Tag {
    let is_at_bottom = RwSignal::new(true);
    let rows = message_rows(chat, is_at_bottom);
    let log = Tag::new("div", "adda-log")
        .attr("role", "log")
        .attr("aria-label", chat.launch.texts.messages)
        .attr("aria-live", "polite")
        .attr("aria-relevant", "additions")
        .attr("tabindex", "0")
        .live_truth("aria-busy", move || chat.is_loading_older.get())
        .child(rows.clone());
    follow(chat, log.element().clone(), rows.element().clone(), is_at_bottom);
    let bottom = log.element().clone();
    let has_unread_below = move || !is_at_bottom.get() && chat.timeline.with(|timeline| timeline.unread > 0);
    Tag::new("div", "adda-log-place").child(log).show(has_unread_below, move || {
        let bottom = bottom.clone();
        Tag::button("adda-newer", move || bottom.set_scroll_top(0)).text(chat.launch.texts.newer_below)
    })
}

fn message_rows(chat: Chat, is_at_bottom: RwSignal<bool>) -> Tag {
    let rows = Rows::live(chat.timeline, move || chat.outbox.entries());
    Tag::new("div", "adda-rows")
        .show(move || chat.status.with(Option::is_none), move || beginning(chat))
        .show(move || chat.is_loading_older.get(), move || system_line(chat.launch.texts.loading_older))
        .list(move || rows.get(), |row| row.key.clone(), move |row| row_view(chat, row))
        .show(move || typing::is_shown(chat, is_at_bottom), move || agent_typing(chat))
}

/// Fetches older messages, sends read receipts and tracks the scroll position.
fn follow(chat: Chat, log: HtmlElement, rows: HtmlElement, is_at_bottom: RwSignal<bool>) {
    let (receipts, place) = (Receipts::new(chat), ReadingPlace::default());
    let look = {
        let log = log.clone();
        move || receipts.look(&log, &rows)
    };
    let (scrolled, read, look_at) = (log.clone(), log.clone(), look.clone());
    let _ = Tag::of(log.clone()).on("scroll", move |_| {
        place.note(&scrolled);
        let above = scrolled.scroll_height() - scrolled.client_height() + scrolled.scroll_top();
        if above < NEAR_TOP {
            chat.load_older();
        }
        let at_bottom = scrolled.scroll_top() > -AT_BOTTOM;
        if is_at_bottom.try_get_untracked() == Some(!at_bottom) {
            is_at_bottom.set(at_bottom);
        }
        look_at();
    });
    later(move || {
        chat.timeline.track();
        if chat.in_view.get() {
            let (read, look) = (read.clone(), look.clone());
            place.expect();
            // Once the new rows are on screen.
            request_animation_frame(move || {
                place.keep(&read);
                look();
            });
        }
    });
    let (opened, has_loaded) = (log.clone(), memo(move || chat.status.with(Option::is_some)));
    later(move || {
        if chat.launch.is_open.get() && has_loaded.get() {
            let opened = opened.clone();
            request_animation_frame(move || show_new_line(&opened));
        }
    });
    let mut count = usize::MAX;
    later(move || {
        // The customer's own message is shown at any scroll position.
        let waiting = chat.outbox.entries().len();
        if count < waiting {
            log.set_scroll_top(0);
        }
        count = waiting;
    });
}

/// Scrolls up to the line "New" if it is above the visible part.
fn show_new_line(log: &HtmlElement) {
    let Some(line) = log.query_selector(".adda-new").ok().flatten() else { return };
    let above = log.get_bounding_client_rect().top() - line.get_bounding_client_rect().top();
    if above > 0.0 {
        // Whole pixels fit: a list is far shorter than 2^31 pixels.
        log.set_scroll_top(log.scroll_top() - above as i32);
    }
}
