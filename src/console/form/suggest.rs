//! A line of text with suggestions, of which none has to be taken.

use leptos::prelude::*;

use super::control::{Control, Labelled};

/// Shows the line, and what the browser suggests below it.
#[component]
pub fn SuggestInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// What may be meant.
    #[prop(into)]
    suggestions: Signal<Vec<String>>,
    /// A word on what to write.
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
                prop:value=value
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
