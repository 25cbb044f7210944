//! The fields that change the assignee and the language of a conversation.

use leptos::prelude::*;

use super::state::use_conversation;
use crate::{
    api::agent::colleagues,
    console::locale::use_locale,
    model::{agent::Colleague, ids::AgentId, inbox::ConversationUpdate, language::Language},
};

const AGENT_ID: &str = "conversation-agent";
const LANGUAGE_ID: &str = "conversation-language";

/// Shows the field for the assignee. Colleagues are fetched after the conversation has opened,
/// with retries. Until they arrive, only the current assignee is offered.
#[component]
pub fn AgentField() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let team = RwSignal::new(Vec::<Colleague>::new());
    conversation.ask_until_answered(colleagues, move |answer| team.set(answer));
    let assigned = Memo::new(move |_| {
        conversation.summary.with(|summary| summary.as_ref().and_then(|summary| summary.assigned_agent.clone()))
    });
    let options = move || {
        let mut offered = team.get();
        if let Some(agent) = assigned.get().filter(|agent| offered.iter().all(|other| other.id != agent.id)) {
            // The assignee may have left the team.
            offered.push(agent);
        }
        let chosen = assigned.with(|agent| agent.as_ref().map(|agent| agent.id));
        offered
            .into_iter()
            .map(|agent| {
                let name = agent.name_in(locale.language()).to_owned();
                view! { <option value=agent.id.to_string() prop:selected=chosen == Some(agent.id)>{name}</option> }
            })
            .collect_view()
    };
    let change = move |event| {
        let id = event_target_value(&event).parse().ok().map(AgentId);
        let update = ConversationUpdate { assigned_agent_id: Some(id), ..ConversationUpdate::default() };
        let agent = team.with_untracked(|team| team.iter().find(|agent| Some(agent.id) == id).cloned());
        conversation.update(update, |summary| summary.assigned_agent = agent);
    };
    view! {
        <div class="select-field">
            <label for=AGENT_ID>{move || locale.texts().agent}</label>
            <span class="select select--plain">
                <select id=AGENT_ID on:change=change>
                    <option value="" prop:selected=move || assigned.with(Option::is_none)>
                        {move || locale.texts().unassigned}
                    </option>
                    {options}
                </select>
            </span>
        </div>
    }
}

/// Shows the field for the language in which the customer is answered.
#[component]
pub fn LanguageField() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let current = Memo::new(move |_| conversation.language());
    let change = move |event| {
        if let Ok(language) = event_target_value(&event).parse::<Language>() {
            let update = ConversationUpdate { language: Some(language), ..ConversationUpdate::default() };
            conversation.update(update, |summary| summary.language = language);
        }
    };
    view! {
        <div class="select-field">
            <label for=LANGUAGE_ID>{move || locale.texts().language}</label>
            <span class="select select--plain">
                <select id=LANGUAGE_ID prop:value=move || current.get().code() on:change=change>
                    {Language::ALL
                        .map(|language| {
                            view! {
                                <option
                                    value=language.code()
                                    lang=language.code()
                                    prop:selected=language == current.get_untracked()
                                >
                                    {language.own_name()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </span>
        </div>
    }
}
