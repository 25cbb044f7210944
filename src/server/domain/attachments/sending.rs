//! Turns a received file into a message that both sides see.

use super::{
    FOLDER, Incoming,
    content::{self, examine},
    name,
    of_message::{NewAttachment, StoredPicture},
};
use crate::{
    model::{
        ids::{ClientId, ConversationId},
        message::{Message, MessageText, MessageTextError},
    },
    server::{
        client,
        domain::{
            actor::{Actor, AgentActor},
            chat::messages::NewMessage,
            error::DomainError,
            random,
            services::AttachmentService,
        },
        pictures::{Preview, Sender},
        storage::StorageKey,
    },
};

/// The form in which a file is sent, and its sender.
pub enum Post {
    /// A message, for both sides.
    Message(Actor),
    /// A note of an agent, for colleagues only.
    Note(AgentActor),
}

impl Post {
    /// Returns whether an agent sends it.
    pub fn is_by_agent(&self) -> bool {
        matches!(self, Self::Note(_) | Self::Message(Actor::Agent(_)))
    }

    /// Returns the sender.
    fn actor(&self) -> Actor {
        match self {
            Self::Message(actor) => actor.clone(),
            Self::Note(agent) => agent.clone().into(),
        }
    }
}

impl AttachmentService {
    /// Sends a file that was received completely, with or without text. A
    /// repeated `client_id` returns the first message, and keeps its file only.
    ///
    /// # Errors
    /// If the file is empty, damaged or of a kind that is not accepted, the
    /// text is too long, or the conversation does not accept it or is not the
    /// sender's. Then the file is deleted.
    pub async fn send_file(
        &self,
        post: Post,
        id: ConversationId,
        file: Incoming,
        content: String,
        client_id: Option<ClientId>,
    ) -> Result<Message, DomainError> {
        let desk = self.clone();
        // Runs in its own task: the sender may close the connection now, and
        // the rest must not be left half done.
        let work = async move { desk.keep_and_send(&post, &id, file, &content, client_id).await };
        let sending = tokio::spawn(client::on_behalf_of(client::current(), work));
        sending.await.unwrap_or(Err(DomainError::Broken("sending a file panicked")))
    }

    async fn keep_and_send(
        &self,
        post: &Post,
        id: &ConversationId,
        file: Incoming,
        content: &str,
        client_id: Option<ClientId>,
    ) -> Result<Message, DomainError> {
        let content = match MessageText::new(content) {
            Ok(words) => words.into_string(),
            // A file needs no text.
            Err(MessageTextError::Empty) => String::new(),
            Err(error) => return Err(error.into()),
        };
        if file.size == 0 {
            return Err(DomainError::FileEmpty);
        }
        let key = file.key.clone();
        let sender = Sender { network: client::current(), account: post.actor().user_id().0 };
        let kept = match self.keep(file, sender).await {
            Ok(kept) => kept,
            Err(error) => {
                let desk = self.clone();
                let forgetting = tokio::spawn(async move { desk.forget_files([key]).await });
                // A store that does not answer would delay the sender once more.
                if !error.is_temporary() {
                    drop(forgetting.await);
                }
                return Err(error);
            }
        };
        let files: Vec<_> = kept.keys().cloned().collect();
        let new = NewMessage { content, client_id, attachment: Some(kept), ..NewMessage::default() };
        let delivered = match post {
            Post::Message(actor) => self.chat().deliver(actor, id, new).await,
            Post::Note(agent) => self.chat().deliver_note(agent, id, new).await,
        };
        let is_first = delivered.as_ref().is_ok_and(|row| row.attachment.as_deref() == Some(key.as_str()));
        // Leaves the file to the sweep if the message may have been stored all the
        // same.
        let may_be_stored = delivered.as_ref().is_err_and(|error| self.may_be_committed(error));
        if !is_first && !may_be_stored {
            self.forget_files(files).await;
        }
        self.chat().message_by(&post.actor(), delivered?).await
    }

    /// Finishes the file in the store, and determines its kind.
    async fn keep(&self, file: Incoming, sender: Sender) -> Result<NewAttachment, DomainError> {
        let Incoming { upload, key, name, size, head, text, .. } = file;
        upload.finish().await?;
        let encoding = text.encoding();
        let seen = content::ReceivedFile { key: &key, size, head: &head, encoding };
        let kind = examine(&self.storage, seen).await?.ok_or(DomainError::FileKind)?;
        if !self.attachment_rules().await?.kinds.contains(&kind) {
            return Err(DomainError::FileKind);
        }
        let (picture, size) = if kind.is_picture() {
            let (picture, size) = self.keep_picture(&key, size, sender).await?;
            (Some(picture), size)
        } else {
            (None, size)
        };
        let media_type = content::media_type(kind, encoding);
        Ok(NewAttachment { name: name::clean(&name, kind), key, kind, media_type, size, picture })
    }

    /// Stores the thumbnail of a picture, and the picture itself without metadata of
    /// the place and the person. Also returns the picture's new size in bytes.
    async fn keep_picture(
        &self,
        key: &StorageKey,
        size: u64,
        sender: Sender,
    ) -> Result<(StoredPicture, u64), DomainError> {
        let read = async { Ok::<_, DomainError>(self.storage.read(key, 0..size).await?) };
        let Preview { width, height, thumbnail, stripped } = self.pictures.preview(sender, read).await?;
        let size = stripped.as_ref().map_or(size, |stripped| stripped.len() as u64);
        if let Some(stripped) = stripped {
            self.storage.put(key, stripped).await?;
        }
        let name = format!("{}.{}", random::secret(&*self.random), thumbnail.form.extension());
        let key = StorageKey::new(FOLDER, &name);
        self.storage.put(&key, thumbnail.bytes).await?;
        Ok((StoredPicture { width, height, thumbnail: key }, size))
    }
}
