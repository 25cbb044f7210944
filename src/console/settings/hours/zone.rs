//! The time zone of the business hours.

use leptos::prelude::*;
use reactive_stores::Store;

use crate::{
    api::admin::settings::time_zones,
    console::{
        form::TextInput,
        scope::Scope,
        session::use_session,
        settings::{
            draft::{SettingsDraft, SettingsDraftStoreFields},
            use_texts,
        },
    },
    model::settings::ChatSettingsStoreFields,
    ui::retry::until_answered,
};

const LIST_ID: &str = "time-zones";

/// Shows a field that finds a zone by any part of its name. The list is only a
/// help; without it a name can be typed in full.
#[component]
pub fn ZoneInput(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    let session = use_session();
    let zones = RwSignal::new(Vec::new());
    Scope::here().spawn(async move {
        if let Ok(names) = until_answered(|| session.ask(time_zones())).await {
            zones.set(names);
        }
    });
    view! {
        <TextInput
            name="timezone"
            label=move || texts().timezone.to_owned()
            hint=Signal::derive(move || texts().timezone_hint.to_owned())
            value=draft.settings().timezone()
            list=LIST_ID
        />
        <datalist id=LIST_ID>
            {move || zones.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
        </datalist>
    }
}
