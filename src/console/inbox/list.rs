//! The rows, or what stands in their place.

use leptos::{either::EitherOf3, html::Div, prelude::*};

use super::{
    empty::{EmptyInbox, EmptyView},
    row::RowItem,
    skeleton::Skeleton,
    state::use_inbox,
};
use crate::console::locale::use_locale;

/// How near to the end of the rows, in pixels, the next page is fetched.
const NEAR_END: i32 = 600;

/// The list itself.
#[component]
pub fn ConversationList() -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let scroller = NodeRef::<Div>::new();
    let load_if_near_end = move || {
        if let Some(list) = scroller.get_untracked()
            && list.scroll_height() - list.scroll_top() - list.client_height() < NEAR_END
        {
            inbox.load_more();
        }
    };
    // A page may be shorter than a tall screen.
    Effect::new(move |_| {
        inbox.rows.track();
        request_animation_frame(load_if_near_end);
    });
    let is_empty = Memo::new(move |_| inbox.is_loaded.get() && inbox.rows.with(Vec::is_empty));
    let has_any = Memo::new(move |_| inbox.counts.get().all() > 0);
    view! {
        <div class="list-scroller" node_ref=scroller on:scroll=move |_| load_if_near_end()>
            {move || {
                if inbox.is_slow.get() {
                    EitherOf3::A(view! { <Skeleton /> })
                } else if is_empty.get() {
                    EitherOf3::B(move || if has_any.get() { EmptyView().into_any() } else { EmptyInbox().into_any() })
                } else {
                    EitherOf3::C(
                        view! {
                            <ul class="rows" aria-label=move || locale.texts().conversations>
                                <For each=move || inbox.rows.get() key=|row| row.id.clone() let:row>
                                    <RowItem row=row />
                                </For>
                            </ul>
                        },
                    )
                }
            }}
        </div>
    }
}
