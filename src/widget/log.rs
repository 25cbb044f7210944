//! The list of messages.

use leptos::{html, prelude::*};

use super::{beginning::Beginning, chat::Chat, row::RowView, seen::Receipts, typing::AgentTyping};
use crate::ui::timeline::{RowList, Rows};

/// Nearer to the bottom than this, in pixels, the list follows what is new.
const AT_BOTTOM: i32 = 24;
/// Nearer to the top than this, in pixels, older messages are fetched.
const NEAR_TOP: i32 = 200;

/// The messages. The list lies on its bottom (`column-reverse`): it stays there
/// when a message arrives or the field grows, and nothing jumps when older
/// messages are put before the others. Its `scrollTop` is 0 at the bottom and
/// negative above.
#[component]
pub fn MessageLog(chat: Chat) -> impl IntoView {
    let texts = chat.launch.texts;
    let log = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Div>::new();
    let rows = Rows::live(chat.timeline, chat.outbox);
    let is_at_bottom = RwSignal::new(true);
    let receipts = Receipts::new(chat);
    let look = move || {
        // Called by the next frame, when the window may be gone.
        if let (Some(Some(log)), Some(Some(list))) = (log.try_get_untracked(), list.try_get_untracked()) {
            receipts.look(&log, &list);
        }
    };
    let to_bottom = move || {
        if let Some(log) = log.get_untracked() {
            log.set_scroll_top(0);
        }
    };
    let on_scroll = move |_| {
        let Some(log) = log.get_untracked() else { return };
        let above = log.scroll_height() - log.client_height() + log.scroll_top();
        if above < NEAR_TOP {
            chat.load_older();
        }
        let at_bottom = log.scroll_top() > -AT_BOTTOM;
        if is_at_bottom.get_untracked() != at_bottom {
            is_at_bottom.set(at_bottom);
        }
        look();
    };
    Effect::new(move || {
        chat.timeline.track();
        if chat.in_view.get() {
            // Once what has come is on screen.
            request_animation_frame(look);
        }
    });
    let has_loaded = Memo::new(move |_| chat.status.with(Option::is_some));
    Effect::new(move || {
        if chat.launch.is_open.get() && has_loaded.get() {
            request_animation_frame(move || show_new_line(log));
        }
    });
    Effect::new(move |count: Option<usize>| {
        // What the customer writes is shown, wherever the list was.
        let waiting = chat.outbox.entries().len();
        if count.is_some_and(|count| count < waiting) {
            to_bottom();
        }
        waiting
    });
    let has_unread_below = move || !is_at_bottom.get() && chat.timeline.with(|timeline| timeline.unread > 0);
    view! {
        <div class="adda-log-place">
            <div
                class="adda-log"
                role="log"
                aria-label=texts.messages
                aria-live="polite"
                aria-relevant="additions"
                aria-busy=move || chat.is_loading_older.get().to_string()
                tabindex="0"
                node_ref=log
                on:scroll=on_scroll
            >
                <div class="adda-rows" node_ref=list>
                    <Beginning chat/>
                    <RowList rows draw=move |row| view! { <RowView chat row/> }/>
                    <AgentTyping chat is_at_bottom/>
                </div>
            </div>
            {move || has_unread_below().then(|| view! {
                <button class="adda-newer" type="button" on:click=move |_| to_bottom()>
                    {texts.newer_below}
                </button>
            })}
        </div>
    }
}

/// Scrolls up to the line "New" if it is above what can be seen.
fn show_new_line(log: NodeRef<html::Div>) {
    let Some(Some(log)) = log.try_get_untracked() else { return };
    let Some(line) = log.query_selector(".adda-new").ok().flatten() else { return };
    let above = log.get_bounding_client_rect().top() - line.get_bounding_client_rect().top();
    if above > 0.0 {
        // Whole pixels: a list is far shorter than 2^31 of them.
        log.set_scroll_top(log.scroll_top() - above as i32);
    }
}
