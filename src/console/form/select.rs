//! A control with a few choices.

use leptos::prelude::*;

use super::{
    control::{Control, Labelled},
    value::Value,
};

/// A value and its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value, as the API writes it.
    pub value: String,
    /// The label.
    pub label: String,
}

impl Choice {
    /// Returns a choice of a value and its label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// Shows a drop-down list.
#[component]
pub fn SelectInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value.
    #[prop(into)]
    value: Value<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// A hint on what to choose.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    let options = move || {
        choices
            .get()
            .into_iter()
            .map(|Choice { value: code, label }| {
                let is_chosen = value.get_untracked() == code;
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
                    prop:value=value.shown()
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
