//! One of a few.

use leptos::prelude::*;

use super::control::{Control, Labelled};

/// A value and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value, as the API writes it.
    pub value: String,
    /// What it is called.
    pub label: String,
}

impl Choice {
    /// Returns a value and what it is called.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// Shows a list to choose from.
#[component]
pub fn SelectInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What is chosen.
    value: RwSignal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// A word on what to choose.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    let options = move || {
        choices
            .get()
            .into_iter()
            .map(|Choice { value: code, label }| {
                let is_chosen = value.with_untracked(|value| *value == code);
                view! { <option value=code prop:selected=is_chosen>{label}</option> }
            })
            .collect_view()
    };
    view! {
        <Labelled control label hint>
            <span class="select form-select">
                <select
                    id=control.id()
                    name=control.name()
                    prop:value=value
                    aria-invalid=move || control.is_invalid()
                    aria-describedby=move || control.described_by()
                    on:change=move |event| {
                        value.set(event_target_value(&event));
                        control.corrected();
                    }
                >
                    {options}
                </select>
            </span>
        </Labelled>
    }
}
