//! Changes the agent's password.

use leptos::{ev::SubmitEvent, prelude::*};

use super::texts::ProfileTexts;
use crate::{
    api::joining,
    console::{
        form::{FieldErrors, FormSection, PasswordInput},
        locale::use_locale,
        notice::use_notices,
        scope::Scope,
        session::use_session,
    },
    model::{
        credentials::check_new_password,
        field::{FieldError, Problem},
    },
};

/// Shows the form with the old and the new password.
#[component]
pub fn PasswordForm() -> impl IntoView {
    let locale = use_locale();
    let texts = move || ProfileTexts::of(locale.language());
    let (session, notices, scope) = (use_session(), use_notices(), Scope::here());
    let errors = FieldErrors::provide();
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (is_busy, is_done) = (RwSignal::new(false), RwSignal::new(false));
    let send = move || async move {
        let answer = session.change(joining::change_own_password(old.get_untracked(), new.get_untracked())).await;
        is_busy.set(false);
        match answer {
            Ok(()) => {
                old.set(String::new());
                new.set(String::new());
                is_done.set(true);
            }
            Err(error) if errors.show_refused(&error) => {}
            Err(error) => notices.tell(&error),
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        is_done.set(false);
        let missing = old.with_untracked(String::is_empty).then(|| FieldError::new("old_password", Problem::Required));
        let unfit = new.with_untracked(|new| check_new_password("new_password", new)).err().unwrap_or_default();
        let problems: Vec<FieldError> = missing.into_iter().chain(unfit).collect();
        if !problems.is_empty() {
            errors.show(problems);
        } else if !is_busy.get_untracked() {
            is_busy.set(true);
            scope.spawn(send());
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <FormSection title=move || texts().change_password.to_owned()>
                <p class="form-hint">{move || texts().change_password_hint}</p>
                <PasswordInput
                    name="old_password"
                    label=move || texts().old_password.to_owned()
                    value=old
                    autocomplete="current-password"
                />
                <PasswordInput
                    name="new_password"
                    label=move || texts().new_password.to_owned()
                    hint=move || texts().new_password_hint.to_owned()
                    value=new
                    autocomplete="new-password"
                />
                <div class="facts-line">
                    <button
                        type="submit"
                        class="button button--primary"
                        aria-disabled=move || is_busy.get().then_some("true")
                    >
                        {move || texts().change_password}
                    </button>
                    <p role="status">{move || is_done.get().then(|| texts().changed)}</p>
                </div>
            </FormSection>
        </form>
    }
}
