//! Deletes a conversation with its messages and files. One entry in the log remains, without
//! content.

use serde_json::{Value, json};

use super::erasing::remove_conversations;
use crate::{
    model::{
        audit::{Action, Subject},
        ids::ConversationId,
    },
    server::domain::{
        actor::AdminActor,
        error::DomainError,
        log::audit::{self, Change},
        services::CustomerService,
    },
};

impl CustomerService {
    /// Deletes a conversation, for an admin.
    ///
    /// # Errors
    /// If it does not exist.
    pub async fn delete_conversation(&self, admin: &AdminActor, id: &ConversationId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let actor = admin.agent().clone().into();
        let row = self.lock_conversation(&transaction, &actor, id).await?;
        let removed = remove_conversations(&transaction, &[(row.id, row.conversation_id)]).await?;
        let change = Change {
            action: Action::Deleted,
            subject: Subject::Conversation,
            subject_id: id.to_string(),
            before: json!({ "messages": removed.messages, "files": removed.files.len() }),
            after: Value::Null,
        };
        audit::record(&transaction, self.now(), admin, change).await?;
        transaction.commit().await?;
        self.attachments().erase_remains(removed.files).await;
        // The assignee may have room for another conversation now.
        self.assignment().assign_queue().await;
        Ok(())
    }
}
