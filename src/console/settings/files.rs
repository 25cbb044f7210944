//! The rules for uploads.

use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    console::form::{FormSection, NumberInput},
    model::{attachment::AttachmentKind, settings::ChatSettingsStoreFields},
};

/// Shows the largest size and the kinds.
#[component]
pub fn FilesSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormSection id="files" title=move || texts().files.to_owned()>
            <NumberInput
                name="max_file_size"
                label=move || texts().max_file_size.to_owned()
                unit=Signal::derive(move || texts().megabytes.to_owned())
                value=draft.max_file_size()
            />
            <fieldset class="form-group">
                <legend>{move || texts().attachment_types}</legend>
                <div class="form-checks">
                    {AttachmentKind::ALL.map(|kind| view! { <Kind draft kind /> }).collect_view()}
                </div>
                <p class="form-hint">{move || texts().attachment_types_hint}</p>
            </fieldset>
        </FormSection>
    }
}

#[component]
fn Kind(draft: Store<SettingsDraft>, kind: AttachmentKind) -> impl IntoView {
    let kinds = draft.settings().attachment_types();
    let take = move |is_taken: bool| {
        kinds.update(|kinds| {
            kinds.retain(|other| *other != kind);
            if is_taken {
                kinds.push(kind);
            }
            kinds.sort_unstable();
        });
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || kinds.with(|kinds| kinds.contains(&kind))
                on:change=move |event| take(event_target_checked(&event))
            />
            <span>{kind.code()}</span>
        </label>
    }
}
