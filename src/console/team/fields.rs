//! The input for an agent who is invited or edited.

use leptos::prelude::*;
use reactive_stores::{Field, Store};

use super::texts::TeamTexts;
use crate::{
    console::{
        form::{Choice, Draft, FormSection, NumberInput, SelectInput, TextArea, TextInput, Value},
        locale::use_locale,
    },
    model::{
        digits,
        field::{FieldError, Problem},
        language::Language,
        role::Role,
        team::{Profile, ProfileStoreFields},
    },
};

/// The profile as it is typed.
#[derive(Clone, PartialEq, Store)]
pub struct ProfileDraft {
    profile: Profile,
    /// The limit, which is kept as text until it is read.
    limit: String,
}

impl Draft for ProfileDraft {
    type Value = Profile;

    fn of(profile: &Profile) -> Self {
        let limit = profile.max_open.map(|most| most.to_string()).unwrap_or_default();
        Self { profile: profile.clone(), limit }
    }

    fn read(&self) -> Result<Profile, Vec<FieldError>> {
        self.profile()?.check()
    }
}

impl ProfileDraft {
    /// Returns the profile as it is typed, not checked.
    ///
    /// # Errors
    /// If the limit is not a number.
    pub fn profile(&self) -> Result<Profile, Vec<FieldError>> {
        let max_open = match digits::to_ascii(&self.limit).trim() {
            "" => None,
            text => Some(text.parse().map_err(|_| vec![FieldError::new("max_open", Problem::Invalid)])?),
        };
        Ok(Profile { max_open, ..self.profile.clone() })
    }
}

/// Shows the controls.
#[component]
pub fn ProfileFields(
    /// The input.
    #[prop(into)]
    draft: Field<ProfileDraft>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let (en, bn) = (Language::En.code(), Language::Bn.code());
    let roles = Signal::derive(move || {
        vec![Choice::new(Role::Agent.code(), texts().agent), Choice::new(Role::Admin.code(), texts().admin)]
    });
    view! {
        <FormSection title=move || texts().who.to_owned()>
            <div class="form-pair">
                <TextInput
                    name="display_name"
                    label=move || texts().display_name.to_owned()
                    hint=move || texts().display_name_hint.to_owned()
                    value=draft.profile().display_name()
                    lang=en
                />
                <TextInput
                    name="display_name_bn"
                    label=move || texts().display_name_bn.to_owned()
                    value=draft.profile().display_name_bn()
                    lang=bn
                />
            </div>
            <TextInput
                name="email"
                kind="email"
                label=move || texts().email.to_owned()
                hint=move || texts().email_hint.to_owned()
                value=draft.profile().email()
            />
            <TextArea name="bio" label=move || texts().bio.to_owned() value=draft.profile().bio() rows=2 />
        </FormSection>
        <FormSection title=move || texts().work.to_owned()>
            <div class="form-pair">
                <SelectInput
                    name="role"
                    label=move || texts().role.to_owned()
                    hint=move || texts().role_hint.to_owned()
                    value=Value::code(draft.profile().role())
                    choices=roles
                />
                <NumberInput
                    name="max_open"
                    label=move || texts().max_open.to_owned()
                    hint=move || texts().max_open_hint.to_owned()
                    value=draft.limit()
                />
            </div>
        </FormSection>
    }
}
