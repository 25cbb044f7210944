//! How many conversations a search or the filters have found.

use leptos::prelude::*;

use super::{
    state::{Inbox, use_inbox},
    texts::InboxTexts,
};
use crate::console::locale::use_locale;

/// Shows the number of loaded conversations that the view admits, and whether there are more.
/// Shows nothing without search words and filters, because the tabs have counts of their own.
#[component]
pub fn ResultCount() -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let count = Memo::new(move |_| counted(inbox));
    move || {
        let (count, has_more) = count.get()?;
        let language = locale.language();
        let words = InboxTexts::of(language).conversation_count(count, has_more, language);
        Some(view! { <p class="result-count quiet" role="status">{words}</p> })
    }
}

/// Returns the number, and whether there are more; tracked. The open conversation keeps its row
/// although it may have left the view.
fn counted(inbox: Inbox) -> Option<(usize, bool)> {
    let view = inbox.address.with(|address| {
        let is_narrowed = !address.query.is_empty() || address.filters.count() > 0;
        is_narrowed.then(|| address.view())
    })?;
    let me = inbox.me();
    let count = inbox
        .rows
        .with(|rows| rows.iter().filter(|row| row.summary.with_untracked(|summary| view.admits(summary, me))).count());
    // The list itself says that nothing was found.
    (inbox.is_loaded.get() && count > 0).then(|| (count, inbox.has_more()))
}
