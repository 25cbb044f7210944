//! The buttons that show the present values and open the menus.

use leptos::prelude::*;

use super::{Property, use_property_menus};
use crate::{
    console::{
        conversation::{state::use_conversation, texts::ToolTexts},
        locale::use_locale,
        menu::{Dot, MenuButton},
        snooze::SnoozeTexts,
    },
    model::inbox::ConversationSummary,
};

/// Shows status, snooze, priority, assignee and language.
#[component]
pub fn PropertyFields() -> impl IntoView {
    let locale = use_locale();
    view! {
        <PropertyField
            property=Property::Status
            label_id="status-label"
            label=Signal::derive(move || locale.texts().status)
            text=value(move |summary| locale.texts().status(summary.status).to_owned())
            dot=value(|summary| Dot::Chip(summary.status.code()))
        />
        <SnoozeField />
        <PropertyField
            property=Property::Priority
            label_id="priority-label"
            label=Signal::derive(move || locale.texts().priority)
            text=value(move |summary| locale.texts().priority(summary.priority).to_owned())
            dot=value(|summary| Dot::Chip(summary.priority.code()))
        />
        <PropertyField
            property=Property::Assignee
            label_id="agent-label"
            label=Signal::derive(move || locale.texts().agent)
            text=value(move |summary| {
                let name = summary.assigned_agent.as_ref().map(|agent| agent.name_in(locale.language()));
                name.unwrap_or(locale.texts().unassigned).to_owned()
            })
            dot=Signal::stored(Dot::None)
        />
        <PropertyField
            property=Property::Language
            label_id="language-label"
            label=Signal::derive(move || locale.texts().language)
            text=value(|summary| summary.language.own_name().to_owned())
            dot=Signal::stored(Dot::None)
        />
    }
}

/// Shows the button that snoozes the conversation, or how long it is snoozed.
#[component]
fn SnoozeField() -> impl IntoView {
    let menus = use_property_menus();
    let locale = use_locale();
    let text = value(move |summary| match summary.snooze() {
        Some(snooze) => SnoozeTexts::of(locale.language()).state(&snooze),
        None => ToolTexts::of(locale.language()).snooze.to_owned(),
    });
    view! {
        <div class="select-field">
            <span></span>
            <MenuButton
                id=Property::Snooze.button_id()
                text
                key=Property::Snooze.key()
                is_open=Signal::derive(move || menus.is_open(Property::Snooze))
                on_press=move |()| menus.open(Property::Snooze)
            />
        </div>
    }
}

#[component]
fn PropertyField(
    property: Property,
    label_id: &'static str,
    label: Signal<&'static str>,
    text: Signal<String>,
    dot: Signal<Dot>,
) -> impl IntoView {
    let menus = use_property_menus();
    view! {
        <div class="select-field">
            <span class="select-label" id=label_id>{label}</span>
            <MenuButton
                id=property.button_id()
                label_id
                text
                dot
                key=property.key()
                is_open=Signal::derive(move || menus.is_open(property))
                on_press=move |()| menus.open(property)
            />
        </div>
    }
}

/// Returns a value that follows the conversation's summary.
fn value<T>(read: impl Fn(&ConversationSummary) -> T + Send + Sync + 'static) -> Signal<T>
where
    T: Default + Clone + PartialEq + Send + Sync + 'static,
{
    let summary = use_conversation().summary;
    Memo::new(move |_| summary.with(|summary| summary.as_ref().map(&read).unwrap_or_default())).into()
}
