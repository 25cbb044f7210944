//! The fields that change status and priority.

use leptos::prelude::*;

use super::state::use_conversation;
use crate::{
    console::locale::use_locale,
    model::{
        conversation::{Priority, Status},
        inbox::ConversationUpdate,
    },
};

const STATUS_ID: &str = "conversation-status";
const PRIORITY_ID: &str = "conversation-priority";

/// Shows the field for the status.
#[component]
pub fn StatusField() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let current = Memo::new(move |_| conversation.status().unwrap_or(Status::Open));
    let change = move |event| {
        if let Ok(status) = event_target_value(&event).parse::<Status>() {
            conversation.set_status(status);
        }
    };
    view! {
        <div class="select-field">
            <label for=STATUS_ID>{move || locale.texts().status}</label>
            <span class=move || ["select chip--", current.get().code()].concat()>
                <span class="dot" aria-hidden="true"></span>
                <select id=STATUS_ID prop:value=move || current.get().code() on:change=change>
                    {Status::ALL
                        .map(|status| {
                            view! {
                                <option value=status.code() prop:selected=status == current.get_untracked()>
                                    {move || locale.texts().status(status)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </span>
        </div>
    }
}

/// Shows the field for the priority.
#[component]
pub fn PriorityField() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let current = Memo::new(move |_| {
        conversation.summary.with(|summary| summary.as_ref().map(|summary| summary.priority).unwrap_or_default())
    });
    let change = move |event| {
        if let Ok(priority) = event_target_value(&event).parse::<Priority>() {
            let update = ConversationUpdate { priority: Some(priority), ..ConversationUpdate::default() };
            conversation.update(update, |summary| summary.priority = priority);
        }
    };
    view! {
        <div class="select-field">
            <label for=PRIORITY_ID>{move || locale.texts().priority}</label>
            <span class=move || ["select chip--", current.get().code()].concat()>
                <span class="dot" aria-hidden="true"></span>
                <select id=PRIORITY_ID prop:value=move || current.get().code() on:change=change>
                    {Priority::ALL
                        .map(|priority| {
                            view! {
                                <option value=priority.code() prop:selected=priority == current.get_untracked()>
                                    {move || locale.texts().priority(priority)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </span>
        </div>
    }
}
