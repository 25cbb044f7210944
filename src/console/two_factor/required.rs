//! The page for agents who must set up two-factor authentication before
//! anything else.

use leptos::prelude::*;

use super::{set_up::SetUp, texts::TwoFactorTexts};
use crate::console::{
    locale::use_locale, notice::use_notices, scope::Scope, session::use_session, sign_in::SignInHead, title::set_title,
};

/// Shows the setup, and a button to sign out.
#[component]
pub fn TwoFactorRequired() -> impl IntoView {
    let locale = use_locale();
    let texts = move || TwoFactorTexts::of(locale.language());
    let (session, notices, scope) = (use_session(), use_notices(), Scope::here());
    set_title(move || texts().required_title.to_owned());
    let sign_out = move |_| {
        scope.spawn(async move {
            if let Err(error) = session.sign_out().await {
                notices.tell(&error);
            }
        });
    };
    view! {
        <main class="sign-in">
            <div class="sign-in-card">
                <SignInHead />
                <h1>{move || texts().required_title}</h1>
                <p class="quiet">{move || texts().required_hint}</p>
                <SetUp on_done=move |()| scope.spawn(session.find_out_again()) />
                <p class="sign-in-way-out">
                    <button type="button" class="button" on:click=sign_out>{move || locale.texts().sign_out}</button>
                </p>
            </div>
        </main>
    }
}
