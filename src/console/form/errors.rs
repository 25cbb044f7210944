//! The errors of a form's fields, for the controls that show them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    console::frame::before_next_frame,
    model::{error::ApiError, field::FieldError},
};

/// The errors of a form, provided to its controls in the context.
#[derive(Clone, Copy, Default)]
pub struct FieldErrors(RwSignal<Vec<FieldError>>);

impl FieldErrors {
    /// Provides an empty list of errors to the controls below the caller and its siblings, which share
    /// their context. A form beside another one uses [`Provider`](leptos::context::Provider) instead.
    pub fn provide() -> Self {
        let errors = Self::default();
        provide_context(errors);
        errors
    }

    /// Returns the error of a field; tracked.
    pub fn of(self, field: &str) -> Option<FieldError> {
        self.0.with(|errors| errors.iter().find(|error| error.field == field).cloned())
    }

    /// Shows these errors and no others, and focuses the first field with one.
    pub fn show(self, errors: Vec<FieldError>) {
        self.0.set(errors);
        before_next_frame(focus_first);
    }

    /// Shows the errors of the fields in an answer. Returns whether there were any.
    pub fn show_refused(self, error: &ApiError) -> bool {
        let has_fields = !error.fields.is_empty();
        if has_fields {
            self.show(error.fields.clone());
        }
        has_fields
    }

    /// Removes the error of a field that is being corrected.
    pub fn forget(self, field: &str) {
        if self.0.with_untracked(|errors| errors.iter().any(|error| error.field == field)) {
            self.0.update(|errors| errors.retain(|error| error.field != field));
        }
    }

    /// Removes all errors.
    pub fn clear(self) {
        if self.0.with_untracked(|errors| !errors.is_empty()) {
            self.0.update(Vec::clear);
        }
    }
}

/// Returns the errors of the form around the caller.
pub fn use_field_errors() -> FieldErrors {
    expect_context()
}

/// Focuses the first field with an error, once the errors are drawn.
fn focus_first() {
    let first = document().query_selector("[aria-invalid='true']").ok().flatten();
    if let Some(first) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}
