//! A form that edits a value of the server: its input, the saved value, and what happens
//! when it is submitted.

use leptos::{ev::SubmitEvent, prelude::*};
use reactive_stores::Store;

use super::{
    errors::FieldErrors,
    save::{SaveBar, SaveState},
};
use crate::{
    console::scope::Scope,
    model::{error::ApiError, field::FieldError},
};

/// The input of a form, in the shape that its controls edit.
pub trait Draft: Clone + PartialEq + Send + Sync + 'static {
    /// The value that the server stores.
    type Value: Clone + Send + Sync + 'static;

    /// Returns the input that shows a value.
    fn of(value: &Self::Value) -> Self;

    /// Reads the input.
    ///
    /// # Errors
    /// Each field that cannot be used.
    fn read(&self) -> Result<Self::Value, Vec<FieldError>>;
}

/// The reason why a value was not saved.
pub enum Refusal {
    /// The server's answer. The form shows it.
    Error(ApiError),
    /// The page shows the reason.
    Shown,
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Error(error)
    }
}

/// A form that edits a value.
pub struct EditForm<D: Draft> {
    /// The input. Each field of the draft can be read and set on its own.
    pub input: Store<D>,
    /// The state of the last attempt to save.
    pub state: RwSignal<SaveState>,
    saved: RwSignal<D::Value>,
    errors: FieldErrors,
    scope: Scope,
}

impl<D: Draft> Clone for EditForm<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Draft> Copy for EditForm<D> {}

impl<D: Draft> EditForm<D> {
    /// Returns a form without changes, and provides its errors to the controls below the
    /// caller.
    pub fn new(value: D::Value) -> Self {
        Self {
            input: Store::new(D::of(&value)),
            state: RwSignal::new(SaveState::Idle),
            saved: RwSignal::new(value),
            errors: FieldErrors::provide(),
            scope: Scope::here(),
        }
    }

    /// Returns the saved value; not tracked.
    pub fn saved(self) -> D::Value {
        self.saved.get_untracked()
    }

    /// Replaces the saved value and keeps the input, which the next attempt saves over it.
    pub fn rebase(self, value: D::Value) {
        self.saved.set(value);
    }

    /// Replaces the saved value and the input.
    pub fn show(self, value: D::Value) {
        self.input.set(D::of(&value));
        self.saved.set(value);
    }

    /// Returns whether there are unsaved changes; tracked.
    pub fn is_dirty(self) -> bool {
        self.saved.with(|saved| self.input.with(|input| D::of(saved) != *input))
    }

    /// Returns whether a request is under way; tracked.
    pub fn is_saving(self) -> bool {
        self.state.with(SaveState::is_saving)
    }

    /// Returns whether the value on screen is saved; tracked.
    pub fn is_saved(self) -> bool {
        self.state.with(|state| *state == SaveState::Saved) && !self.is_dirty()
    }

    /// Restores the saved value.
    pub fn discard(self) {
        self.errors.clear();
        self.state.set(SaveState::Idle);
        self.show(self.saved());
    }

    /// Shows why the server refused a request.
    pub fn fail(self, error: &ApiError) {
        self.errors.show_refused(error);
        self.state.set(SaveState::after(error));
    }

    /// Returns the handler of the form's `submit` event. It checks the input and calls
    /// `save`, which returns the value as it is stored. While a request is under way, it
    /// does nothing.
    pub fn on_submit<F>(self, save: impl Fn(D::Value) -> F + Copy + 'static) -> impl Fn(SubmitEvent) + Copy + 'static
    where
        F: Future<Output = Result<D::Value, Refusal>> + 'static,
    {
        move |event| {
            event.prevent_default();
            if self.state.with_untracked(SaveState::is_saving) {
                return;
            }
            match self.input.with_untracked(D::read) {
                Ok(value) => {
                    self.errors.clear();
                    self.state.set(SaveState::Saving);
                    let saving = save(value);
                    self.scope.spawn(async move { self.finish(saving.await) });
                }
                Err(problems) => {
                    self.state.set(SaveState::Refused);
                    self.errors.show(problems);
                }
            }
        }
    }

    fn finish(self, outcome: Result<D::Value, Refusal>) {
        match outcome {
            Ok(stored) => {
                self.show(stored);
                self.state.set(SaveState::Saved);
            }
            Err(Refusal::Error(error)) => self.fail(&error),
            Err(Refusal::Shown) => self.state.set(SaveState::Idle),
        }
    }
}

/// Shows the bar below a form that edits a value.
#[component]
pub fn EditBar<D: Draft>(
    /// The form.
    form: EditForm<D>,
    /// Called to restore the saved values.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    view! { <SaveBar is_dirty=Signal::derive(move || form.is_dirty()) state=form.state on_discard /> }
}
