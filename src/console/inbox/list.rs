//! The rows of the inbox, or the skeleton or message in their place.

use leptos::{either::EitherOf5, html::Div, prelude::*};

use super::{
    empty::{EmptyInbox, EmptyView, NoHit},
    news::{Holding, News},
    row::RowItem,
    selection::use_selection,
    skeleton::Skeleton,
    state::use_inbox,
};
use crate::console::{frame::before_next_frame, locale::use_locale, ordered::show_in_order};

/// The distance to the end of the rows, in pixels, below which the next page is fetched.
const NEAR_END: i32 = 600;

/// Shows the list.
#[component]
pub fn ConversationList() -> impl IntoView {
    let inbox = use_inbox();
    let scroller = NodeRef::<Div>::new();
    scroller.on_load(move |list| before_next_frame(move || list.set_scroll_top(inbox.scroll_top.get_value())));
    let load_if_near_end = move || {
        if let Some(list) = scroller.get_untracked()
            && list.scroll_height() - list.scroll_top() - list.client_height() < NEAR_END
        {
            inbox.load_more();
        }
    };
    let scrolled = move || {
        if let Some(list) = scroller.get_untracked() {
            inbox.scroll_top.set_value(list.scroll_top());
        }
        load_if_near_end();
    };
    let holding = Holding::new(inbox);
    // A page of the list may be shorter than a tall screen.
    let count = Memo::new(move |_| inbox.rows.with(Vec::len));
    Effect::new(move |_| {
        count.track();
        before_next_frame(load_if_near_end);
    });
    // A memo, because drawing the rows again would lose scroll position and focus.
    let shown = Memo::new(move |_| {
        if inbox.is_slow.get() {
            Shown::Outline
        } else if !inbox.is_loaded.get() || !inbox.rows.with(Vec::is_empty) {
            Shown::Rows
        } else if inbox.address.with(|address| !address.query.is_empty()) {
            Shown::NoHit
        } else if inbox.counts.get().all.all() > 0 {
            Shown::EmptyView
        } else {
            Shown::EmptyInbox
        }
    });
    view! {
        <div
            class="list-scroller"
            node_ref=scroller
            on:scroll=move |_| scrolled()
            on:pointerenter=move |_| holding.point(true)
            on:pointerleave=move |_| holding.point(false)
            on:focusin=move |event| holding.focus(&event)
            on:focusout=move |event| holding.blur(&event)
        >
            <News scroller />
            {move || match shown.get() {
                Shown::Outline => EitherOf5::A(view! { <Skeleton /> }),
                Shown::Rows => EitherOf5::B(view! { <Rows /> }),
                Shown::EmptyView => EitherOf5::C(view! { <EmptyView /> }),
                Shown::EmptyInbox => EitherOf5::D(view! { <EmptyInbox /> }),
                Shown::NoHit => EitherOf5::E(view! { <NoHit /> }),
            }}
        </div>
    }
}

/// The content of the list.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Outline,
    Rows,
    EmptyView,
    EmptyInbox,
    NoHit,
}

#[component]
fn Rows() -> impl IntoView {
    let inbox = use_inbox();
    let selection = use_selection();
    let locale = use_locale();
    let list = NodeRef::new();
    show_in_order(list, move || inbox.rows.get(), |row| &row.id, |row| view! { <RowItem row=row /> });
    view! {
        <ul node_ref=list class="rows" class:is-selecting=move || selection.is_on.get() aria-label=move || locale.texts().conversations>
        </ul>
    }
}
