//! The tabs: mine, unassigned, all.

use leptos::prelude::*;

use super::{address::InboxAddress, state::use_inbox, tab::Tab};
use crate::{
    console::{locale::use_locale, texts::Texts},
    model::digits,
};

/// Shows the tabs as links, so that each view has an address.
#[component]
pub fn Tabs() -> impl IntoView {
    let locale = use_locale();
    view! {
        <nav class="tabs" aria-label=move || locale.texts().tabs>
            {Tab::ALL.map(|tab| view! { <TabLink tab=tab /> }).collect_view()}
        </nav>
    }
}

#[component]
fn TabLink(tab: Tab) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let is_current = Memo::new(move |_| inbox.address.with(|address| address.tab == tab));
    let count = move || digits::localize(&tab.count(&inbox.counts.get()).to_string(), locale.language());
    view! {
        <a
            class="tab"
            href=move || inbox.path_to(InboxAddress::with_tab, tab)
            aria-current=move || is_current.get().then_some("page")
            data-noscroll
        >
            {move || name(locale.texts(), tab)}
            " "
            <span class="count">{count}</span>
        </a>
    }
}

const fn name(texts: &Texts, tab: Tab) -> &'static str {
    match tab {
        Tab::Mine => texts.mine,
        Tab::Unassigned => texts.unassigned,
        Tab::All => texts.all,
    }
}
