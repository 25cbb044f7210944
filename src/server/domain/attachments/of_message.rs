//! The attachment in the row of a message.

use sea_orm::ActiveValue::Set;

use crate::{
    model::{
        attachment::AttachmentKind,
        ids::MessageId,
        message::{MessageType, Picture},
    },
    server::{entity::message, storage::StorageKey},
};

/// The beginning of the addresses of attachments. The message's id follows,
/// then a random name that cannot be guessed.
pub const FILE_PREFIX: &str = "/support/files/";
/// A file in the store that belongs to no message yet.
#[derive(Clone)]
pub(in crate::server::domain) struct NewAttachment {
    pub(super) key: StorageKey,
    pub(super) name: String,
    pub(super) kind: AttachmentKind,
    pub(super) media_type: &'static str,
    /// In bytes.
    pub(super) size: u64,
    pub(super) picture: Option<StoredPicture>,
}

/// A picture in the store, and its thumbnail.
#[derive(Clone)]
pub(super) struct StoredPicture {
    pub width: u32,
    pub height: u32,
    pub thumbnail: StorageKey,
}

impl NewAttachment {
    /// Returns the keys of its files.
    pub(super) fn keys(&self) -> impl Iterator<Item = &StorageKey> {
        std::iter::once(&self.key).chain(self.picture.as_ref().map(|picture| &picture.thumbnail))
    }

    /// Writes the attachment into the row of its message.
    pub fn write_into(self, row: &mut message::ActiveModel) {
        let number = |pixels: u32| i32::try_from(pixels).ok();
        row.message_type = Set(if self.kind.is_picture() { MessageType::Image } else { MessageType::File });
        row.attachment = Set(Some(self.key.as_str().to_owned()));
        row.attachment_name = Set(self.name);
        row.attachment_type = Set(Some(self.media_type.to_owned()));
        row.attachment_size = Set(i64::try_from(self.size).ok());
        row.attachment_width = Set(self.picture.as_ref().and_then(|picture| number(picture.width)));
        row.attachment_height = Set(self.picture.as_ref().and_then(|picture| number(picture.height)));
        row.attachment_thumbnail = Set(self.picture.map(|picture| picture.thumbnail.as_str().to_owned()));
    }
}

/// Returns the keys of the files that a message has.
pub(in crate::server::domain) fn keys(row: &message::Model) -> Vec<StorageKey> {
    [&row.attachment, &row.attachment_thumbnail].into_iter().flatten().map(|key| StorageKey::stored(key)).collect()
}

/// Removes the attachment from the row of its message. Its type remains.
pub(in crate::server::domain) fn remove_from(row: &mut message::ActiveModel) {
    row.attachment = Set(None);
    row.attachment_name = Set(String::new());
    row.attachment_type = Set(None);
    row.attachment_size = Set(None);
    row.attachment_width = Set(None);
    row.attachment_height = Set(None);
    row.attachment_thumbnail = Set(None);
}

/// Returns the size and the thumbnail of a picture, which are shown before it is loaded.
pub(in crate::server::domain) fn picture(row: &message::Model) -> Option<Picture> {
    Some(Picture {
        width: u32::try_from(row.attachment_width?).ok()?,
        height: u32::try_from(row.attachment_height?).ok()?,
        thumbnail: address(row.id, row.attachment_thumbnail.as_deref()?),
    })
}

/// Returns the address of a stored file of a message.
pub(in crate::server::domain) fn address(id: MessageId, key: &str) -> String {
    format!("{FILE_PREFIX}{id}/{}", StorageKey::stored(key).name())
}
