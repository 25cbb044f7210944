//! The sign-in page.

mod form;
mod head;
mod provider;

use leptos::{either::Either, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

pub use self::head::SignInHead;
use self::{form::SignInForm, provider::ProviderLink};
use super::{
    locale::use_locale,
    place,
    scope::Scope,
    session::{Session, use_session},
    title::set_title,
    two_factor::{CodeStepForm, TwoFactorTexts},
};
use crate::{
    model::two_factor::SecondStep,
    ui::{bell::wait, page},
};

/// The delay in milliseconds after which the page asks again who is signed in. A sign-in in another
/// tab ends this browser's session a moment before the browser has the new one. A request in
/// between leads here.
const RECHECK_MS: u32 = 2_000;

/// Shows the sign-in card. An agent who signs in, or is signed in already, goes
/// on to the page that was requested.
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
    notice_sign_in_elsewhere(session);
    set_title(move || locale.texts().sign_in.to_owned());
    let second_step = RwSignal::new(None::<SecondStep>);
    let is_expired = RwSignal::new(false);
    let begin_again = move |has_expired| {
        is_expired.set(has_expired);
        second_step.set(None);
    };
    let card = move || match second_step.get() {
        Some(step) => Either::Left(view! { <CodeStepForm step on_start_again=begin_again /> }),
        None => Either::Right(view! {
            <h1>{move || locale.texts().sign_in}</h1>
            <p class="quiet">{move || locale.texts().sign_in_hint}</p>
            <p class="field-error" role="status">
                {move || is_expired.get().then(|| TwoFactorTexts::of(locale.language()).step_expired)}
            </p>
            <SignInForm on_second_step=move |step| second_step.set(Some(step)) />
            <ProviderLink />
        }),
    };
    view! {
        <main class="sign-in">
            <div class="sign-in-card">
                <SignInHead />
                {card}
            </div>
        </main>
    }
}

/// Asks who is signed in soon after the page has opened, and whenever it is shown
/// again: the agent may have used another tab to sign in.
fn notice_sign_in_elsewhere(session: Session) {
    let scope = Scope::here();
    scope.spawn(async move {
        wait(RECHECK_MS).await;
        session.find_out_again().await;
    });
    page::on_change(move || {
        if page::is_visible() {
            scope.spawn(session.find_out_again());
        }
    });
}
