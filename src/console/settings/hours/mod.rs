//! The business hours: seven days, the holidays, the time zone.

mod day;
mod holidays;
mod zone;

use leptos::prelude::*;

use self::{day::DayRow, holidays::Holidays, zone::ZoneInput};
pub use self::{day::PeriodDraft, holidays::HolidayDraft};
use super::{draft::Draft, use_texts};
use crate::console::form::{FormSection, Switch};

/// Shows the section for business hours.
#[component]
pub fn HoursSection(draft: Draft) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormSection title=move || texts().hours.to_owned()>
            <Switch
                name="business_hours_enabled"
                label=move || texts().business_hours_enabled.to_owned()
                hint=Signal::derive(move || texts().business_hours_enabled_hint.to_owned())
                value=draft.business_hours_enabled
            />
            <p class="form-hint">{move || texts().hours_hint}</p>
            <div class="week">{(0..7).map(|day| view! { <DayRow draft day /> }).collect_view()}</div>
            <ZoneInput draft />
            <Holidays draft />
        </FormSection>
    }
}
