//! The bar below a form: it shows unsaved changes, and has the button that
//! saves them.

use leptos::prelude::*;

use super::{leaving::LeaveGuard, texts::FormTexts};
use crate::{
    console::locale::use_locale,
    model::error::{ApiError, ErrorCode},
    ui::icons::{Glyph, Icon},
};

/// The state of the last attempt to save.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SaveState {
    /// There was no attempt.
    #[default]
    Idle,
    /// The request is under way.
    Saving,
    /// The changes are saved.
    Saved,
    /// Some fields have errors.
    Refused,
    /// Saving failed; the input is kept.
    Failed(ErrorCode),
}

impl SaveState {
    /// Returns the state after the server has refused.
    pub fn after(error: &ApiError) -> Self {
        if error.fields.is_empty() { Self::Failed(error.code) } else { Self::Refused }
    }

    /// Returns whether the request is still under way.
    pub fn is_saving(&self) -> bool {
        *self == Self::Saving
    }
}

/// Shows the bar. Its button submits the form around it. The bar also asks for
/// confirmation before the agent leaves the page with unsaved changes.
#[component]
pub fn SaveBar(
    /// Whether there are unsaved changes.
    #[prop(into)]
    is_dirty: Signal<bool>,
    /// The state of the last attempt.
    state: RwSignal<SaveState>,
    /// Called to restore the saved values.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || FormTexts::of(locale.language());
    let is_saving = move || state.with(SaveState::is_saving);
    let outcome = move || match state.get() {
        SaveState::Refused => Some((true, texts().check_fields)),
        SaveState::Failed(ErrorCode::Conflict) => Some((true, texts().conflict)),
        SaveState::Failed(code) => Some((true, locale.texts().error(code))),
        _ if is_dirty.get() => Some((false, texts().unsaved)),
        SaveState::Saved => Some((false, texts().saved)),
        SaveState::Idle | SaveState::Saving => None,
    };
    let is_done = move || state.with(|state| *state == SaveState::Saved) && !is_dirty.get();
    view! {
        <div class="save-bar">
            <p class="save-state" class:is-error=move || outcome().is_some_and(|(is_error, _)| is_error) role="status">
                <Show when=is_done><Icon glyph=Glyph::Check /></Show>
                {move || outcome().map(|(_, words)| words)}
            </p>
            <Show when=move || is_dirty.get() && !is_saving()>
                <button type="button" class="button" on:click=move |_| on_discard.run(())>
                    {move || texts().discard}
                </button>
            </Show>
            <button type="submit" class="button button--primary" aria-disabled=move || is_saving().then_some("true")>
                {move || if is_saving() { texts().saving } else { texts().save }}
            </button>
            <LeaveGuard is_dirty />
        </div>
    }
}
