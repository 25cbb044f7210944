//! An admin page: its heading, which is also the title of the browser's tab,
//! and its content.

use leptos::prelude::*;

use crate::console::title::set_title;

/// Shows the page.
#[component]
pub fn AdminPage(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// A hint on the purpose of the page.
    #[prop(into)]
    hint: Signal<String>,
    /// The content.
    children: Children,
) -> impl IntoView {
    set_title(move || title.get());
    view! {
        <main class="admin-page">
            <header class="admin-header">
                <h1>{title}</h1>
                <p class="quiet">{hint}</p>
            </header>
            {children()}
        </main>
    }
}
