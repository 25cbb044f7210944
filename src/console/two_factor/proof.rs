//! The check that the request comes from the agent themselves.

use leptos::{ev::SubmitEvent, prelude::*};

use super::texts::TwoFactorTexts;
use crate::{
    console::{
        form::{FieldErrors, PasswordInput},
        locale::use_locale,
        notice::use_notices,
        request::Request,
    },
    model::{
        error::ApiError,
        field::{FieldError, Problem},
        two_factor::OwnProof,
    },
};

/// The field's name; errors in an answer name the password or the code instead.
const FIELD: &str = "proof";

/// The state that the surrounding form needs to handle answers.
#[derive(Clone, Copy)]
pub struct ProofState {
    typed: RwSignal<String>,
    errors: FieldErrors,
}

impl ProofState {
    /// Provides an empty state.
    pub fn provide() -> Self {
        Self { typed: RwSignal::default(), errors: FieldErrors::provide() }
    }
}

/// Shows the field for a password or a code, and the button that sends it.
#[component]
pub fn ProofForm<F>(
    /// The state from the caller's context.
    state: ProofState,
    /// The button's label.
    #[prop(into)]
    label: Signal<String>,
    /// Sends the request; the answer may contain recovery codes.
    send: impl Fn(OwnProof) -> F + Copy + 'static,
    /// Called with the answer.
    #[prop(into)]
    on_done: Callback<Option<Vec<String>>>,
) -> impl IntoView
where
    F: Future<Output = Result<Option<Vec<String>>, ApiError>> + 'static,
{
    let locale = use_locale();
    let texts = move || TwoFactorTexts::of(locale.language());
    let notices = use_notices();
    let ProofState { typed, errors } = state;
    let request = Request::new(move |proof: OwnProof| {
        let answer = send(proof);
        async move {
            match answer.await {
                Ok(codes) => on_done.run(codes),
                Err(error) if !error.fields.is_empty() => {
                    errors.show(error.fields.iter().map(|error| FieldError::new(FIELD, error.problem)).collect());
                }
                Err(error) => notices.tell(&error),
            }
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(proof) = typed.with_untracked(|text| OwnProof::read(text)) else {
            return errors.show(vec![FieldError::new(FIELD, Problem::Required)]);
        };
        request.send(proof);
    };
    view! {
        <form class="two-factor" novalidate on:submit=submit>
            <PasswordInput
                name=FIELD
                label=move || texts().proof.to_owned()
                hint=Signal::derive(move || texts().proof_hint.to_owned())
                value=typed
                autocomplete="current-password"
            />
            <div class="form-actions">
                <button type="submit" class="button" aria-disabled=move || request.is_pending().then_some("true")>
                    {label}
                </button>
            </div>
        </form>
    }
}
