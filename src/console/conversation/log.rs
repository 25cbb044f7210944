//! The message log.

use leptos::{html::Div, prelude::*};

use super::{bubble::LogRow, lightbox::Lightbox, reading, state::use_conversation, typing::CustomerTyping};
use crate::{
    console::{
        frame::before_next_frame,
        lazy::{LIGHTBOX, PartInPage},
        locale::use_locale,
    },
    ui::{
        icons::{Glyph, Icon},
        page,
        reading_place::ReadingPlace,
        timeline::RowList,
    },
};

/// The `id` of the log.
pub const LOG_ID: &str = "message-log";
/// Within this distance from the oldest message, in pixels, older ones are
/// fetched.
const NEAR_TOP: i32 = 400;
/// Within this distance from the newest message, in pixels, the log counts as
/// at the bottom.
const NEAR_BOTTOM: i32 = 48;

/// Shows the log. Its scroller counts from the bottom (`column-reverse`). It therefore stays at the
/// newest message, and adding older ones above moves nothing.
#[component]
pub fn MessageLog() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let scroller = NodeRef::<Div>::new();
    let is_at_bottom = RwSignal::new(true);
    let place = ReadingPlace::default();

    let look = move || {
        let Some(log) = scroller.get_untracked() else { return };
        let is_near = log.scroll_top() > -NEAR_BOTTOM;
        if is_at_bottom.get_untracked() != is_near {
            is_at_bottom.set(is_near);
        }
        if log.scroll_height() + log.scroll_top() - log.client_height() < NEAR_TOP {
            conversation.load_older();
        }
        reading::mark_visible(conversation, &log);
    };
    Effect::new(move |_| {
        conversation.timeline.track();
        // An agent who takes the conversation has read what is on screen.
        conversation.is_mine.track();
        place.expect();
        // Wait until the new rows are in the document.
        before_next_frame(move || {
            if let Some(log) = scroller.get_untracked() {
                place.keep(&log);
            }
            look();
        });
    });
    page::on_change(look);
    let to_bottom = move || {
        if let Some(log) = scroller.get_untracked() {
            log.set_scroll_top(0);
        }
    };
    Effect::new(move |is_first: Option<()>| {
        conversation.wrote.track();
        if is_first.is_some() {
            before_next_frame(to_bottom);
        }
    });

    let lightbox = Lightbox::new();
    provide_context(lightbox);

    view! {
        <div class="log-frame">
            <div
                class="log-scroller"
                id=LOG_ID
                node_ref=scroller
                role="log"
                tabindex="0"
                aria-label=move || locale.texts().messages
                aria-busy=move || conversation.is_paging.get().then_some("true")
                on:scroll=move |_| {
                    if let Some(log) = scroller.get_untracked() {
                        place.note(&log);
                    }
                    look();
                }
            >
                <div class="log" on:click=move |event| lightbox.on_click(&event)>
                    <RowList rows=conversation.rows draw=|row| view! { <LogRow row=row /> }.into_any() />
                    <CustomerTyping is_at_bottom />
                </div>
            </div>
            <Show when=move || !is_at_bottom.get()>
                <button
                    type="button"
                    class="to-newest"
                    aria-label=move || locale.texts().newest
                    title=move || locale.texts().newest
                    on:click=move |_| to_bottom()
                >
                    <Icon glyph=Glyph::ChevronDown />
                </button>
            </Show>
            <PartInPage part=LIGHTBOX is_wanted=Signal::derive(move || lightbox.is_open()) />
        </div>
    }
}
