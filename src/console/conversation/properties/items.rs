//! The choices of the menus.

use crate::{
    console::{
        menu::{Dot, MenuItem},
        texts::Texts,
    },
    model::{
        agent::Colleague,
        conversation::{Priority, Status},
        ids::AgentId,
        language::Language,
    },
};

/// The value of the choice that stands for no assignee; no agent has this id.
pub const UNASSIGNED: AgentId = AgentId(0);

/// Returns all statuses.
pub fn statuses(texts: &Texts, current: Option<Status>) -> Vec<MenuItem> {
    let item = |status: Status| {
        MenuItem::new(status.code(), texts.status(status))
            .also(status.code())
            .with_dot(Dot::Chip(status.code()))
            .current(current == Some(status))
    };
    Status::ALL.map(item).to_vec()
}

/// Returns all priorities.
pub fn priorities(texts: &Texts, current: Option<Priority>) -> Vec<MenuItem> {
    let item = |priority: Priority| {
        MenuItem::new(priority.code(), texts.priority(priority))
            .also(priority.code())
            .with_dot(Dot::Chip(priority.code()))
            .current(current == Some(priority))
    };
    Priority::ALL.map(item).to_vec()
}

/// Returns all languages.
pub fn languages(current: Language) -> Vec<MenuItem> {
    let item = |language: Language| {
        MenuItem::new(language.code(), language.own_name()).also(language.code()).current(current == language)
    };
    Language::ALL.map(item).to_vec()
}

/// Returns the agents: `me` first, then none, then the others. `assigned` is the assignee, and none
/// if no choice is the present value.
pub fn agents(
    texts: &Texts,
    language: Language,
    me: AgentId,
    team: &[Colleague],
    assigned: Option<Option<AgentId>>,
) -> Vec<MenuItem> {
    let own_name = team.iter().find(|agent| agent.id == me).map(|agent| agent.name_in(language));
    let first =
        MenuItem::new(me, texts.assign_to_me).also(own_name.unwrap_or_default()).current(assigned == Some(Some(me)));
    let none = MenuItem::new(UNASSIGNED, texts.unassigned).current(assigned == Some(None));
    let others = team.iter().filter(|agent| agent.id != me).map(|agent| {
        let other_name = if agent.name_in(language) == agent.name { &agent.name_bn } else { &agent.name };
        MenuItem::new(agent.id, agent.name_in(language)).also(other_name).current(assigned == Some(Some(agent.id)))
    });
    [first, none].into_iter().chain(others).collect()
}
