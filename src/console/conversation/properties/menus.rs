//! The menus. At most one is open.

use leptos::prelude::*;

use super::{Property, PropertyMenus, items, use_property_menus};
use crate::{
    console::{
        conversation::{
            snoozing::{OwnTime, SnoozeMenu},
            state::{Conversation, use_conversation},
        },
        inbox::{Change, use_directory},
        labels::LabelMenu,
        locale::use_locale,
        menu::MenuDialog,
    },
    model::{
        agent::Colleague,
        conversation::{Priority, Status},
        ids::AgentId,
        language::Language,
    },
};

/// Shows the open menu.
#[component]
pub fn PropertyMenu() -> impl IntoView {
    let menus = use_property_menus();
    move || {
        Some(match menus.0.get()? {
            Property::Status => view! { <StatusMenu menus /> }.into_any(),
            Property::Snooze => view! { <SnoozeMenu menus /> }.into_any(),
            Property::SnoozeTime => view! { <OwnTime menus /> }.into_any(),
            Property::Priority => view! { <PriorityMenu menus /> }.into_any(),
            Property::Assignee => view! { <AssigneeMenu menus /> }.into_any(),
            Property::Language => view! { <LanguageMenu menus /> }.into_any(),
            Property::Labels => {
                let conversation = use_conversation();
                let on_add = move |label| conversation.make(Change::Label(label, true));
                view! {
                    <LabelMenu
                        button_id=Property::Labels.button_id()
                        summary=conversation.summary
                        on_add
                        on_close=move |()| menus.close(Property::Labels)
                    />
                }
                .into_any()
            }
        })
    }
}

#[component]
fn StatusMenu(menus: PropertyMenus) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let pick = move |code: String| {
        if let Ok(status) = code.parse::<Status>() {
            conversation.set_status(status);
        }
    };
    view! {
        <MenuDialog
            button_id=Property::Status.button_id()
            label=Signal::derive(move || locale.texts().status)
            items=Signal::derive(move || items::statuses(locale.texts(), conversation.status()))
            is_short=true
            on_pick=pick
            on_close=move |()| menus.close(Property::Status)
        />
    }
}

#[component]
fn PriorityMenu(menus: PropertyMenus) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let current = move || conversation.summary.with(|summary| summary.as_ref().map(|summary| summary.priority));
    let pick = move |code: String| {
        if let Ok(priority) = code.parse::<Priority>() {
            conversation.make(Change::Priority(priority));
        }
    };
    view! {
        <MenuDialog
            button_id=Property::Priority.button_id()
            label=Signal::derive(move || locale.texts().priority)
            items=Signal::derive(move || items::priorities(locale.texts(), current()))
            is_short=true
            on_pick=pick
            on_close=move |()| menus.close(Property::Priority)
        />
    }
}

#[component]
fn LanguageMenu(menus: PropertyMenus) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let pick = move |code: String| {
        if let Ok(language) = code.parse::<Language>() {
            conversation.make(Change::Language(language));
        }
    };
    view! {
        <MenuDialog
            button_id=Property::Language.button_id()
            label=Signal::derive(move || locale.texts().language)
            items=Signal::derive(move || items::languages(conversation.language()))
            is_short=true
            on_pick=pick
            on_close=move |()| menus.close(Property::Language)
        />
    }
}

#[component]
fn AssigneeMenu(menus: PropertyMenus) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let directory = use_directory();
    directory.refresh();
    let team = Memo::new(move |_| offered(conversation, directory.colleagues.get()));
    let items = move || {
        let assigned = assignee(conversation).map(|agent| agent.id);
        team.with(|team| items::agents(locale.texts(), locale.language(), conversation.me(), team, Some(assigned)))
    };
    let pick = move |id: String| {
        let Ok(id) = id.parse().map(AgentId) else { return };
        let agent = team.with_untracked(|team| team.iter().find(|agent| agent.id == id).cloned());
        if agent.is_some() || id == items::UNASSIGNED {
            conversation.make(Change::Assignee(agent));
        }
    };
    view! {
        <MenuDialog
            button_id=Property::Assignee.button_id()
            label=Signal::derive(move || locale.texts().agent)
            items=Signal::derive(items)
            on_pick=pick
            on_close=move |()| menus.close(Property::Assignee)
        />
    }
}

fn assignee(conversation: Conversation) -> Option<Colleague> {
    conversation.summary.with(|summary| summary.as_ref().and_then(|summary| summary.assigned_agent.clone()))
}

/// Returns the agents to choose from. The team may not have been loaded yet, and the assignee may
/// have left it.
fn offered(conversation: Conversation, mut team: Vec<Colleague>) -> Vec<Colleague> {
    let me = conversation.session().agent().map(|me| me.agent);
    for agent in me.into_iter().chain(assignee(conversation)) {
        if team.iter().all(|other| other.id != agent.id) {
            team.push(agent);
        }
    }
    team
}
