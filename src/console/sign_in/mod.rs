//! The sign-in page.

mod form;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use self::form::SignInForm;
use super::{locale::use_locale, place, session::use_session, shell::LanguageSwitch, title::set_title};

/// A calm card. Whoever signs in, or is signed in already, goes on to the place
/// that was asked for.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let locale = use_locale();
    let query = use_query_map();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if session.agent_id().is_some() {
            let next = query.with_untracked(|query| query.get("next"));
            let options = NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
            navigate(place::after_sign_in(next.as_deref()), options);
        }
    });
    set_title(move || locale.texts().sign_in.to_owned());
    view! {
        <main class="sign-in">
            <div class="sign-in-card">
                <div class="sign-in-head">
                    <span class="logo" aria-hidden="true" lang="bn">"আ"</span>
                    <LanguageSwitch />
                </div>
                <h1>{move || locale.texts().sign_in}</h1>
                <p class="quiet">{move || locale.texts().sign_in_hint}</p>
                <SignInForm />
            </div>
        </main>
    }
}
