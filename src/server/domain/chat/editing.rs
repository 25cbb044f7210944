//! Edits the text of a message. The message keeps its place, and shows when it was last edited.

use sea_orm::{
    ActiveValue::{Set, Unchanged},
    entity::prelude::*,
};
use serde_json::Value;

use super::{mentions, revising::message_of, revisions::next_moment};
use crate::{
    model::{
        audit::{Action, Subject},
        ids::{ConversationId, MessageId},
        message::{Message, MessageText, MessageTextError, MessageType},
    },
    server::{
        domain::{
            actor::{Actor, AgentActor},
            error::DomainError,
            log::audit::{self, Change},
            services::ChatService,
        },
        entity::message,
    },
};

impl ChatService {
    /// Replaces the text of a message or a note that the agent wrote, in closed conversations too.
    /// The text of a message with a file may become empty. Has no effect if the text is the same.
    ///
    /// # Errors
    /// If the message does not exist in this conversation, is a line by the system, was deleted or
    /// was sent by another person, or the text cannot be a message.
    pub async fn edit_message(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        message: MessageId,
        content: &str,
    ) -> Result<Message, DomainError> {
        let actor = Actor::from(agent.clone());
        // Before the transaction, as for new messages.
        self.charge_message(&actor, id).await?;
        let transaction = self.database.begin().await?;
        let conversation = self.lock_conversation(&transaction, &actor, id).await?;
        let before = message_of(&transaction, &conversation, message).await?;
        require_editable(agent, &before)?;
        let content = text_of(&before, content)?;
        if content == before.content {
            drop(transaction);
            return self.as_revised(before).await;
        }
        let at = next_moment(&conversation, self.now());
        let change = message::ActiveModel {
            id: Unchanged(before.id),
            content: Set(content),
            edited_at: Set(Some(at)),
            ..Default::default()
        };
        let after = change.update(&transaction).await?;
        if after.is_note {
            mentions::renew(&transaction, &after, self.now()).await?;
        }
        self.note_revision(&transaction, &conversation, &after).await?;
        audit::record(&transaction, self.now(), agent, entry(id, &after)).await?;
        transaction.commit().await?;
        self.as_revised(after).await
    }
}

/// Refuses an agent who may not edit a message. Admins, too, may only edit what they wrote.
fn require_editable(agent: &AgentActor, row: &message::Model) -> Result<(), DomainError> {
    if row.message_type == MessageType::System {
        return Err(DomainError::Conflict("A line by the system cannot be edited."));
    }
    if !row.is_agent || row.sender_id != Some(agent.user_id) {
        return Err(DomainError::Forbidden);
    }
    if row.deleted_at.is_some() {
        return Err(DomainError::Conflict("A deleted message cannot be edited."));
    }
    Ok(())
}

/// Returns the new text of a message. Only beside a file it may be empty.
fn text_of(row: &message::Model, content: &str) -> Result<String, DomainError> {
    match MessageText::new(content) {
        Ok(text) => Ok(text.into_string()),
        Err(MessageTextError::Empty) if row.attachment.is_some() => Ok(String::new()),
        Err(error) => Err(error.into()),
    }
}

/// Returns the entry in the log, which has neither text.
fn entry(id: &ConversationId, row: &message::Model) -> Change {
    let subject = if row.is_note { Subject::Note } else { Subject::Message };
    Change { action: Action::Edited, subject, subject_id: id.to_string(), before: Value::Null, after: Value::Null }
}
