//! The form for name and new password.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::texts::JoinTexts;
use crate::{
    console::{
        form::{FieldErrors, PasswordInput},
        locale::use_locale,
        notice::use_notices,
        place,
        request::Request,
        session::use_session,
    },
    model::{
        credentials::check_new_password,
        error::{ApiError, ErrorCode},
        invitation::Invitation,
        two_factor::SecondStep,
    },
};

/// Shows the form. After joining, the agent goes on to the inbox.
#[component]
pub fn JoinForm(
    /// The secret of the link.
    token: String,
    /// The invitation that the link belongs to.
    invitation: Invitation,
    /// Called if the link can no longer be used.
    useless: Callback<ApiError>,
    /// Called if a code is required as well; the password is set by then.
    #[prop(into)]
    on_second_step: Callback<SecondStep>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || JoinTexts::of(locale.language());
    let (session, notices) = (use_session(), use_notices());
    let navigate = use_navigate();
    let errors = FieldErrors::provide();
    let password = RwSignal::new(String::new());
    let join = Request::new(move |secret: String| {
        let token = token.clone();
        let navigate = navigate.clone();
        async move {
            match session.join(token, secret).await {
                Ok(None) => {
                    navigate(place::INBOX, NavigateOptions { resolve: false, replace: true, ..Default::default() })
                }
                Ok(Some(step)) => on_second_step.run(step),
                Err(error) if error.code == ErrorCode::NotFound => useless.run(error),
                Err(error) if errors.show_refused(&error) => {}
                Err(error) => notices.tell(&error),
            }
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let secret = password.get_untracked();
        match check_new_password("password", &secret) {
            Ok(()) => join.send(secret),
            Err(problems) => errors.show(problems),
        }
    };
    let name = invitation.name_in(locale.language()).to_owned();
    view! {
        <h1>{move || texts().title}</h1>
        <p class="quiet"><bdi>{name}</bdi> ". " {move || texts().hint}</p>
        <form class="sign-in-form" novalidate on:submit=submit>
            <label class="field">
                <span>{move || texts().name}</span>
                <input name="username" autocomplete="username" readonly value=invitation.username />
            </label>
            <PasswordInput
                name="password"
                label=move || texts().password.to_owned()
                hint=move || texts().password_hint.to_owned()
                value=password
                autocomplete="new-password"
            />
            <button type="submit" class="button button--primary" aria-disabled=move || join.is_pending().then_some("true")>
                {move || if join.is_pending() { texts().joining } else { texts().join }}
            </button>
        </form>
    }
}
