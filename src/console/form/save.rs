//! The bar below a form: whether something is not saved yet, and the button
//! that saves it.

use leptos::prelude::*;

use super::{leaving::LeaveGuard, texts::FormTexts};
use crate::{
    console::locale::use_locale,
    model::error::{ApiError, ErrorCode},
    ui::icons::{Glyph, Icon},
};

/// How the last attempt to save went.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SaveState {
    /// There was none.
    #[default]
    Idle,
    /// It is under way.
    Saving,
    /// It came through.
    Saved,
    /// Some fields cannot be saved as they are.
    Refused,
    /// It did not come through; what was typed is kept.
    Failed(ErrorCode),
}

impl SaveState {
    /// Returns the state after an answer that refused.
    pub fn after(error: &ApiError) -> Self {
        if error.fields.is_empty() { Self::Failed(error.code) } else { Self::Refused }
    }

    /// Returns whether the answer is still awaited.
    pub fn is_saving(&self) -> bool {
        *self == Self::Saving
    }
}

/// Shows the bar. Its button submits the form around it. Whoever is about to
/// leave the page with something unsaved is asked.
#[component]
pub fn SaveBar(
    /// Whether something differs from what is saved.
    #[prop(into)]
    is_dirty: Signal<bool>,
    /// How the last attempt went.
    state: RwSignal<SaveState>,
    /// Puts everything back as it is saved.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || FormTexts::of(locale.language());
    let is_saving = move || state.with(SaveState::is_saving);
    let said = move || match state.get() {
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
            <p class="save-state" class:is-error=move || said().is_some_and(|(is_error, _)| is_error) role="status">
                <Show when=is_done><Icon glyph=Glyph::Check /></Show>
                {move || said().map(|(_, words)| words)}
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
