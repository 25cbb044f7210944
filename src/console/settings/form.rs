//! The form. It is checked here before it is sent, and again by the server.

use leptos::prelude::*;

use super::{
    appearance::AppearanceSection,
    draft::{SettingsDraft, in_megabytes},
    embed::EmbedSection,
    files::FilesSection,
    hours::HoursSection,
    messages::MessagesSection,
    preview::Preview,
    retention::{DeletionDialog, DeletionQuestion, RetentionSection},
    security::SecuritySection,
    shop::ShopSection,
    visitors::{AssignmentSection, VisitorsSection},
};
use crate::{
    api::admin::settings::{change_settings, load_settings},
    console::{
        form::{EditBar, EditForm, Refusal, SaveState},
        scope::Scope,
        session::use_session,
        shop::use_shop,
    },
    model::{
        error::{ApiError, ErrorCode},
        settings::ChatSettings,
    },
};

/// Shows all settings, with a preview of the widget beside them.
#[component]
pub fn SettingsForm(settings: ChatSettings) -> impl IntoView {
    let session = use_session();
    let scope = Scope::here();
    let form = EditForm::<SettingsDraft>::new(settings);
    let (draft, shop) = (form.input, use_shop());
    let question = DeletionQuestion::new();

    let save = move |edited: ChatSettings| async move {
        if !question.may_save(session, &form.saved(), &edited).await? {
            return Err(Refusal::Shown);
        }
        let stored = session.change(change_settings(edited)).await.map_err(with_megabytes)?;
        shop.show(&stored);
        if stored.require_two_factor {
            // Two-factor authentication may now be required of the admin too.
            scope.spawn(async move { session.refresh().await });
        }
        Ok(stored)
    };
    let discard = move |()| {
        // Another admin has saved: their settings are shown next.
        let is_stale = form.state.with_untracked(|state| *state == SaveState::Failed(ErrorCode::Conflict));
        form.discard();
        if is_stale {
            scope.spawn(async move {
                match session.ask(load_settings()).await {
                    Ok(stored) => form.show(stored),
                    Err(error) => form.fail(&error),
                }
            });
        }
    };
    view! {
        <form class="settings" novalidate on:submit=form.on_submit(save)>
            <div class="settings-fields">
                <ShopSection form />
                <AppearanceSection draft />
                <MessagesSection draft />
                <HoursSection draft />
                <EmbedSection draft />
                <VisitorsSection draft />
                <FilesSection draft />
                <AssignmentSection draft />
                <SecuritySection draft />
                <RetentionSection draft />
            </div>
            <Preview draft />
            <EditBar form on_discard=discard />
            <DeletionDialog question />
        </form>
    }
}

fn with_megabytes(error: ApiError) -> ApiError {
    ApiError { fields: in_megabytes(error.fields), ..error }
}
