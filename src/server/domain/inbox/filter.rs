//! Builds the database condition of a view.

use chrono::{DateTime, Utc};
use sea_orm::{
    Condition, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, IntoCondition},
};

use super::cursor::check_moment;
use crate::{
    model::{
        conversation::Status,
        ids::{AgentId, LabelId},
        timestamp::Timestamp,
        view::{Assignee, InboxView},
    },
    server::{
        domain::error::DomainError,
        entity::{
            conversation::{Column, is_snoozed},
            conversation_label, mention,
        },
    },
};

/// Returns the condition of a view, without its search words. Conversations
/// without a message are in no view.
pub(super) fn matching(view: &InboxView, me: AgentId, absent: Vec<AgentId>) -> Result<Condition, DomainError> {
    let parts = [
        Some(Column::LastMessageAt.is_not_null().into_condition()),
        of_statuses(view),
        (!view.priorities.is_empty()).then(|| Column::Priority.is_in(view.priorities.iter().copied()).into_condition()),
        assigned_to(view.assignee, me, absent),
        view.language.map(|language| Column::Language.eq(language).into_condition()),
        // Written as in the partial index of those rows.
        view.unread.then(|| Expr::cust("support_conversation.agent_unread_count > 0").into_condition()),
        view.mentioned.then(|| mentioning(me)),
        view.label.map(with_label),
        moment(view.from.as_ref())?.map(|from| Column::LastMessageAt.gte(from).into_condition()),
        moment(view.until.as_ref())?.map(|until| Column::LastMessageAt.lt(until).into_condition()),
    ];
    Ok(parts.into_iter().flatten().fold(Condition::all(), Condition::add))
}

/// Returns the condition of the view's statuses, of which a snoozed conversation has none.
fn of_statuses(view: &InboxView) -> Option<Condition> {
    let listed = || Column::Status.is_in(view.statuses.iter().copied());
    match (view.snoozed, view.statuses.is_empty()) {
        (false, true) => None,
        (true, true) => Some(is_snoozed().into_condition()),
        (false, false) if !view.statuses.contains(&Status::Pending) => Some(listed().into_condition()),
        (false, false) => Some(Condition::all().add(listed()).add(is_snoozed().not())),
        // Snoozed conversations are pending, so all of the pending ones are listed.
        (true, false) if view.statuses.contains(&Status::Pending) => Some(listed().into_condition()),
        (true, false) => Some(Condition::any().add(listed()).add(is_snoozed())),
    }
}

fn assigned_to(assignee: Assignee, me: AgentId, absent: Vec<AgentId>) -> Option<Condition> {
    let assigned = Column::AssignedAgentId;
    let condition = match assignee {
        Assignee::Anyone => return None,
        Assignee::Me => assigned.eq(me),
        Assignee::Unassigned => assigned.is_null(),
        Assignee::Waiting => assigned.is_null().or(assigned.is_in(absent.into_iter().filter(|agent| *agent != me))),
        Assignee::Agent(id) => assigned.eq(id),
    };
    Some(condition.into_condition())
}

fn with_label(label: LabelId) -> Condition {
    let labelled = conversation_label::Entity::find()
        .select_only()
        .column(conversation_label::Column::ConversationId)
        .filter(conversation_label::Column::LabelId.eq(label))
        .into_query();
    Column::Id.in_subquery(labelled).into_condition()
}

fn mentioning(agent: AgentId) -> Condition {
    let mentions = mention::Entity::find()
        .select_only()
        .column(mention::Column::ConversationId)
        .filter(mention::Column::AgentId.eq(agent))
        .into_query();
    Column::Id.in_subquery(mentions).into_condition()
}

pub(super) fn moment(at: Option<&Timestamp>) -> Result<Option<DateTime<Utc>>, DomainError> {
    at.map(|at| at.0.parse().map_err(|_| DomainError::Cursor).and_then(check_moment)).transpose()
}
