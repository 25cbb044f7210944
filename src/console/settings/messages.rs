//! The greeting for customers, and the message while no agent is online.

use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    console::form::{FormSection, TextArea},
    model::settings::ChatSettingsStoreFields,
};

/// Shows both messages in both languages.
#[component]
pub fn MessagesSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormSection id="messages" title=move || texts().messages.to_owned()>
            <div class="form-pair">
                <TextArea
                    name="welcome_message"
                    label=move || texts().welcome_message.to_owned()
                    value=draft.settings().welcome_message()
                    lang="en"
                />
                <TextArea
                    name="welcome_message_bn"
                    label=move || texts().welcome_message_bn.to_owned()
                    value=draft.settings().welcome_message_bn()
                    lang="bn"
                />
                <TextArea
                    name="offline_message"
                    label=move || texts().offline_message.to_owned()
                    value=draft.settings().offline_message()
                    lang="en"
                />
                <TextArea
                    name="offline_message_bn"
                    label=move || texts().offline_message_bn.to_owned()
                    value=draft.settings().offline_message_bn()
                    lang="bn"
                />
            </div>
            <p class="form-hint">{move || texts().bangla_hint}</p>
        </FormSection>
    }
}
