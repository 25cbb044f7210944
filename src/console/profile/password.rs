//! Changes the agent's password.

use leptos::prelude::*;
use reactive_stores::Store;

use super::texts::ProfileTexts;
use crate::{
    api::joining,
    console::{
        form::{Draft, EditForm, FormSection, PasswordInput, Refusal},
        locale::use_locale,
        notice::use_notices,
        session::use_session,
    },
    model::{
        credentials::check_new_password,
        field::{FieldError, Problem},
    },
};

/// The passwords as they are typed. They are empty again once the new one is stored.
#[derive(Clone, Default, PartialEq, Store)]
struct Passwords {
    old: String,
    new: String,
}

impl Draft for Passwords {
    type Value = Self;

    fn of(value: &Self) -> Self {
        value.clone()
    }

    fn read(&self) -> Result<Self, Vec<FieldError>> {
        let missing = self.old.is_empty().then(|| FieldError::new("old_password", Problem::Required));
        let unfit = check_new_password("new_password", &self.new).err().unwrap_or_default();
        let problems: Vec<FieldError> = missing.into_iter().chain(unfit).collect();
        if problems.is_empty() { Ok(self.clone()) } else { Err(problems) }
    }
}

/// Shows the form with the old and the new password.
#[component]
pub fn PasswordForm() -> impl IntoView {
    let locale = use_locale();
    let texts = move || ProfileTexts::of(locale.language());
    let (session, notices) = (use_session(), use_notices());
    let form = EditForm::new(Passwords::default());
    let change = move |Passwords { old, new }: Passwords| async move {
        match session.change(joining::change_own_password(old, new)).await {
            Ok(()) => Ok(Passwords::default()),
            Err(error) if error.fields.is_empty() => {
                notices.tell(&error);
                Err(Refusal::Shown)
            }
            Err(error) => Err(error.into()),
        }
    };
    view! {
        <form novalidate on:submit=form.on_submit(change)>
            <FormSection title=move || texts().change_password.to_owned()>
                <p class="form-hint">{move || texts().change_password_hint}</p>
                <PasswordInput
                    name="old_password"
                    label=move || texts().old_password.to_owned()
                    value=form.input.old()
                    autocomplete="current-password"
                />
                <PasswordInput
                    name="new_password"
                    label=move || texts().new_password.to_owned()
                    hint=move || texts().new_password_hint.to_owned()
                    value=form.input.new()
                    autocomplete="new-password"
                />
                <div class="facts-line">
                    <button
                        type="submit"
                        class="button button--primary"
                        aria-disabled=move || form.is_saving().then_some("true")
                    >
                        {move || texts().change_password}
                    </button>
                    <p role="status">{move || form.is_saved().then(|| texts().changed)}</p>
                </div>
            </FormSection>
        </form>
    }
}
