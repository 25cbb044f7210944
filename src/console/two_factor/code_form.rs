//! The second step of signing in: the code.

use leptos::{ev::SubmitEvent, html::Input, prelude::*};

use super::{code_step::CodeStep, texts::TwoFactorTexts};
use crate::{
    console::{locale::use_locale, request::Request, session::use_session},
    model::error::ErrorCode,
};

const ERROR_ID: &str = "code-error";

#[derive(Clone, Copy, PartialEq)]
enum Refusal {
    Missing,
    Refused(ErrorCode),
}

/// Shows the form of the [`CodeStep`] in the context. It is removed once the agent is signed in.
#[component]
pub fn CodeForm() -> impl IntoView {
    let CodeStep { step, on_start_again } = expect_context();
    let session = use_session();
    let locale = use_locale();
    let texts = move || TwoFactorTexts::of(locale.language());
    let field = NodeRef::<Input>::new();
    let refusal = RwSignal::new(None);
    let attempt = Request::new(move |(step, code): (String, String)| async move {
        refusal.set(None);
        match session.finish_sign_in(step, code).await {
            Ok(()) => {}
            Err(error) if error.code == ErrorCode::NotSignedIn => on_start_again.run(true),
            Err(error) => {
                refusal.set(Some(Refusal::Refused(error.code)));
                if let Some(field) = field.get_untracked() {
                    field.select();
                    let _ = field.focus();
                }
            }
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let code = field.value();
        if code.trim().is_empty() {
            refusal.set(Some(Refusal::Missing));
            let _ = field.focus();
        } else {
            attempt.send((step.second_step.clone(), code));
        }
    };
    let problem = move || {
        refusal.get().map(|refusal| match refusal {
            Refusal::Missing => texts().step_missing,
            Refusal::Refused(code) => locale.texts().error(code),
        })
    };
    // The field is added after the page has loaded, so `autofocus` has no effect.
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    view! {
        <h1>{move || texts().step_title}</h1>
        <p class="quiet">{move || texts().step_hint}</p>
        <form class="sign-in-form" novalidate on:submit=submit>
            <label class="field">
                <span>{move || texts().step_code}</span>
                <input
                    node_ref=field
                    name="code"
                    autocomplete="one-time-code"
                    autocapitalize="characters"
                    spellcheck="false"
                    required
                    aria-invalid=move || refusal.with(|refusal| refusal.is_some().then_some("true"))
                    aria-describedby=move || refusal.with(|refusal| refusal.is_some().then_some(ERROR_ID))
                />
            </label>
            <p class="field-error" id=ERROR_ID role="alert">{problem}</p>
            <button type="submit" class="button button--primary" aria-disabled=move || attempt.is_pending().then_some("true")>
                {move || if attempt.is_pending() { locale.texts().signing_in } else { locale.texts().sign_in }}
            </button>
            <button type="button" class="button" on:click=move |_| on_start_again.run(false)>
                {move || texts().start_again}
            </button>
        </form>
    }
}
