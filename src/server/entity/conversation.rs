//! `support_conversation`: conversations of customers with the shop.

use sea_orm::{
    ActiveValue::{Set, Unchanged},
    entity::prelude::*,
    sea_query::Expr,
};

use super::text::prepare;
use crate::model::{
    conversation::{Priority, Status},
    ids::{AgentId, ConversationId, MessageId, UserId},
    language::Language,
    message::MessageType,
};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_conversation")]
pub struct Model {
    /// The row's number; the API uses [`Model::conversation_id`].
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The public id.
    #[sea_orm(unique)]
    pub conversation_id: ConversationId,
    /// The customer.
    pub user_id: UserId,
    /// The assignee.
    pub assigned_agent_id: Option<AgentId>,
    /// When the assignee last changed; none if it is not known.
    pub assigned_at: Option<DateTimeUtc>,
    /// The subject; may be empty.
    pub subject: String,
    /// The status.
    pub status: Status,
    /// Whether an agent has set it aside. Counts only while it is pending: see
    /// [`Model::is_snoozed`].
    pub is_snoozed: bool,
    /// When it returns by itself; none if it waits until the customer writes, and if it is not
    /// snoozed.
    pub snoozed_until: Option<DateTimeUtc>,
    /// The priority.
    pub priority: Priority,
    /// The customer's language.
    pub language: Language,
    /// The number of agents' messages that the customer has not read.
    pub user_unread_count: i32,
    /// The number of the customer's messages that wait to be read by the assignee; by any agent
    /// while it is unassigned. 1 if an agent has marked it as unread after reading.
    pub agent_unread_count: i32,
    /// When the last message was sent, without lines by the system; none if it does not
    /// exist.
    pub last_message_at: Option<DateTimeUtc>,
    /// The newest message of any kind except notes.
    pub last_message_id: Option<MessageId>,
    /// The newest note; may be later than the newest message.
    pub last_note_id: Option<MessageId>,
    /// When a message was last edited or deleted in it, or the file of one, except notes.
    pub last_deletion_at: Option<DateTimeUtc>,
    /// When that last happened to its notes.
    pub last_note_deletion_at: Option<DateTimeUtc>,
    /// The beginning of the last message, without lines by the system, on one line. Empty if it
    /// was deleted.
    pub last_message_text: String,
    /// The type of that message.
    pub last_message_type: MessageType,
    /// Whether that message came from the shop's side.
    pub last_message_is_agent: bool,
    /// The newest agents' message that the customer has read.
    pub user_read_up_to: Option<MessageId>,
    /// The newest customer's message that its assignee has read.
    pub agent_read_up_to: Option<MessageId>,
    /// When the first message was sent, without lines by the system; none if it does
    /// not exist.
    pub first_message_at: Option<DateTimeUtc>,
    /// When an agent first replied.
    pub first_response_at: Option<DateTimeUtc>,
    /// When the last period began: with the first message, or with the last
    /// reopening; none while the conversation has no message.
    pub opened_at: Option<DateTimeUtc>,
    /// Since when the customer has waited, or had waited, for the first
    /// response in that period; none if the customer has asked nothing in it.
    pub asked_at: Option<DateTimeUtc>,
    /// When an agent first responded to that.
    pub responded_at: Option<DateTimeUtc>,
    /// When that period ended, by resolving or closing; none while it is
    /// active.
    pub resolved_at: Option<DateTimeUtc>,
    /// The address of the page that the customer last wrote from; may be empty.
    pub page_url: String,
    /// That page's title; may be empty.
    pub page_title: String,
    /// The customer's browser, as it identifies itself; may be empty.
    pub user_agent: String,
    /// When the oldest unanswered message was sent.
    pub waiting_since: Option<DateTimeUtc>,
    /// When the customer last typed.
    pub user_typing_at: Option<DateTimeUtc>,
    /// When an agent last typed a reply.
    pub agent_typing_at: Option<DateTimeUtc>,
    /// The customer's rating, 1 to 5.
    pub rating: Option<i32>,
    /// The comment of the rating; may be empty.
    pub rating_comment: String,
    /// When the customer rated it.
    pub rated_at: Option<DateTimeUtc>,
    /// When it began.
    pub created_at: DateTimeUtc,
    /// When anything in it last changed.
    pub updated_at: DateTimeUtc,
    /// The number of the last change that agents see. The database assigns it:
    /// a counter on SQLite, the transaction's id on PostgreSQL.
    pub change_seq: i64,
    /// [`Model::subject`] as a search compares it; none until it is folded.
    pub subject_folded: Option<String>,
}

/// Joins that the inbox and the polls make.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The customer.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::UserId", to = "super::account::Column::Id")]
    Customer,
    /// The assignee.
    #[sea_orm(belongs_to = "super::agent::Entity", from = "Column::AssignedAgentId", to = "super::agent::Column::Id")]
    Agent,
}

impl Related<super::account::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Customer.def()
    }
}

impl Related<super::agent::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Agent.def()
    }
}

impl Model {
    /// Returns whether this agent is the assignee.
    pub fn is_assigned_to(&self, agent: AgentId) -> bool {
        self.assigned_agent_id == Some(agent)
    }

    /// Returns whether it is set aside, and so listed neither among the open nor among the pending
    /// ones.
    pub fn is_snoozed(&self) -> bool {
        self.is_snoozed && self.status == Status::Pending
    }

    /// Returns whether agents have to deal with it now: it is open or pending, and not snoozed.
    pub fn is_at_hand(&self) -> bool {
        self.status.is_active() && !self.is_snoozed()
    }

    /// Returns a change of the row in which nothing is set yet. Cheaper than the
    /// conversion, which copies all columns.
    pub fn unchanged(&self) -> ActiveModel {
        ActiveModel {
            id: Unchanged(self.id),
            assigned_agent_id: Unchanged(self.assigned_agent_id),
            ..Default::default()
        }
    }
}

/// Returns the condition that a conversation is open or pending and has a message. It is written
/// as in the partial indexes of the migration `m0130_inbox_counts`: SQLite uses such an index
/// only for a query that repeats its condition.
pub fn is_active() -> Expr {
    Expr::cust(
        "support_conversation.last_message_at IS NOT NULL AND support_conversation.status IN ('open', 'pending')",
    )
}

/// Returns the condition that a conversation is snoozed, written as in the partial indexes of the
/// migration `m0190_snooze`.
pub fn is_snoozed() -> Expr {
    Expr::cust("support_conversation.is_snoozed = TRUE AND support_conversation.status = 'pending'")
}

impl ActiveModel {
    /// Ends the snooze of a row that has one. Called with each change of its status.
    pub fn wake(&mut self, before: &Model) {
        if before.is_snoozed {
            self.is_snoozed = Set(false);
            self.snoozed_until = Set(None);
        }
    }

    /// Sets or removes the assignee, and records the time if that is a change.
    pub fn assign(&mut self, to: Option<AgentId>, now: DateTimeUtc) {
        if self.assigned_agent_id.try_as_ref().copied().flatten() != to {
            self.assigned_agent_id = Set(to);
            self.assigned_at = Set(Some(now));
        }
    }
}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    async fn before_save<C: ConnectionTrait>(self, _: &C, is_new: bool) -> Result<Self, DbErr> {
        Ok(prepare(self, is_new, &[]))
    }
}
