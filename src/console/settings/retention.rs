//! How long data are kept, and the question before a shorter period deletes some.

use futures::channel::oneshot;
use js_sys::Number;
use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    texts::RetentionTexts,
    use_texts,
};
use crate::{
    api::admin::settings::count_due_data,
    console::{
        form::{ConfirmDialog, FormSection, NumberInput},
        locale::use_locale,
        session::Session,
    },
    model::{
        error::ApiError,
        retention::{DueData, RetentionPeriods},
        settings::ChatSettings,
    },
};

/// Shows the days after which data are deleted. An empty field keeps them.
#[component]
pub fn RetentionSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let locale = use_locale();
    let labels = use_texts();
    let texts = move || RetentionTexts::of(locale.language());
    let days = Signal::derive(move || texts().days.to_owned());
    view! {
        <FormSection id="retention" title=move || texts().title.to_owned()>
            <p class="quiet">{move || texts().hint}</p>
            <NumberInput
                name="keep_conversations_days"
                label=move || labels().keep_conversations_days.to_owned()
                hint=Signal::derive(move || texts().conversations_hint.to_owned())
                unit=days
                value=draft.keep_conversations_days()
            />
            <NumberInput
                name="keep_attachments_days"
                label=move || labels().keep_attachments_days.to_owned()
                hint=Signal::derive(move || texts().attachments_hint.to_owned())
                unit=days
                value=draft.keep_attachments_days()
            />
            <NumberInput
                name="keep_log_days"
                label=move || labels().keep_log_days.to_owned()
                hint=Signal::derive(move || texts().log_hint.to_owned())
                unit=days
                value=draft.keep_log_days()
            />
        </FormSection>
    }
}

/// The question whether data that exist may be deleted.
#[derive(Clone, Copy)]
pub struct DeletionQuestion {
    is_open: RwSignal<bool>,
    due: RwSignal<DueData>,
    answer: StoredValue<Option<oneshot::Sender<bool>>, LocalStorage>,
}

impl DeletionQuestion {
    /// Returns the question, which is not asked yet.
    pub fn new() -> Self {
        Self { is_open: RwSignal::new(false), due: RwSignal::default(), answer: StoredValue::new_local(None) }
    }

    /// Returns whether the settings may be saved. Asks the admin if that would delete data.
    ///
    /// # Errors
    /// If the server does not say how much it would delete.
    pub async fn may_save(
        self,
        session: Session,
        saved: &ChatSettings,
        edited: &ChatSettings,
    ) -> Result<bool, ApiError> {
        let periods = RetentionPeriods::from(edited);
        if !periods.is_shorter_than(saved.into()) {
            return Ok(true);
        }
        let due = session.ask(count_due_data(periods)).await?;
        if due.is_empty() {
            return Ok(true);
        }
        let (sender, answered) = oneshot::channel();
        self.answer.set_value(Some(sender));
        self.due.set(due);
        self.is_open.set(true);
        Ok(answered.await.unwrap_or(false))
    }

    /// Answers the question, unless it was answered before.
    fn answer(self, may_save: bool) {
        if let Some(sender) = self.answer.try_update_value(Option::take).flatten() {
            // The form may have been left.
            let _ = sender.send(may_save);
        }
    }
}

/// Shows the question while it is asked.
#[component]
pub fn DeletionDialog(question: DeletionQuestion) -> impl IntoView {
    let locale = use_locale();
    let texts = move || RetentionTexts::of(locale.language());
    // A dialog that is closed without an answer is a refusal. The button that confirms answers
    // first.
    Effect::new(move || {
        if !question.is_open.get() {
            question.answer(false);
        }
    });
    let count = move |count: u64| String::from(Number::from(count as f64).to_locale_string(locale.language().locale()));
    view! {
        <ConfirmDialog
            is_open=question.is_open
            title=move || texts().question.to_owned()
            text=move || texts().consequence(question.due.get(), count)
            confirm=move || texts().confirm.to_owned()
            on_confirm=move |()| question.answer(true)
        />
    }
}
