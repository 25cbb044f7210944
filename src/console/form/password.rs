//! A password field whose input can be shown.

use leptos::prelude::*;

use super::{
    control::{Control, Labelled},
    texts::FormTexts,
    value::Value,
};
use crate::console::locale::use_locale;

/// Shows the field, and the checkbox that reveals the password.
#[component]
pub fn PasswordInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The input.
    #[prop(into)]
    value: Value<String>,
    /// The hint for password managers: `current-password` or `new-password`.
    autocomplete: &'static str,
    /// A hint on what to enter.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let locale = use_locale();
    let control = Control::new(name, hint.is_some());
    let is_shown = RwSignal::new(false);
    view! {
        <Labelled control label hint>
            <input
                id=control.id()
                name=control.name()
                type=move || if is_shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                prop:value=value.shown()
                aria-invalid=move || control.is_invalid()
                aria-describedby=move || control.described_by()
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    control.corrected();
                }
            />
            <span class="check">
                <input
                    type="checkbox"
                    id=["show-", &control.name()].concat()
                    prop:checked=is_shown
                    on:change=move |event| is_shown.set(event_target_checked(&event))
                />
                <label for=["show-", &control.name()].concat()>{move || FormTexts::of(locale.language()).show_password}</label>
            </span>
        </Labelled>
    }
}
