//! The team while an admin works on it.

use leptos::prelude::*;

use super::texts::TeamTexts;
use crate::{
    api::admin::agents as api,
    console::{
        loaded::PageData,
        locale::{Locale, use_locale},
        notice::{Notices, use_notices},
        scope::Scope,
        session::{Session, use_session},
    },
    model::{
        error::{ApiError, ErrorCode},
        ids::AgentId,
        team::TeamMember,
    },
};

/// The team, provided to the page in the context.
#[derive(Clone, Copy)]
pub struct Team {
    /// All agents, in their order.
    pub list: PageData<Vec<TeamMember>>,
    /// The message about the last change, if the server refused it.
    pub problem: RwSignal<Option<&'static str>>,
    scope: Scope,
    session: Session,
    notices: Notices,
    locale: Locale,
}

/// Returns the team.
pub fn use_team() -> Team {
    expect_context()
}

impl Team {
    /// Fetches the team from the server.
    pub fn new() -> Self {
        Self {
            list: PageData::new(api::team),
            problem: RwSignal::new(None),
            scope: Scope::here(),
            session: use_session(),
            notices: use_notices(),
            locale: use_locale(),
        }
    }

    /// Returns an agent of the team; tracked.
    pub fn member(self, id: AgentId) -> Option<TeamMember> {
        self.list.with(|list| list.iter().find(|member| member.id == id).cloned()).flatten()
    }

    /// Replaces an agent with the server's version.
    pub fn put(self, member: TeamMember) {
        self.list.update(|list| {
            if let Some(other) = list.iter_mut().find(|other| other.id == member.id) {
                *other = member;
            }
        });
    }

    /// Fetches an agent's current state from the server; none without an
    /// answer.
    pub async fn ask_again(self, id: AgentId) -> Option<TeamMember> {
        let team = self.session.ask(api::team()).await.ok()?;
        let member = team.into_iter().find(|member| member.id == id)?;
        self.put(member.clone());
        Some(member)
    }

    /// Sends a change of an agent to the server, and shows the outcome.
    pub fn change(self, change: impl Future<Output = Result<TeamMember, ApiError>> + 'static) {
        self.problem.set(None);
        self.scope.spawn(async move {
            match self.session.change(change).await {
                Ok(member) => self.put(member),
                Err(error) if error.code == ErrorCode::Conflict => self.problem.set(Some(self.texts().last_admin)),
                Err(error) => self.notices.tell(&error),
            }
        });
    }

    /// Sorts the team. The order is shown at once, and the list is loaded again
    /// if the server refuses it.
    pub fn order(self, ids: &[i64]) {
        let ids: Vec<AgentId> = ids.iter().copied().map(AgentId).collect();
        self.list.update(|list| list.sort_by_key(|member| ids.iter().position(|id| *id == member.id)));
        self.problem.set(None);
        self.scope.spawn(async move {
            if let Err(error) = self.session.change(api::order_team(ids)).await {
                if error.code == ErrorCode::Conflict {
                    self.problem.set(Some(self.texts().order_conflict));
                } else {
                    self.notices.tell(&error);
                }
                self.list.reload();
            }
        });
    }

    fn texts(self) -> &'static TeamTexts {
        TeamTexts::of(untrack(|| self.locale.language()))
    }
}
