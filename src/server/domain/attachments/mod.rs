//! Files in a conversation: received, sent, and served to those who may see
//! them. A file is stored before its message. A file that is refused is deleted
//! again.

pub mod avatars;
mod compound;
mod content;
mod incoming;
mod name;
mod of_message;
mod office;
#[cfg(test)]
mod properties;
pub mod referenced;
mod sending;
mod sweep;
mod zip;

use std::ops::Range;

use sea_orm::entity::prelude::*;

pub(super) use self::of_message::{NewAttachment, address, keys, picture, remove_from};
pub use self::{incoming::Incoming, of_message::FILE_PREFIX, sending::Post};
use super::{
    actor::Actor,
    desk::{seen_by, visible_to},
    error::DomainError,
    limits::Limit,
    services::AttachmentService,
};
use crate::{
    model::{
        attachment::{AttachmentKind, AttachmentRules},
        conversation::Status,
        ids::{ConversationId, MessageId},
    },
    server::{
        client,
        entity::{conversation, message},
        storage::{StorageKey, StoredFile},
    },
};

/// The folder of the store.
const FOLDER: &str = "files";

/// An attachment, or the small form of a picture.
#[derive(Clone, Debug)]
pub struct Attachment {
    key: StorageKey,
    /// The media type, by content.
    pub media_type: String,
    /// Its size in bytes; none for a thumbnail.
    pub size: Option<u64>,
    /// The name that it had when it was sent.
    pub name: String,
    /// Whether browsers may show it.
    pub is_picture: bool,
}

impl Attachment {
    /// Returns the name under which it is stored: random, and never used again.
    pub fn stored_name(&self) -> &str {
        self.key.name()
    }
}

impl AttachmentService {
    /// Returns which files are accepted at the moment.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn attachment_rules(&self) -> Result<AttachmentRules, DomainError> {
        Ok(self.settings().presence().await?.settings.attachment_rules())
    }

    /// Checks that a conversation could accept a file. Called before a long
    /// upload; the check when the file is sent is still needed.
    ///
    /// # Errors
    /// If the conversation is closed, or not the sender's.
    pub async fn require_place(&self, post: &Post, id: &ConversationId) -> Result<(), DomainError> {
        let (actor, may_be_closed) = match post {
            Post::Message(actor) => (actor.clone(), false),
            Post::Note(agent) => (agent.clone().into(), true),
        };
        let row = visible_to(&actor, id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?;
        self.blocks().require_unblocked_sender(&actor).await?;
        if row.status == Status::Closed && !may_be_closed { Err(DomainError::ConversationClosed) } else { Ok(()) }
    }

    /// Counts a file of `announced` bytes that is about to be received. A body that
    /// does not state its length counts like the largest file.
    ///
    /// # Errors
    /// Returns [`DomainError::Limited`] if there are too many files or bytes.
    pub async fn charge_file(&self, post: &Post, announced: Option<u64>) -> Result<(), DomainError> {
        let bytes = match announced {
            Some(bytes) => bytes,
            None => self.attachment_rules().await?.max_bytes,
        };
        let kilobytes = u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX);
        let (sender, is_customer) = match post {
            Post::Message(actor) => (actor.user_id(), !actor.is_agent()),
            Post::Note(agent) => (agent.user_id, false),
        };
        let client = client::current().filter(|_| is_customer);
        let of_address = client
            .map(|client| [Limit::UploadsAddress.of(client), Limit::UploadKilobytesAddress.units(client, kilobytes)]);
        let of_account = [Limit::UploadsAccount.of(sender.0), Limit::UploadKilobytesAccount.units(sender.0, kilobytes)];
        self.limits().charge(of_address.into_iter().flatten().chain(of_account)).await
    }

    /// Returns the attachment of a message, or its thumbnail: `name` is the
    /// last part of the address in the message.
    ///
    /// # Errors
    /// If it does not exist, or the actor may not see the conversation.
    pub async fn attachment(&self, actor: &Actor, id: MessageId, name: &str) -> Result<Attachment, DomainError> {
        let read = self.database.read();
        let row = message::Entity::find_by_id(id).one(read).await?.ok_or(DomainError::NotFound)?;
        let is_visible = actor.is_agent() || !row.is_note;
        let conversation =
            conversation::Entity::find_by_id(row.conversation_id).filter(seen_by(actor)).one(read).await?;
        if !is_visible || conversation.is_none() {
            return Err(DomainError::NotFound);
        }
        named(row, name).ok_or(DomainError::NotFound)
    }

    /// Opens an attachment, or a part of it.
    ///
    /// # Errors
    /// If the file no longer exists or the store fails.
    pub async fn open_attachment(
        &self,
        attachment: &Attachment,
        range: Option<Range<u64>>,
    ) -> Result<StoredFile, DomainError> {
        self.open_file(&attachment.key, range).await
    }
}

/// Returns the attachment of a message or its thumbnail, whichever `name`
/// names.
fn named(row: message::Model, name: &str) -> Option<Attachment> {
    let stored = |key: Option<&str>| key.map(StorageKey::stored).filter(|key| key.name() == name);
    if let Some(key) = stored(row.attachment.as_deref()) {
        let media_type = row.attachment_type.unwrap_or_else(|| "application/octet-stream".to_owned());
        let is_picture = content::kind_of(&media_type).is_some_and(AttachmentKind::is_picture);
        let size = row.attachment_size.and_then(|size| u64::try_from(size).ok());
        return Some(Attachment { key, media_type, size, name: row.attachment_name, is_picture });
    }
    let key = stored(row.attachment_thumbnail.as_deref())?;
    let media_type = content::thumbnail_type(key.name()).to_owned();
    Some(Attachment { key, media_type, size: None, name: row.attachment_name, is_picture: true })
}
