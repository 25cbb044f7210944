//! The agent's own page: their details, how they sign in, and their sessions.

mod password;
mod sessions;
mod texts;

use leptos::prelude::*;

use self::{password::PasswordForm, sessions::SessionsSection, texts::ProfileTexts};
use super::{
    admin::AdminPage, face::Face, form::FormSection, locale::use_locale, session::use_session,
    two_factor::TwoFactorSection,
};

/// Shows the page.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let locale = use_locale();
    let texts = move || ProfileTexts::of(locale.language());
    view! {
        <div class="single-page">
            <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
                <div class="page-form">
                    <You />
                    <PasswordForm />
                    <TwoFactorSection />
                    <SessionsSection />
                </div>
            </AdminPage>
        </div>
    }
}

#[component]
fn You() -> impl IntoView {
    let locale = use_locale();
    let session = use_session();
    let texts = move || ProfileTexts::of(locale.language());
    let name = Signal::derive(move || {
        session.agent().map(|me| me.agent.name_in(locale.language()).to_owned()).unwrap_or_default()
    });
    let picture = Signal::derive(move || session.agent().and_then(|me| me.agent.avatar));
    let color_of = Signal::derive(move || session.agent_id().map(|id| id.0));
    let username = move || session.agent().map(|me| me.username);
    view! {
        <FormSection title=move || texts().you.to_owned()>
            <div class="facts-line">
                <Face name=name color_of=color_of picture=picture large=true />
                <div>
                    <strong><bdi>{name}</bdi></strong>
                    <p class="quiet">{move || texts().username} ": " <bdi>{username}</bdi></p>
                </div>
            </div>
        </FormSection>
    }
}
