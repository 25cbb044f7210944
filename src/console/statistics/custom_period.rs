//! A custom range of days.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{address, state::use_report, texts::StatisticsTexts};
use crate::{
    console::locale::use_locale,
    model::{day::Days, field::FieldError},
};

/// Shows the form, with the days of the current period.
#[component]
pub fn CustomPeriod() -> impl IntoView {
    let locale = use_locale();
    let report = use_report();
    let navigate = use_navigate();
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    // An answer must not replace days that were typed while it was under way.
    let is_typed = RwSignal::new(false);
    Effect::new(move || {
        report.period.track();
        is_typed.set(false);
    });
    Effect::new(move || {
        if let Some(statistics) = report.data.with(Arc::clone)
            && !is_typed.get_untracked()
        {
            from.set(statistics.from.to_string());
            to.set(statistics.to.to_string());
            errors.set(Vec::new());
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match Days::read(&from.read_untracked(), &to.read_untracked()) {
            Ok(days) => {
                errors.set(Vec::new());
                let options = NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() };
                navigate(&address::of_days(days), options);
            }
            Err(found) => errors.set(found),
        }
    };
    view! {
        <form class="own-days" novalidate on:submit=submit>
            <DayField name="from" label=|texts| texts.from value=from is_typed errors />
            <DayField name="to" label=|texts| texts.to value=to is_typed errors />
            <button class="button">{move || StatisticsTexts::of(locale.language()).show}</button>
        </form>
    }
}

#[component]
fn DayField(
    /// The field's name in the API.
    name: &'static str,
    label: fn(&StatisticsTexts) -> &'static str,
    value: RwSignal<String>,
    /// Set once the agent changes the field.
    is_typed: RwSignal<bool>,
    errors: RwSignal<Vec<FieldError>>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || StatisticsTexts::of(locale.language());
    let problem = move || {
        errors.with(|errors| errors.iter().find(|error| error.field == name).map(|error| texts().problem(error)))
    };
    let problem_id = ["period-problem-", name].concat();
    let described_by = problem_id.clone();
    let id = ["period-", name].concat();
    let for_id = id.clone();
    view! {
        // The error describes the field. Inside the label it would become part
        // of the field's name.
        <div class="own-day">
            <label for=for_id>{move || label(texts())}</label>
            <input
                type="date"
                id=id
                name=name
                prop:value=value
                aria-invalid=move || problem().map(|_| "true")
                aria-describedby=described_by
                on:input=move |event| {
                    is_typed.set(true);
                    value.set(event_target_value(&event));
                }
            />
            <span class="field-error" id=problem_id role="alert">{problem}</span>
        </div>
    }
}
