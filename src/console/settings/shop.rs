//! The shop as customers see it.

use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    console::form::{FormSection, TextInput},
    model::settings::ChatSettingsStoreFields,
};

/// Shows the fields for the shop's identity.
#[component]
pub fn ShopSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormSection title=move || texts().shop.to_owned()>
            <div class="form-pair">
                <TextInput
                    name="shop_name"
                    label=move || texts().shop_name.to_owned()
                    hint=Signal::derive(move || texts().shop_name_hint.to_owned())
                    value=draft.settings().shop_name()
                    lang="en"
                />
                <TextInput
                    name="shop_name_bn"
                    label=move || texts().shop_name_bn.to_owned()
                    hint=Signal::derive(move || texts().bangla_hint.to_owned())
                    value=draft.settings().shop_name_bn()
                    lang="bn"
                />
            </div>
            <TextInput
                name="shop_url"
                kind="url"
                label=move || texts().shop_url.to_owned()
                hint=Signal::derive(move || texts().shop_url_hint.to_owned())
                value=draft.settings().shop_url()
            />
        </FormSection>
    }
}
