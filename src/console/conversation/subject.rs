//! The subject of the conversation, edited in place.

use leptos::{html::Input, prelude::*};
use web_sys::KeyboardEvent;

use super::{state::use_conversation, texts::ToolTexts};
use crate::{
    console::{form::sentence, locale::use_locale},
    model::{field::FieldError, subject},
    ui::composing::is_composing,
};

const FIELD_ID: &str = "conversation-subject";
const ERROR_ID: &str = "conversation-subject-error";

/// Shows the subject. Enter and leaving the field save it, Escape discards the
/// change.
#[component]
pub fn SubjectField() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    let field = NodeRef::<Input>::new();
    let problem = RwSignal::new(None::<FieldError>);
    let stored = Memo::new(move |_| {
        conversation.summary.with(|summary| summary.as_ref().map(|summary| summary.subject.clone()).unwrap_or_default())
    });
    let take_back = move || {
        if let Some(field) = field.get_untracked() {
            field.set_value(&stored.get_untracked());
            problem.set(None);
        }
    };
    let keep = move || {
        let Some(field) = field.get_untracked() else { return };
        match subject::check(&field.value()) {
            Ok(subject) if subject != stored.get_untracked() => {
                problem.set(None);
                conversation.set_subject(subject);
            }
            Ok(_) => take_back(),
            Err(problems) => problem.set(problems.into_iter().next()),
        }
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if !is_composing(&event) => {
            event.prevent_default();
            keep();
        }
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            take_back();
        }
        _ => {}
    };
    view! {
        <div class="select-field subject-field">
            <label for=FIELD_ID>{move || texts().subject}</label>
            <input
                id=FIELD_ID
                class="subject-input"
                node_ref=field
                type="text"
                dir="auto"
                autocomplete="off"
                placeholder=move || texts().no_subject
                prop:value=stored
                aria-invalid=move || problem.with(|problem| problem.is_some().then_some("true"))
                aria-describedby=ERROR_ID
                on:keydown=on_key
                on:change=move |_| keep()
            />
            <p class="field-error" id=ERROR_ID aria-live="polite">
                {move || problem.get().map(|problem| sentence(&problem, locale.language()))}
            </p>
        </div>
    }
}
