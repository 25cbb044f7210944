//! The shop's settings.

mod appearance;
mod draft;
mod embed;
mod files;
mod form;
mod hours;
mod identity;
mod identity_check;
mod messages;
mod preview;
mod retention;
mod sample_chat;
mod security;
mod shop;
mod skeleton;
mod texts;
mod visitors;

use leptos::prelude::*;

pub use self::{embed::widget_line, texts::SettingsTexts};
use self::{form::SettingsForm, identity::IdentitySection, skeleton::Skeleton};
use super::{
    admin::AdminPage,
    form::{SectionLinks, Sections},
    loaded::{PageData, PageDataView},
    locale::use_locale,
};
use crate::{api::admin::settings::load_settings, model::settings::ChatSettings};

/// Shows the page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let texts = use_texts();
    let settings = PageData::new(load_settings);
    let sections = Sections::provide();
    view! {
        <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
            <SectionLinks sections />
            <PageDataView loaded=settings skeleton=|| view! { <Skeleton /> }>
                {move || {
                    settings
                        .with_untracked(ChatSettings::clone)
                        .map(|settings| {
                            view! {
                                <SettingsForm settings />
                                <IdentitySection />
                            }
                        })
                }}
            </PageDataView>
        </AdminPage>
    }
}

/// Returns the texts in the agent's language; tracked where they are read.
fn use_texts() -> impl Fn() -> &'static SettingsTexts + Copy + Send + Sync + 'static {
    let locale = use_locale();
    move || SettingsTexts::of(locale.language())
}
