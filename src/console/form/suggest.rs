//! A text field with suggestions, which are optional.

use leptos::prelude::*;

use super::{
    control::{Control, Labelled},
    value::Value,
};

/// Shows the field. The browser shows the suggestions below it.
#[component]
pub fn SuggestInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The input.
    #[prop(into)]
    value: Value<String>,
    /// The suggestions.
    #[prop(into)]
    suggestions: Signal<Vec<String>>,
    /// A hint on what to enter.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    let list = format!("{}-suggestions", control.id());
    let options =
        move || suggestions.get().into_iter().map(|text| view! { <option value=text></option> }).collect_view();
    view! {
        <Labelled control label hint>
            <input
                id=control.id()
                name=control.name()
                list=list.clone()
                autocomplete="off"
                prop:value=value.shown()
                aria-invalid=move || control.is_invalid()
                aria-describedby=move || control.described_by()
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    control.corrected();
                }
            />
            <datalist id=list>{options}</datalist>
        </Labelled>
    }
}
