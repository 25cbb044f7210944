//! A choice of one value or none, in the browser's native list.

use leptos::prelude::*;

use crate::console::form::Choice;

/// Shows a labelled list. The first choice stands for none.
#[component]
pub fn ChoiceField(
    id: &'static str,
    label: Signal<&'static str>,
    /// The label of the choice for none.
    empty: Signal<&'static str>,
    /// The chosen value; empty for none.
    value: Signal<String>,
    choices: Signal<Vec<Choice>>,
    /// Called with the chosen value.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
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
        <div class="select-field">
            <label for=id>{label}</label>
            <span class="select select--plain">
                <select id=id prop:value=value on:change=move |event| on_change.run(event_target_value(&event))>
                    <option value="">{empty}</option>
                    {options}
                </select>
            </span>
        </div>
    }
}
