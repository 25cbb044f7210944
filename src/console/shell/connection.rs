//! Reports a lost connection to the server.

use leptos::prelude::*;

use crate::console::locale::use_locale;

/// The connection to the server, provided in the context.
#[derive(Clone, Copy)]
pub struct Connection {
    is_lost: Signal<bool>,
    try_now: Callback<()>,
    /// How many bars stand beside a reply field: one, for a moment two while the agent goes from
    /// conversation to conversation.
    beside_fields: RwSignal<usize>,
}

impl Connection {
    /// Returns the connection. `try_now` asks the server without waiting any longer.
    pub fn new(is_lost: Signal<bool>, try_now: impl Fn() + Send + Sync + 'static) -> Self {
        Self { is_lost, try_now: Callback::new(move |()| try_now()), beside_fields: RwSignal::new(0) }
    }
}

/// Shows a bar while the server does not answer, unless one is beside a reply field.
#[component]
pub fn ConnectionBar() -> impl IntoView {
    let connection = expect_context::<Connection>();
    view! { <Bar is_wanted=Signal::derive(move || connection.beside_fields.get() == 0) /> }
}

/// Shows the bar beside a reply field, where an agent who is writing looks.
#[component]
pub fn ConnectionBarOfField() -> impl IntoView {
    let connection = expect_context::<Connection>();
    connection.beside_fields.update(|bars| *bars += 1);
    on_cleanup(move || {
        connection.beside_fields.try_update(|bars| *bars -= 1);
    });
    view! { <Bar is_wanted=true /> }
}

/// The live region is in the page from the start, so that screen readers announce its text.
#[component]
fn Bar(#[prop(into)] is_wanted: Signal<bool>) -> impl IntoView {
    let locale = use_locale();
    let Connection { is_lost, try_now, .. } = expect_context();
    let is_shown = Memo::new(move |_| is_lost.get() && is_wanted.get());
    view! {
        <div role="status" class="connection-region">
            <Show when=move || is_shown.get()>
                <p class="connection-bar">
                    {move || locale.texts().connection_lost}
                    " "
                    <button type="button" class="link-button" on:click=move |_| try_now.run(())>
                        {move || locale.texts().try_now}
                    </button>
                </p>
            </Show>
        </div>
    }
}
