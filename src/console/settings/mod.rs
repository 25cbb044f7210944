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
mod security;
mod skeleton;
mod texts;
mod visitors;

use leptos::{either::EitherOf3, prelude::*};

use self::{draft::Draft, embed::EmbedSection, form::SettingsForm, identity::IdentitySection, skeleton::Skeleton};
pub use self::{embed::widget_line, texts::SettingsTexts};
use super::{admin::AdminPage, loaded::NotLoaded, locale::use_locale, scope::Scope, session::use_session};
use crate::{api::admin::settings::load_settings, model::error::ErrorCode};

/// The loading state of the settings.
#[derive(Clone)]
enum Known {
    Asking,
    Failed(ErrorCode),
    Loaded(Box<Draft>),
}

/// Shows the page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let texts = use_texts();
    let session = use_session();
    let scope = Scope::here();
    let known = RwSignal::new(Known::Asking);
    let load = move || {
        known.set(Known::Asking);
        scope.spawn(async move {
            let loaded = match session.ask(load_settings()).await {
                Ok(settings) => match scope.own(|| Draft::of(settings)) {
                    Some(draft) => Known::Loaded(Box::new(draft)),
                    None => return,
                },
                Err(error) => Known::Failed(error.code),
            };
            known.set(loaded);
        });
    };
    load();
    view! {
        <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
            {move || match known.get() {
                Known::Asking => EitherOf3::A(view! { <Skeleton /> }),
                Known::Failed(code) => EitherOf3::B(view! { <NotLoaded code on_retry=move |()| load() /> }),
                Known::Loaded(draft) => {
                    EitherOf3::C(
                        view! {
                            <SettingsForm draft=*draft />
                            <IdentitySection />
                            <EmbedSection />
                        },
                    )
                }
            }}
        </AdminPage>
    }
}

/// Returns the texts in the agent's language; tracked where they are read.
fn use_texts() -> impl Fn() -> &'static SettingsTexts + Copy + Send + Sync + 'static {
    let locale = use_locale();
    move || SettingsTexts::of(locale.language())
}
