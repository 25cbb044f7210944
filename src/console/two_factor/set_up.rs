//! The setup: the secret for the app, a code that proves that the app has it, and the recovery
//! codes.

use leptos::{either::Either, ev::SubmitEvent, prelude::*};

use super::{recovery::RecoveryCodesList, texts::TwoFactorTexts};
use crate::{
    api::two_factor as api,
    console::{
        form::{FieldErrors, TextInput},
        loaded::{PageData, PageDataView},
        locale::use_locale,
        notice::use_notices,
        request::Request,
        session::use_session,
    },
    model::{
        field::{FieldError, Problem},
        two_factor::TwoFactorSetup,
    },
};

/// Shows all steps. The secret is created when they are shown.
#[component]
pub fn SetUp(
    /// Called at the end, when two-factor authentication is on and the codes are saved.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let setup = PageData::new(api::begin_two_factor);
    let codes = RwSignal::new(None::<Vec<String>>);
    move || match codes.get() {
        Some(codes) => Either::Left(view! { <RecoveryCodesList codes on_saved=on_done /> }),
        None => Either::Right(view! {
            <PageDataView loaded=setup>
                {move || setup.with(Clone::clone).map(|setup| view! { <SecretForm setup codes /> })}
            </PageDataView>
        }),
    }
}

#[component]
fn SecretForm(setup: TwoFactorSetup, codes: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TwoFactorTexts::of(locale.language());
    let (session, notices) = (use_session(), use_notices());
    let errors = FieldErrors::provide();
    let code = RwSignal::new(String::new());
    let confirm = Request::new(move |code: String| async move {
        match session.change(api::confirm_two_factor(code)).await {
            Ok(made) => codes.set(Some(made.recovery_codes)),
            Err(error) if errors.show_refused(&error) => {}
            Err(error) => notices.tell(&error),
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if code.with_untracked(|code| code.trim().is_empty()) {
            errors.show(vec![FieldError::new("code", Problem::Required)]);
        } else {
            confirm.send(code.get_untracked());
        }
    };
    let TwoFactorSetup { secret, url, qr_svg } = setup;
    view! {
        <form class="two-factor" novalidate on:submit=submit>
            <p>{move || texts().scan}</p>
            <div class="qr-code" role="img" aria-label=move || texts().qr_label inner_html=qr_svg></div>
            <p>
                <a href=url>{move || texts().open_link}</a>
            </p>
            <p>{move || texts().secret}</p>
            <code class="code-line" translate="no">{secret}</code>
            <TextInput
                name="code"
                label=move || texts().code.to_owned()
                hint=Signal::derive(move || texts().code_hint.to_owned())
                value=code
                one_time_code=true
            />
            <div class="form-actions">
                <button
                    type="submit"
                    class="button button--primary"
                    aria-disabled=move || confirm.is_pending().then_some("true")
                >
                    {move || texts().turn_on}
                </button>
            </div>
        </form>
    }
}
