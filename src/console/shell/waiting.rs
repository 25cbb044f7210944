//! Shown until it is known who is signed in.

use leptos::prelude::*;

use crate::console::{locale::use_locale, session::use_session};

/// Shows nothing for the short time that an answer takes. If none arrives, shows that the
/// connection is being retried.
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
