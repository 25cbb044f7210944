//! Shown to agents who open an admin page by its address.

use leptos::prelude::*;

use super::texts::AdminTexts;
use crate::console::{icons::LockIcon, link::Link, locale::use_locale, place, title::set_title};

/// Shows who may see the page, and a link back to the inbox.
#[component]
pub fn Forbidden() -> impl IntoView {
    let locale = use_locale();
    let texts = move || AdminTexts::of(locale.language());
    set_title(move || texts().forbidden.to_owned());
    view! {
        <main class="empty admin-forbidden">
            <LockIcon />
            <h1>{move || texts().forbidden}</h1>
            <p>{move || texts().forbidden_hint}</p>
            <Link href=place::INBOX class="button">
                {move || locale.texts().to_the_inbox}
            </Link>
        </main>
    }
}
