//! The sign-in form: name, password, and their errors.

use leptos::{ev::SubmitEvent, html::Input, prelude::*};

use crate::{
    console::{locale::use_locale, request::Request, session::use_session, texts::Texts},
    model::{error::ErrorCode, two_factor::SecondStep},
};

const ERROR_ID: &str = "sign-in-error";

#[derive(Clone, Copy, PartialEq)]
enum Problem {
    Incomplete,
    Refused(ErrorCode),
}

impl Problem {
    fn text(self, texts: &Texts) -> &'static str {
        match self {
            Self::Incomplete => texts.name_and_password_needed,
            Self::Refused(code) => texts.error(code),
        }
    }
}

/// Shows the form. After a refusal, shows the error and keeps the name.
#[component]
pub fn SignInForm(
    /// Called if a code is required as well.
    #[prop(into)]
    on_second_step: Callback<SecondStep>,
) -> impl IntoView {
    let session = use_session();
    let locale = use_locale();
    let name = NodeRef::<Input>::new();
    let password = NodeRef::<Input>::new();
    let problem = RwSignal::new(None);

    let attempt = Request::new(move |(username, secret): (String, String)| async move {
        problem.set(None);
        match session.sign_in(username, secret).await {
            Ok(step) => step.into_iter().for_each(|step| on_second_step.run(step)),
            Err(error) => {
                problem.set(Some(Problem::Refused(error.code)));
                if let Some(field) = password.get_untracked() {
                    field.select();
                    let _ = field.focus();
                }
            }
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(password)) = (name.get_untracked(), password.get_untracked()) else { return };
        let (username, secret) = (name.value().trim().to_owned(), password.value());
        if username.is_empty() || secret.is_empty() {
            problem.set(Some(Problem::Incomplete));
            let _ = if username.is_empty() { name.focus() } else { password.focus() };
        } else {
            attempt.send((username, secret));
        }
    };
    let is_wrong = move || problem.with(|problem| problem.is_some().then_some("true"));
    let described_by = move || problem.with(|problem| problem.is_some().then_some(ERROR_ID));

    view! {
        <form class="sign-in-form" novalidate on:submit=submit>
            <label class="field">
                <span>{move || locale.texts().name}</span>
                <input
                    node_ref=name
                    name="username"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    autofocus
                    aria-invalid=is_wrong
                    aria-describedby=described_by
                />
            </label>
            <label class="field">
                <span>{move || locale.texts().password}</span>
                <input
                    node_ref=password
                    type="password"
                    name="password"
                    autocomplete="current-password"
                    required
                    aria-invalid=is_wrong
                    aria-describedby=described_by
                />
            </label>
            <p class="field-error" id=ERROR_ID role="alert">
                {move || problem.get().map(|problem| problem.text(locale.texts()))}
            </p>
            <button type="submit" class="button button--primary" aria-disabled=move || attempt.is_pending().then_some("true")>
                {move || if attempt.is_pending() { locale.texts().signing_in } else { locale.texts().sign_in }}
            </button>
        </form>
    }
}
