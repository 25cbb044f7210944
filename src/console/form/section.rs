//! A group of fields under a heading.

use leptos::prelude::*;

/// Shows a card with a heading.
#[component]
pub fn FormSection(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="form-section">
            <h2>{title}</h2>
            {children()}
        </section>
    }
}
