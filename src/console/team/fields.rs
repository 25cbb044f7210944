//! The input for an agent who is invited or edited.

use leptos::prelude::*;

use super::texts::TeamTexts;
use crate::{
    console::{
        form::{Choice, FormSection, NumberInput, SelectInput, TextArea, TextInput},
        locale::use_locale,
    },
    model::{
        digits,
        field::{FieldError, Problem},
        language::Language,
        role::Role,
        team::Profile,
    },
};

/// The fields. Numbers are kept as text until they are read.
#[derive(Clone, Copy)]
pub struct Fields {
    display_name: RwSignal<String>,
    display_name_bn: RwSignal<String>,
    bio: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    max_open: RwSignal<String>,
}

impl Fields {
    /// Returns empty fields.
    pub fn new() -> Self {
        Self {
            display_name: RwSignal::default(),
            display_name_bn: RwSignal::default(),
            bio: RwSignal::default(),
            email: RwSignal::default(),
            role: RwSignal::new(Role::Agent.code().to_owned()),
            max_open: RwSignal::default(),
        }
    }

    /// Sets the fields to a profile.
    pub fn set(self, profile: &Profile) {
        self.display_name.set(profile.display_name.clone());
        self.display_name_bn.set(profile.display_name_bn.clone());
        self.bio.set(profile.bio.clone());
        self.email.set(profile.email.clone());
        self.role.set(profile.role.code().to_owned());
        self.max_open.set(profile.max_open.map(|most| most.to_string()).unwrap_or_default());
    }

    /// Returns the fields' values.
    ///
    /// # Errors
    /// If the limit is not a number.
    pub fn profile(self) -> Result<Profile, Vec<FieldError>> {
        let limit = digits::to_ascii(&self.max_open.get());
        let max_open = match limit.trim() {
            "" => None,
            text => Some(text.parse().map_err(|_| vec![FieldError::new("max_open", Problem::Invalid)])?),
        };
        Ok(Profile {
            display_name: self.display_name.get(),
            display_name_bn: self.display_name_bn.get(),
            bio: self.bio.get(),
            email: self.email.get(),
            role: self.role.get().parse().unwrap_or(Role::Agent),
            max_open,
        })
    }
}

/// Shows the controls.
#[component]
pub fn ProfileFields(
    /// The input.
    fields: Fields,
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
                    value=fields.display_name
                    lang=en
                />
                <TextInput
                    name="display_name_bn"
                    label=move || texts().display_name_bn.to_owned()
                    value=fields.display_name_bn
                    lang=bn
                />
            </div>
            <TextInput
                name="email"
                kind="email"
                label=move || texts().email.to_owned()
                hint=move || texts().email_hint.to_owned()
                value=fields.email
            />
            <TextArea name="bio" label=move || texts().bio.to_owned() value=fields.bio rows=2 />
        </FormSection>
        <FormSection title=move || texts().work.to_owned()>
            <div class="form-pair">
                <SelectInput
                    name="role"
                    label=move || texts().role.to_owned()
                    hint=move || texts().role_hint.to_owned()
                    value=fields.role
                    choices=roles
                />
                <NumberInput
                    name="max_open"
                    label=move || texts().max_open.to_owned()
                    hint=move || texts().max_open_hint.to_owned()
                    value=fields.max_open
                />
            </div>
        </FormSection>
    }
}
