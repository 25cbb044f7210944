//! The business hours: seven days, the holidays, the time zone.

mod day;
mod holidays;
mod zone;

use leptos::prelude::*;
use reactive_stores::Store;

use self::{day::DayRow, holidays::Holidays, zone::ZoneInput};
use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    console::{
        form::{FormSection, Switch},
        locale::use_locale,
    },
    model::settings::ChatSettingsStoreFields,
};

/// Shows the section for business hours.
#[component]
pub fn HoursSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    let locale = use_locale();
    let week = move || locale.language().week().map(|day| view! { <DayRow draft day /> });
    view! {
        <FormSection id="hours" title=move || texts().hours.to_owned()>
            <Switch
                name="business_hours_enabled"
                label=move || texts().business_hours_enabled.to_owned()
                hint=Signal::derive(move || texts().business_hours_enabled_hint.to_owned())
                value=draft.settings().business_hours_enabled()
            />
            <p class="form-hint">{move || texts().hours_hint}</p>
            <div class="week">{week}</div>
            <ZoneInput draft />
            <Holidays draft />
        </FormSection>
    }
}
