//! The parts around a control: its label above, its hint and its error below.

use leptos::prelude::*;

use super::{
    errors::{FieldErrors, use_field_errors},
    texts::sentence,
};
use crate::console::locale::use_locale;

/// A control's name and the ids of the elements that describe it.
#[derive(Clone, Copy)]
pub(super) struct Control {
    name: StoredValue<String>,
    has_hint: bool,
    errors: FieldErrors,
}

impl Control {
    /// Returns the control for the field `name`.
    pub(super) fn new(name: String, has_hint: bool) -> Self {
        Self { name: StoredValue::new(name), has_hint, errors: use_field_errors() }
    }

    /// Returns the field's name.
    pub(super) fn name(self) -> String {
        self.name.get_value()
    }

    /// Returns the control's id.
    pub(super) fn id(self) -> String {
        self.part("field")
    }

    /// Returns `"true"` for `aria-invalid` while the field has an error; tracked.
    pub(super) fn is_invalid(self) -> Option<&'static str> {
        self.problem().is_some().then_some("true")
    }

    /// Returns the ids of the hint and the error; tracked.
    pub(super) fn described_by(self) -> Option<String> {
        let hint = self.has_hint.then(|| self.part("hint"));
        let problem = self.problem().map(|_| self.part("problem"));
        let ids: Vec<String> = [hint, problem].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// Removes the error, because the agent is correcting the field.
    pub(super) fn corrected(self) {
        self.name.with_value(|name| self.errors.forget(name));
    }

    fn problem(self) -> Option<crate::model::field::FieldError> {
        self.name.with_value(|name| self.errors.of(name))
    }

    fn part(self, what: &str) -> String {
        self.name.with_value(|name| [what, "-", name].concat())
    }
}

/// Shows the label, the control, the hint and the error.
#[component]
pub(super) fn Labelled(
    control: Control,
    label: Signal<String>,
    hint: Option<Signal<String>>,
    /// Whether the label is only for screen readers.
    #[prop(optional)]
    label_hidden: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="form-field">
            <label for=control.id() class:visually-hidden=label_hidden>{label}</label>
            {children()}
            <Below control hint />
        </div>
    }
}

/// Shows the hint and the error.
#[component]
pub(super) fn Below(control: Control, hint: Option<Signal<String>>) -> impl IntoView {
    let locale = use_locale();
    view! {
        {hint.map(|hint| view! { <p class="form-hint" id=control.part("hint")>{hint}</p> })}
        <p class="field-error" id=control.part("problem")>
            {move || control.problem().map(|problem| sentence(&problem, locale.language()))}
        </p>
    }
}
