//! Erases a customer: the account, the sessions, the conversations with their messages and files,
//! and what the log says about these conversations. One entry in the log remains, without content.

use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};
use serde_json::{Value, json};

use super::customer;
use crate::{
    model::{
        audit::{Action, Subject},
        ids::{ConversationId, UserId},
        personal_data::Erased,
    },
    server::{
        domain::{
            actor::AdminActor,
            error::DomainError,
            log::audit::{self, Author, Change},
            services::CustomerService,
        },
        entity::{account, audit_log, conversation, message},
        storage::StorageKey,
    },
};

/// How many ids one statement names. PostgreSQL accepts 65,535 parameters, SQLite 32,766.
const BATCH: usize = 5_000;

impl CustomerService {
    /// Erases a customer, for an admin.
    ///
    /// # Errors
    /// If no customer has this id.
    pub async fn erase(&self, admin: &AdminActor, id: UserId) -> Result<Erased, DomainError> {
        self.erase_as(admin.into(), id).await
    }

    /// Erases a customer, for the command line.
    ///
    /// # Errors
    /// If no customer has this id.
    pub async fn erase_for_operator(&self, id: UserId) -> Result<Erased, DomainError> {
        self.erase_as(Author::CommandLine, id).await
    }

    async fn erase_as(&self, author: Author<'_>, id: UserId) -> Result<Erased, DomainError> {
        let transaction = self.database.begin().await?;
        // Before the account: a message that is being stored has locked its conversation, and
        // locks the account of its sender next. The other order would be a deadlock.
        let conversations: Vec<(i64, ConversationId)> = conversation::Entity::find()
            .select_only()
            .column(conversation::Column::Id)
            .column(conversation::Column::ConversationId)
            .filter(conversation::Column::UserId.eq(id))
            .order_by_asc(conversation::Column::Id)
            .lock_exclusive()
            .into_tuple()
            .all(&transaction)
            .await?;
        customer(id).lock_exclusive().one(&transaction).await?.ok_or(DomainError::NotFound)?;
        let Removed { messages, files } = remove_conversations(&transaction, &conversations).await?;
        forget_in_log(&transaction, [id.to_string()]).await?;
        // The rest refers to the account, and is deleted with it.
        account::Entity::delete_by_id(id).exec(&transaction).await?;
        let erased = Erased { conversations: conversations.len() as u64, messages, files: files.len() as u64 };
        let change = Change {
            action: Action::Deleted,
            subject: Subject::Customer,
            subject_id: id.to_string(),
            before: json!(erased),
            after: Value::Null,
        };
        audit::record(&transaction, self.now(), author, change).await?;
        transaction.commit().await?;
        self.attachments().erase_remains(files).await;
        Ok(erased)
    }
}

/// What a transaction has removed.
pub(in crate::server::domain) struct Removed {
    /// How many messages and notes.
    pub messages: u64,
    /// Their files, which are to be deleted after the commit.
    pub files: Vec<StorageKey>,
}

/// Deletes conversations, which the transaction has locked, with their messages. Removes from the
/// log what it says about them.
pub(in crate::server::domain) async fn remove_conversations(
    transaction: &DatabaseTransaction,
    conversations: &[(i64, ConversationId)],
) -> Result<Removed, DomainError> {
    let mut removed = Removed { messages: 0, files: Vec::new() };
    for batch in conversations.chunks(BATCH) {
        let rows = || batch.iter().map(|(row, _)| *row);
        removed.files.extend(files_in(transaction, rows()).await?);
        // Before the conversations, because the deletion that follows a foreign key would
        // read them once more for each message.
        let in_batch = message::Entity::delete_many().filter(message::Column::ConversationId.is_in(rows()));
        removed.messages += in_batch.exec(transaction).await?.rows_affected;
        conversation::Entity::delete_many().filter(conversation::Column::Id.is_in(rows())).exec(transaction).await?;
        forget_in_log(transaction, batch.iter().map(|(_, id)| id.to_string())).await?;
    }
    Ok(removed)
}

/// Returns the files of the messages in some conversations.
async fn files_in(
    transaction: &DatabaseTransaction,
    conversations: impl Iterator<Item = i64>,
) -> Result<Vec<StorageKey>, DomainError> {
    let rows: Vec<(Option<String>, Option<String>)> = message::Entity::find()
        .select_only()
        .column(message::Column::Attachment)
        .column(message::Column::AttachmentThumbnail)
        .filter(message::Column::ConversationId.is_in(conversations))
        .filter(message::Column::Attachment.is_not_null())
        .into_tuple()
        .all(transaction)
        .await?;
    let keys = rows.iter().flat_map(|(file, thumbnail)| [file, thumbnail]).flatten();
    Ok(keys.map(|key| StorageKey::stored(key)).collect())
}

/// Removes the values from the log's entries about a customer, such as the subject of a
/// conversation. The entries remain: they say who did what, and when.
async fn forget_in_log(
    transaction: &DatabaseTransaction,
    ids: impl IntoIterator<Item = String>,
) -> Result<(), DomainError> {
    audit_log::Entity::update_many()
        .col_expr(audit_log::Column::Before, Expr::value(""))
        .col_expr(audit_log::Column::After, Expr::value(""))
        .filter(audit_log::Column::Subject.is_in([Subject::Conversation, Subject::Block]))
        .filter(audit_log::Column::SubjectId.is_in(ids))
        .exec(transaction)
        .await?;
    Ok(())
}
