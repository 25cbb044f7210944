//! The form. It is checked here before it is sent, and again by the server.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    appearance::AppearanceSection,
    draft::Draft,
    files::FilesSection,
    hours::HoursSection,
    messages::MessagesSection,
    preview::Preview,
    security::SecuritySection,
    visitors::{AssignmentSection, VisitorsSection},
};
use crate::{
    api::admin::settings::{change_settings, load_settings},
    console::{
        form::{FieldErrors, SaveBar, SaveState},
        scope::Scope,
        session::use_session,
    },
    model::{
        error::{ApiError, ErrorCode},
        settings::MEGABYTE,
    },
};

/// Shows all settings, and beside them how the widget will look.
#[component]
pub fn SettingsForm(draft: Draft) -> impl IntoView {
    let session = use_session();
    let scope = Scope::here();
    let errors = FieldErrors::provide();
    let state = RwSignal::new(SaveState::Idle);
    let is_dirty = Memo::new(move |_| draft.is_dirty());

    let fail = move |error: ApiError| {
        let error = in_megabytes(error);
        errors.show_refused(&error);
        state.set(SaveState::after(&error));
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if state.with_untracked(SaveState::is_saving) {
            return;
        }
        let edited = untrack(|| draft.read());
        if let Err(problems) = edited.clone().check() {
            return fail(ApiError::fields(problems));
        }
        errors.clear();
        state.set(SaveState::Saving);
        scope.spawn(async move {
            match session.change(change_settings(edited)).await {
                Ok(stored) => {
                    let may_be_required = stored.require_two_factor;
                    draft.take(stored);
                    state.set(SaveState::Saved);
                    if may_be_required {
                        // Two-factor authentication may now be required of the
                        // admin too.
                        session.refresh().await;
                    }
                }
                Err(error) => fail(error),
            }
        });
    };
    let discard = move |()| {
        errors.clear();
        // Another admin has saved: their settings are shown next.
        let is_stale = state.with_untracked(|state| *state == SaveState::Failed(ErrorCode::Conflict));
        state.set(SaveState::Idle);
        draft.discard();
        if is_stale {
            scope.spawn(async move {
                match session.ask(load_settings()).await {
                    Ok(stored) => draft.take(stored),
                    Err(error) => fail(error),
                }
            });
        }
    };
    view! {
        <form class="settings" novalidate on:submit=save>
            <div class="settings-fields">
                <AppearanceSection draft />
                <MessagesSection draft />
                <HoursSection draft />
                <VisitorsSection draft />
                <FilesSection draft />
                <AssignmentSection draft />
                <SecuritySection draft />
            </div>
            <Preview draft />
            <SaveBar is_dirty state on_discard=discard />
        </form>
    }
}

/// Converts the limits of the file size to megabytes, the unit of the form.
fn in_megabytes(mut error: ApiError) -> ApiError {
    for field in error.fields.iter_mut().filter(|field| field.field == "max_file_size") {
        field.limit = field.limit.map(|bytes| bytes / MEGABYTE);
    }
    error
}
