//! The greeting for customers, and the message while no agent is online.

use leptos::prelude::*;

use super::{draft::Draft, use_texts};
use crate::console::form::{FormSection, TextArea};

/// Shows both messages in both languages.
#[component]
pub fn MessagesSection(draft: Draft) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormSection title=move || texts().messages.to_owned()>
            <div class="form-pair">
                <TextArea
                    name="welcome_message"
                    label=move || texts().welcome_message.to_owned()
                    value=draft.welcome_message
                    lang="en"
                />
                <TextArea
                    name="welcome_message_bn"
                    label=move || texts().welcome_message_bn.to_owned()
                    value=draft.welcome_message_bn
                    lang="bn"
                />
                <TextArea
                    name="offline_message"
                    label=move || texts().offline_message.to_owned()
                    value=draft.offline_message
                    lang="en"
                />
                <TextArea
                    name="offline_message_bn"
                    label=move || texts().offline_message_bn.to_owned()
                    value=draft.offline_message_bn
                    lang="bn"
                />
            </div>
            <p class="form-hint">{move || texts().bangla_hint}</p>
        </FormSection>
    }
}
