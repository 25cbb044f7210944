//! One day of the week and its periods.

use leptos::{either::Either, prelude::*};

use crate::{
    console::{
        form::{PeriodInput, use_field_errors},
        settings::{draft::Draft, use_texts},
    },
    model::settings::Period,
    ui::icons::{Glyph, Icon},
};

/// A period that is being edited.
#[derive(Clone)]
pub struct PeriodDraft {
    start: ArcRwSignal<String>,
    end: ArcRwSignal<String>,
}

impl PeriodDraft {
    /// Returns a draft of a period.
    pub fn of(period: &Period) -> Self {
        Self { start: ArcRwSignal::new(period.start.clone()), end: ArcRwSignal::new(period.end.clone()) }
    }

    /// Returns the input; tracked.
    pub fn read(&self) -> Period {
        Period { start: self.start.get(), end: self.end.get() }
    }

    /// Returns whether it lasts from midnight to midnight; tracked.
    fn lasts_all_day(&self) -> bool {
        self.read() == Period::all_day()
    }

    /// Makes the period last all day, or sets it to office hours.
    fn set_all_day(&self, all_day: bool) {
        let Period { start, end } = if all_day { Period::all_day() } else { Period::office() };
        self.start.set(start);
        self.end.set(end);
    }

    fn copy(&self) -> Self {
        Self::of(&Period { start: self.start.get_untracked(), end: self.end.get_untracked() })
    }
}

/// Shows the day, 0 for Monday: its periods, or that it is closed.
#[component]
pub fn DayRow(draft: Draft, day: usize) -> impl IntoView {
    let texts = use_texts();
    let errors = use_field_errors();
    let periods = draft.week[day];
    let is_closed = Memo::new(move |_| periods.with(Vec::is_empty));
    // Indices change when a period is added or removed, so that errors no
    // longer apply.
    let edit = move |change: &dyn Fn(&mut Vec<PeriodDraft>)| {
        errors.clear();
        periods.update(|periods| change(periods));
    };
    let add = move |_| edit(&|periods| periods.push(PeriodDraft::of(&next_period(periods))));
    let copy = move |_| {
        errors.clear();
        let copied = periods.get_untracked();
        for other in draft.week.into_iter().filter(|other| *other != periods) {
            other.set(copied.iter().map(PeriodDraft::copy).collect());
        }
    };
    let rows = move || {
        if is_closed.get() {
            return Either::Left(view! { <p class="quiet day-closed">{move || texts().closed}</p> });
        }
        let rows = periods.get().into_iter().enumerate().map(|(place, period)| {
            let times = StoredValue::new(period.clone());
            let lasts_all_day = Memo::new(move |_| period.lasts_all_day());
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
                            start=times.get_value().start
                            end=times.get_value().end
                        />
                    </Show>
                    <label class="check day-all">
                        <input
                            type="checkbox"
                            aria-label=move || texts().all_day_of(day)
                            prop:checked=lasts_all_day
                            on:change=move |event| {
                                errors.clear();
                                times.get_value().set_all_day(event_target_checked(&event));
                            }
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
                <Show when=move || !is_closed.get()>
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
fn next_period(periods: &[PeriodDraft]) -> Period {
    match periods.last() {
        None => Period::office(),
        Some(last) => Period { start: last.end.get_untracked(), end: String::new() },
    }
}
