//! The requirements for the team's sign-in.

use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    console::form::{FormSection, Switch},
    model::settings::ChatSettingsStoreFields,
};

/// Shows whether every agent needs two-factor authentication.
#[component]
pub fn SecuritySection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormSection id="security" title=move || texts().security.to_owned()>
            <Switch
                name="require_two_factor"
                label=move || texts().require_two_factor.to_owned()
                hint=Signal::derive(move || texts().require_two_factor_hint.to_owned())
                value=draft.settings().require_two_factor()
            />
        </FormSection>
    }
}
