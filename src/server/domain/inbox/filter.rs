//! What a view lists, as a condition of the database.

use sea_orm::{
    Condition, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Func, LikeExpr},
};

use crate::{
    model::{
        ids::AgentId,
        inbox::{Assignee, InboxView},
    },
    server::entity::{account, conversation, message},
};

/// The conversations of a view. Those in which nobody has written are in none.
pub(super) fn matching(view: &InboxView, me: AgentId) -> Condition {
    let mut condition = Condition::all().add(conversation::Column::LastMessageAt.is_not_null());
    if !view.statuses.is_empty() {
        condition = condition.add(conversation::Column::Status.is_in(view.statuses.iter().copied()));
    }
    if !view.priorities.is_empty() {
        condition = condition.add(conversation::Column::Priority.is_in(view.priorities.iter().copied()));
    }
    let assigned = conversation::Column::AssignedAgentId;
    condition = match view.assignee {
        Assignee::Anyone => condition,
        Assignee::Me => condition.add(assigned.eq(me)),
        Assignee::Nobody => condition.add(assigned.is_null()),
        Assignee::Agent(id) => condition.add(assigned.eq(id)),
    };
    let words = view.query.trim();
    if words.is_empty() { condition } else { condition.add(mentioning(words)) }
}

/// The words, as they stand, in the customer, the subject, the id or a message.
fn mentioning(words: &str) -> Condition {
    let pattern = format!("%{}%", escaped(&words.to_lowercase()));
    let like = |column: Expr| Expr::expr(Func::lower(column)).like(LikeExpr::new(pattern.clone()).escape('\\'));
    let in_messages = message::Entity::find()
        .select_only()
        .column(message::Column::ConversationId)
        .filter(like(message::Column::Content.into_expr()))
        .into_query();
    Condition::any()
        .add(like(account::Column::Name.into_expr()))
        .add(like(account::Column::Email.into_expr()))
        .add(like(conversation::Column::Subject.into_expr()))
        .add(like(conversation::Column::ConversationId.into_expr()))
        .add(conversation::Column::Id.in_subquery(in_messages))
}

/// `%`, `_` and `\` mean themselves.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
