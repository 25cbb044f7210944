//! What a view lists, as a condition of the database.

use sea_orm::{
    Condition, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{BinOper, Expr, ExprTrait, Func},
};

use crate::{
    model::{
        ids::AgentId,
        inbox::{Assignee, InboxView},
        message::MessageText,
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
    // What no message can say is nowhere. The databases would refuse it: one
    // takes no NUL, the other no pattern of any length.
    if words.contains('\0') || words.chars().count() > MessageText::MAX_CHARS {
        return Condition::all().add(Expr::value(false));
    }
    let pattern = format!("%{}%", escaped(words));
    let like = |column: Expr| {
        // The database folds both sides: each knows other letters than Rust.
        let pattern = Expr::expr(Func::lower(pattern.as_str())).binary(BinOper::Escape, Expr::Constant('\\'.into()));
        Expr::expr(Func::lower(column)).binary(BinOper::Like, pattern)
    };
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
