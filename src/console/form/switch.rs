//! A switch.

use leptos::prelude::*;

use super::{
    control::{Below, Control},
    value::Value,
};

/// Shows a switch. The label beside it is its accessible name.
#[component]
pub fn Switch(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    value: Value<bool>,
    /// A hint on what it does.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    view! {
        <div class="form-field">
            <label class="form-switch">
                <input
                    id=control.id()
                    name=control.name()
                    type="checkbox"
                    role="switch"
                    prop:checked=value.shown()
                    aria-invalid=move || control.is_invalid()
                    aria-describedby=move || control.described_by()
                    on:change=move |event| {
                        value.set(event_target_checked(&event));
                        control.corrected();
                    }
                />
                <span class="form-switch-track" aria-hidden="true"></span>
                <span>{label}</span>
            </label>
            <Below control hint />
        </div>
    }
}
