//! Days without business.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    console::{
        form::{TextInput, use_field_errors},
        settings::{draft::Draft, use_texts},
    },
    model::settings::Holiday,
    ui::icons::{Glyph, Icon},
};

/// A holiday that is being edited.
#[derive(Clone, Default)]
pub struct HolidayDraft {
    date: ArcRwSignal<String>,
    name: ArcRwSignal<String>,
    name_bn: ArcRwSignal<String>,
}

impl HolidayDraft {
    /// Returns a draft of a holiday.
    pub fn of(holiday: &Holiday) -> Self {
        Self {
            date: ArcRwSignal::new(holiday.date.clone()),
            name: ArcRwSignal::new(holiday.name.clone()),
            name_bn: ArcRwSignal::new(holiday.name_bn.clone()),
        }
    }

    /// Returns the input; tracked.
    pub fn read(&self) -> Holiday {
        Holiday { date: self.date.get(), name: self.name.get(), name_bn: self.name_bn.get() }
    }
}

/// Shows the list, each with its names.
#[component]
pub fn Holidays(draft: Draft) -> impl IntoView {
    let texts = use_texts();
    let errors = use_field_errors();
    let holidays = draft.holidays;
    let add = move |_| {
        errors.clear();
        holidays.update(|days| days.push(HolidayDraft::default()));
        focus_date(holidays.with_untracked(Vec::len) - 1);
    };
    let rows = move || {
        let rows = holidays.get().into_iter().enumerate().map(|(place, holiday)| {
            let remove = move |_| {
                errors.clear();
                holidays.update(|days| {
                    days.remove(place);
                });
            };
            let field = |part: &str| format!("holidays.{place}.{part}");
            view! {
                <li class="holiday">
                    <TextInput
                        name=field("date")
                        kind="date"
                        label=move || texts().holiday_date.to_owned()
                        value=holiday.date.into()
                    />
                    <TextInput
                        name=field("name")
                        label=move || texts().holiday_name.to_owned()
                        value=holiday.name.into()
                        lang="en"
                    />
                    <TextInput
                        name=field("name_bn")
                        label=move || texts().holiday_name_bn.to_owned()
                        value=holiday.name_bn.into()
                        lang="bn"
                    />
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || texts().remove_holiday
                        title=move || texts().remove_holiday
                        on:click=remove
                    >
                        <Icon glyph=Glyph::Close />
                    </button>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <div class="holidays">
            <h3>{move || texts().holidays}</h3>
            <p class="form-hint">{move || texts().holidays_hint}</p>
            <ul>{rows}</ul>
            <button type="button" class="button" on:click=add>{move || texts().add_holiday}</button>
        </div>
    }
}

/// Focuses a new row's date, once it is drawn.
fn focus_date(place: usize) {
    spawn_local(async move {
        TimeoutFuture::new(0).await;
        let field = document().get_element_by_id(&format!("field-holidays.{place}.date"));
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}
