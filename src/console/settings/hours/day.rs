//! One day of the week and its periods.

use leptos::{either::Either, prelude::*};
use reactive_stores::Store;

use crate::{
    console::{
        form::{PeriodInput, Value, use_field_errors},
        settings::{
            draft::{SettingsDraft, SettingsDraftStoreFields},
            use_texts,
        },
    },
    model::settings::{ChatSettingsStoreFields, Period, Week},
    ui::icons::{Glyph, Icon},
};

/// Returns the periods of a day, 0 for Monday.
fn periods_of(draft: Store<SettingsDraft>, day: usize) -> Value<Vec<Period>> {
    let week = draft.settings().business_periods();
    Value::new(
        move || week.with(|week| week.as_ref().and_then(|week| week.0.get(day).cloned())).unwrap_or_default(),
        move |periods| {
            week.update(|week| {
                if let Some(today) = week.get_or_insert_default().0.get_mut(day) {
                    *today = periods;
                }
            });
        },
    )
}

/// Shows the day, 0 for Monday: its periods, or that it is closed.
#[component]
pub fn DayRow(draft: Store<SettingsDraft>, day: usize) -> impl IntoView {
    let texts = use_texts();
    let errors = use_field_errors();
    let periods = periods_of(draft, day);
    let count = Memo::new(move |_| periods.get().len());
    // Indices change when a period is added or removed, so the errors no longer apply.
    let edit = move |change: &dyn Fn(&mut Vec<Period>)| {
        errors.clear();
        periods.update(|periods| change(periods));
    };
    let add = move |_| edit(&|periods| periods.push(next_period(periods)));
    let copy = move |_| {
        errors.clear();
        let copied = periods.get_untracked();
        draft.settings().business_periods().set(Some(Week(std::array::from_fn(|_| copied.clone()))));
    };
    let rows = move || {
        if count.get() == 0 {
            return Either::Left(view! { <p class="quiet day-closed">{move || texts().closed}</p> });
        }
        let rows = (0..count.get()).map(|place| {
            let lasts_all_day = Memo::new(move |_| periods.get().get(place) == Some(&Period::all_day()));
            let set_all_day = move |lasts_all_day: bool| {
                let period = if lasts_all_day { Period::all_day() } else { Period::office() };
                edit(&|periods| {
                    if let Some(edited) = periods.get_mut(place) {
                        edited.clone_from(&period);
                    }
                });
            };
            let remove = move |_| {
                edit(&|periods| {
                    periods.remove(place);
                });
            };
            view! {
                <div class="day-period">
                    <Show when=move || !lasts_all_day.get()>
                        <PeriodInput
                            name=format!("business_periods.{day}.{place}")
                            start_label=move || texts().start_of(day)
                            end_label=move || texts().end_of(day)
                            start=Value::of_item(periods, place, |period| &mut period.start)
                            end=Value::of_item(periods, place, |period| &mut period.end)
                        />
                    </Show>
                    <label class="check day-all">
                        <input
                            type="checkbox"
                            aria-label=move || texts().all_day_of(day)
                            prop:checked=lasts_all_day
                            on:change=move |event| set_all_day(event_target_checked(&event))
                        />
                        <span>{move || texts().all_day}</span>
                    </label>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || texts().remove_of(day)
                        title=move || texts().remove
                        on:click=remove
                    >
                        <Icon glyph=Glyph::Close />
                    </button>
                </div>
            }
        });
        Either::Right(rows.collect_view())
    };
    view! {
        <fieldset class="day">
            <legend>{move || texts().day(day)}</legend>
            <div class="day-periods">{rows}</div>
            <div class="day-actions">
                <button type="button" class="link-button" aria-label=move || texts().add_to(day) on:click=add>
                    {move || texts().add_period}
                </button>
                <Show when=move || count.get() != 0>
                    <button type="button" class="link-button" aria-label=move || texts().copy_of(day) on:click=copy>
                        {move || texts().copy_to_all}
                    </button>
                </Show>
            </div>
        </fieldset>
    }
}

/// Returns the initial value of an additional period: office hours, or the time
/// after the last period.
fn next_period(periods: &[Period]) -> Period {
    match periods.last() {
        None => Period::office(),
        Some(last) => Period { start: last.end.clone(), end: String::new() },
    }
}
