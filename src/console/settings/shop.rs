//! The shop as customers see it.

use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    api::admin::settings::{load_settings, remove_logo},
    console::{
        face::Face,
        form::{EditForm, FormSection, PictureInput, TextInput},
        request::Request,
        shop::use_shop,
    },
    model::settings::{ChatSettings, ChatSettingsStoreFields},
};

/// The address that takes the logo.
const LOGO: &str = "/support/admin/api/settings/logo/";

/// Shows the fields for the shop's identity.
#[component]
pub fn ShopSection(form: EditForm<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    let draft = form.input;
    view! {
        <FormSection id="shop" title=move || texts().shop.to_owned()>
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
            <fieldset class="form-group">
                <legend>{move || texts().shop_logo}</legend>
                <Logo form />
            </fieldset>
        </FormSection>
    }
}

/// Shows the logo. A new one is stored at once, and not with the form.
#[component]
fn Logo(form: EditForm<SettingsDraft>) -> impl IntoView {
    let draft: Store<SettingsDraft> = form.input;
    let logo = Signal::derive(move || draft.settings().shop_logo().get());
    let name = Signal::derive(move || draft.settings().shop_name().get());
    let shop = use_shop();
    let take = move |stored: ChatSettings| {
        shop.show(&stored);
        adopt(form, stored);
    };
    let reload = Request::change(|()| load_settings(), take);
    let remove = Request::change(|()| remove_logo(), take);
    view! {
        <PictureInput
            id="shop-logo"
            address=LOGO
            is_set=Signal::derive(move || logo.with(Option::is_some))
            on_stored=move |()| reload.replace(())
            on_remove=move |()| remove.send(())
        >
            <Face name color_of=Signal::stored(None) picture=logo large=true />
        </PictureInput>
    }
}

/// Puts the logo of the stored settings into the form, and keeps its other input. A new logo makes a
/// new version of the settings. The form starts from that version, unless another admin has changed
/// something else: then saving it is still a conflict.
fn adopt(form: EditForm<SettingsDraft>, stored: ChatSettings) {
    let saved = form.saved();
    let (shop_logo, mut updated_at) = (stored.shop_logo.clone(), stored.updated_at.clone());
    let before = ChatSettings { shop_logo: saved.shop_logo.clone(), updated_at: saved.updated_at.clone(), ..stored };
    if before != saved {
        updated_at.clone_from(&saved.updated_at);
    }
    let input = form.input.settings();
    input.shop_logo().set(shop_logo.clone());
    input.updated_at().set(updated_at.clone());
    form.rebase(ChatSettings { shop_logo, updated_at, ..saved });
}
