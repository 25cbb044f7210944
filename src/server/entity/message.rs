//! `support_message`: messages, notes and lines by the system.

use sea_orm::{Condition, entity::prelude::*};

use super::text::prepare;
use crate::model::{
    ids::{ClientId, MessageId, UserId},
    message::MessageType,
};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_message")]
pub struct Model {
    /// The message's id; increases within a conversation.
    #[sea_orm(primary_key)]
    pub id: MessageId,
    /// The conversation's row number.
    pub conversation_id: i64,
    /// The sender; none for the system.
    pub sender_id: Option<UserId>,
    /// Whether it is from the shop's side.
    pub is_agent: bool,
    /// The type.
    pub message_type: MessageType,
    /// The text.
    pub content: String,
    /// Where the attachment is stored.
    pub attachment: Option<String>,
    /// The attachment's name.
    pub attachment_name: String,
    /// The attachment's media type, by its content.
    pub attachment_type: Option<String>,
    /// The attachment's size, in bytes.
    pub attachment_size: Option<i64>,
    /// A picture's width, in pixels.
    pub attachment_width: Option<i32>,
    /// A picture's height, in pixels.
    pub attachment_height: Option<i32>,
    /// Where the thumbnail of the picture is stored.
    pub attachment_thumbnail: Option<String>,
    /// Whether it is a note of an agent, which customers never see.
    pub is_note: bool,
    /// The message of the same conversation that it quotes, if any. Its text is not copied.
    pub quoted_id: Option<MessageId>,
    /// The sender's own id for it.
    pub client_id: Option<ClientId>,
    /// Whether the other side has had it on screen.
    pub is_read: bool,
    /// When that was.
    pub read_at: Option<DateTimeUtc>,
    /// When it was stored.
    pub created_at: DateTimeUtc,
    /// When its text was last edited; none if it was not, or if it was deleted later.
    pub edited_at: Option<DateTimeUtc>,
    /// When its content was deleted; none if it was not.
    pub deleted_at: Option<DateTimeUtc>,
    /// When only its file was deleted; none if it was not.
    pub attachment_deleted_at: Option<DateTimeUtc>,
    /// The change that a line by the system is about, as JSON (`model::event::Event`); none for
    /// others.
    pub event: Option<String>,
    /// [`Model::content`] as a search compares it; none until it is folded.
    pub content_folded: Option<String>,
    /// [`Model::attachment_name`] as a search compares it; none until it is folded.
    pub attachment_name_folded: Option<String>,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Model {
    /// Returns when it was last edited, or something of it was deleted; none if neither happened.
    pub fn revised_at(&self) -> Option<DateTimeUtc> {
        self.deleted_at.or(self.edited_at.max(self.attachment_deleted_at))
    }

    /// Returns whether its sender has taken it back. Only polls tell of it, so that screens remove
    /// it.
    pub fn is_recalled(&self) -> bool {
        self.message_type == MessageType::System && self.deleted_at.is_some()
    }
}

/// Returns the condition that a message was not taken back; see [`Model::is_recalled`].
pub fn is_not_recalled() -> Condition {
    Condition::any().add(Column::MessageType.ne(MessageType::System)).add(Column::DeletedAt.is_null())
}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    async fn before_save<C: ConnectionTrait>(self, _: &C, is_new: bool) -> Result<Self, DbErr> {
        Ok(prepare(self, is_new, &[]))
    }
}
