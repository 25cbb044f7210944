//! The rules for visitors: who may write, which questions they are asked, and which agent is
//! assigned.

use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    console::form::{Choice, FormSection, NumberInput, SelectInput, Switch, Value},
    model::{config::Asked, settings::ChatSettingsStoreFields},
};

/// Shows the fields for anonymous visitors, and the questions before and after a conversation.
#[component]
pub fn VisitorsSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    let asked = move || Asked::ALL.map(|asked| Choice::new(asked.code(), texts().asked(asked))).to_vec();
    view! {
        <FormSection id="visitors" title=move || texts().visitors.to_owned()>
            <Switch
                name="allow_anonymous"
                label=move || texts().allow_anonymous.to_owned()
                hint=Signal::derive(move || texts().allow_anonymous_hint.to_owned())
                value=draft.settings().allow_anonymous()
            />
            <div class="form-pair">
                <SelectInput
                    name="prechat_name"
                    label=move || texts().prechat_name.to_owned()
                    choices=asked
                    value=Value::code(draft.settings().prechat_name())
                />
                <SelectInput
                    name="prechat_email"
                    label=move || texts().prechat_email.to_owned()
                    choices=asked
                    value=Value::code(draft.settings().prechat_email())
                />
            </div>
            <Switch
                name="rating_enabled"
                label=move || texts().rating_enabled.to_owned()
                hint=Signal::derive(move || texts().rating_enabled_hint.to_owned())
                value=draft.settings().rating_enabled()
            />
        </FormSection>
    }
}

/// Shows the fields for the assignment of new conversations.
#[component]
pub fn AssignmentSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormSection id="assignment" title=move || texts().assignment.to_owned()>
            <Switch
                name="auto_assign"
                label=move || texts().auto_assign.to_owned()
                hint=Signal::derive(move || texts().auto_assign_hint.to_owned())
                value=draft.settings().auto_assign()
            />
            <NumberInput
                name="release_after_minutes"
                label=move || texts().release_after_minutes.to_owned()
                hint=Signal::derive(move || texts().release_after_minutes_hint.to_owned())
                unit=Signal::derive(move || texts().minutes.to_owned())
                value=draft.release_after_minutes()
            />
        </FormSection>
    }
}
