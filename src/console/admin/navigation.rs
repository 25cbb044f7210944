//! The navigation of the admin pages.

use leptos::prelude::*;

use super::texts::AdminTexts;
use crate::console::{link::Link, locale::use_locale, place};

/// A page's address and its name.
pub type Entry = (&'static str, fn(&AdminTexts) -> &'static str);

/// The pages, in their order.
pub const PAGES: [Entry; 4] = [
    (place::SETTINGS, |texts| texts.settings),
    (place::QUICK_REPLIES, |texts| texts.quick_replies),
    (place::AGENTS, |texts| texts.agents),
    (place::LOG, |texts| texts.log),
];

/// Shows the links to the pages at the left, or in a row above on narrow
/// screens.
#[component]
pub fn AdminNavigation() -> impl IntoView {
    let locale = use_locale();
    let texts = move || AdminTexts::of(locale.language());
    view! {
        <nav class="admin-navigation" aria-label=move || texts().navigation>
            {PAGES
                .map(|(address, name)| {
                    view! {
                        <Link href=address class="admin-link">
                            {move || name(texts())}
                        </Link>
                    }
                })
                .collect_view()}
        </nav>
    }
}
