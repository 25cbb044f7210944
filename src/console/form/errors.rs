//! What is wrong with a form's fields, for whoever draws them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::model::{error::ApiError, field::FieldError};

/// The problems of a form, as its controls find them in the context.
#[derive(Clone, Copy)]
pub struct FieldErrors(RwSignal<Vec<FieldError>>);

impl FieldErrors {
    /// No problems yet, for the controls below the caller.
    pub fn provide() -> Self {
        let errors = Self(RwSignal::new(Vec::new()));
        provide_context(errors);
        errors
    }

    /// Returns the problem of a field; tracked.
    pub fn of(self, field: &str) -> Option<FieldError> {
        self.0.with(|errors| errors.iter().find(|error| error.field == field).cloned())
    }

    /// Shows these problems and no others, and goes to the first of them.
    pub fn show(self, errors: Vec<FieldError>) {
        self.0.set(errors);
        request_animation_frame(focus_first);
    }

    /// Shows the fields that an answer refused, if it refused any.
    pub fn show_refused(self, error: &ApiError) -> bool {
        let has_fields = !error.fields.is_empty();
        if has_fields {
            self.show(error.fields.clone());
        }
        has_fields
    }

    /// Takes back what was said of a field: it is being corrected.
    pub fn forget(self, field: &str) {
        if self.0.with_untracked(|errors| errors.iter().any(|error| error.field == field)) {
            self.0.update(|errors| errors.retain(|error| error.field != field));
        }
    }

    /// Takes everything back.
    pub fn clear(self) {
        if self.0.with_untracked(|errors| !errors.is_empty()) {
            self.0.update(Vec::clear);
        }
    }
}

/// Returns the problems of the form around the caller.
pub fn use_field_errors() -> FieldErrors {
    expect_context()
}

/// Only once the problems are drawn can the first of them be found.
fn focus_first() {
    let first = document().query_selector("[aria-invalid='true']").ok().flatten();
    if let Some(first) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}
