//! Checks an identity token that the shop's server has signed.

use leptos::{context::Provider, either::Either, ev::SubmitEvent, prelude::*};

use super::use_texts;
use crate::{
    api::admin::settings::check_identity_token,
    console::{
        form::{FieldErrors, TextArea},
        locale::use_locale,
        notice::use_notices,
        request::Request,
        session::use_session,
    },
    model::identity::{CheckedIdentity, IdentityCheck},
    ui::time,
};

/// Shows a field for a token, and the claims in it.
#[component]
pub fn IdentityCheckBox() -> impl IntoView {
    let texts = use_texts();
    let session = use_session();
    let notices = use_notices();
    let token = RwSignal::new(String::new());
    let found = RwSignal::new(None::<IdentityCheck>);
    let check = Request::new(move |token: String| async move {
        match session.ask(check_identity_token(token)).await {
            Ok(check) => found.set(Some(check)),
            Err(error) => notices.tell(&error),
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        check.send(token.get_untracked());
    };
    let is_empty = move || token.with(|token| token.trim().is_empty());
    view! {
        <form class="identity-check" novalidate on:submit=submit>
            <Provider value=FieldErrors::default()>
                <TextArea
                    name="identity_token"
                    label=Signal::derive(move || texts().check_token.to_owned())
                    hint=Signal::derive(move || texts().check_token_hint.to_owned())
                    value=token
                    rows=2
                />
            </Provider>
            <div class="form-actions">
                <button type="submit" class="button" prop:disabled=is_empty>{move || texts().check_token_now}</button>
            </div>
            <div role="status">{move || found.get().map(|check| view! { <Found check /> })}</div>
        </form>
    }
}

#[component]
fn Found(check: IdentityCheck) -> impl IntoView {
    let texts = use_texts();
    let IdentityCheck { reason, problem, identity } = check;
    match identity {
        Some(identity) => Either::Left(view! { <Accepted identity /> }),
        None => Either::Right(view! {
            <div class="form-note">
                <p>{move || reason.map(|reason| texts().token_rejected(reason))}</p>
                // The names of claims and their errors, as in the log.
                <p class="quiet" lang="en" dir="ltr">{problem}</p>
            </div>
        }),
    }
}

#[component]
fn Accepted(identity: CheckedIdentity) -> impl IntoView {
    let texts = use_texts();
    let locale = use_locale();
    let CheckedIdentity { sub, name, email, expires_at, is_signed_with_previous } = identity;
    let until = move || {
        let language = locale.language();
        [time::day_label(&expires_at, language), time::clock(&expires_at, language)].join(" ")
    };
    view! {
        <div class="form-note">
            <p>{move || texts().token_accepted}</p>
            <p>
                <code translate="no">{sub}</code>
                " "
                <bdi>{name}</bdi>
                " "
                <bdi>{email}</bdi>
            </p>
            <p>{move || [texts().token_until, &until()].concat()}</p>
            {is_signed_with_previous.then(|| view! { <p>{move || texts().token_of_previous}</p> })}
        </div>
    }
}
