//! An agent's row in the list.

use leptos::prelude::*;

use super::{state::use_team, texts::TeamTexts};
use crate::{
    console::{face::Face, link::Link, locale::use_locale, place},
    model::{digits, ids::AgentId, language::Language, role::Role, team::TeamMember},
};

/// Shows picture, name, role, online state and workload.
#[component]
pub fn Row(
    /// The agent.
    id: AgentId,
) -> impl IntoView {
    let locale = use_locale();
    let team = use_team();
    let texts = move || TeamTexts::of(locale.language());
    let member = Memo::new(move |_| team.member(id));
    let part = move |part: fn(&TeamMember, Language) -> String| {
        Signal::derive(move || {
            member.with(|member| member.as_ref().map(|member| part(member, locale.language())).unwrap_or_default())
        })
    };
    let name = part(|member, language| member.profile.name_in(language).to_owned());
    let username = part(|member, _| member.username.clone());
    let load = part(load);
    let is_online = move || member.with(|member| member.as_ref().is_some_and(|member| member.is_online));
    let is_disabled = move || member.with(|member| member.as_ref().is_some_and(|member| !member.is_active));
    let class = move || if is_disabled() { "sorted-link member-link is-disabled" } else { "sorted-link member-link" };
    let is_admin =
        move || member.with(|member| member.as_ref().is_some_and(|member| member.profile.role == Role::Admin));
    let state = part(state);
    let picture =
        Signal::derive(move || member.with(|member| member.as_ref().and_then(|member| member.avatar.clone())));
    view! {
        <Link href=place::agent(id) class=class is_draggable=false>
            <Face name=name color_of=Signal::stored(Some(id.0)) picture=picture />
            <span>
                <span class="sorted-name">
                    <bdi>{name}</bdi> <Show when=is_admin>
                        <span class="tag">{move || texts().admin}</span>
                    </Show>
                </span>
                <span class="sorted-more">
                    <span class="member-state" class:is-online=is_online>
                        <span class="dot" aria-hidden="true"></span>
                        {state}
                    </span>
                    " · "
                    <bdi>{username}</bdi>
                </span>
            </span>
            <span class="member-load">{load}</span>
        </Link>
    }
}

/// Returns the state: disabled, invited, online or offline.
fn state(member: &TeamMember, language: Language) -> String {
    let texts = TeamTexts::of(language);
    let word = match member {
        TeamMember { is_active: false, .. } => texts.disabled,
        TeamMember { has_joined: false, .. } => texts.invited,
        TeamMember { is_online: true, .. } => texts.online,
        TeamMember { .. } => texts.offline,
    };
    word.to_owned()
}

fn load(member: &TeamMember, language: Language) -> String {
    let number = |number: i64| digits::localize(&number.to_string(), language);
    let most = member.profile.max_open.map(|most| number(most.into()));
    TeamTexts::of(language).load(&number(member.open.into()), most.as_deref())
}
