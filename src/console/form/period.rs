//! A period from one time of day to another.

use leptos::prelude::*;

use super::{
    control::{Below, Control},
    value::Value,
};

/// Shows two fields for times, with one error for both.
#[component]
pub fn PeriodInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The first time's label, only for screen readers.
    #[prop(into)]
    start_label: Signal<String>,
    /// The second time's label, only for screen readers.
    #[prop(into)]
    end_label: Signal<String>,
    /// The first time, `hh:mm`.
    #[prop(into)]
    start: Value<String>,
    /// The second time, `hh:mm`.
    #[prop(into)]
    end: Value<String>,
) -> impl IntoView {
    let control = Control::new(name, false);
    let time = move |label: Signal<String>, value: Value<String>| {
        view! {
            <input
                type="time"
                aria-label=label
                prop:value=value.shown()
                aria-invalid=move || control.is_invalid()
                aria-describedby=move || control.described_by()
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    control.corrected();
                }
            />
        }
    };
    view! {
        <div class="form-field">
            <span class="form-period">{time(start_label, start)} <span aria-hidden="true">"–"</span> {time(end_label, end)}</span>
            <Below control hint=None />
        </div>
    }
}
