//! While it is not known yet who is signed in.

use leptos::prelude::*;

use crate::console::{locale::use_locale, session::use_session};

/// Shows nothing, for the moment that an answer takes; and if none comes, what
/// is being tried.
#[component]
pub fn Waiting() -> impl IntoView {
    let session = use_session();
    let locale = use_locale();
    view! {
        <main class="blank-page">
            <p role="status">{move || session.is_unanswered().then(|| locale.texts().connection_lost)}</p>
        </main>
    }
}
