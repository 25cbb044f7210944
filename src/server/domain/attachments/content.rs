//! Determines the kind of a file by its content, never by its name or by the
//! media type that the sender states.

use super::{compound, office};
use crate::{
    model::attachment::{
        AttachmentKind::{self, *},
        Beginning, Encoding,
    },
    server::{
        pictures::Form,
        storage::{Storage, StorageError, StorageKey},
    },
};

/// A file in the store, and what was learned about it while it was received.
pub(super) struct ReceivedFile<'a> {
    pub key: &'a StorageKey,
    pub size: u64,
    /// The first bytes.
    pub head: &'a [u8],
    /// The encoding, if all of it is text.
    pub encoding: Option<Encoding>,
}

/// Returns the kind of a file in the store; none if files of that kind cannot be sent.
pub(super) async fn examine(storage: &Storage, file: ReceivedFile<'_>) -> Result<Option<AttachmentKind>, StorageError> {
    Ok(match Beginning::of(file.head) {
        Beginning::Kind(kind) => Some(kind),
        Beginning::Archive => office::kind_of(office::File { storage, key: file.key, size: file.size }).await?,
        Beginning::Compound => {
            let names = compound::names(storage, file.key, file.size, file.head).await?;
            names.and_then(|names| compound::kind_of(&names))
        }
        Beginning::Text => file.encoding.map(|_| Txt),
        Beginning::Other => None,
    })
}

/// Returns the media type with which a file of a kind is served. `encoding` is
/// that of a text.
pub(super) const fn media_type(kind: AttachmentKind, encoding: Option<Encoding>) -> &'static str {
    match kind {
        Png => "image/png",
        Jpeg => "image/jpeg",
        Gif => "image/gif",
        Webp => "image/webp",
        Pdf => "application/pdf",
        Txt => match encoding {
            Some(Encoding::Utf16Le | Encoding::Utf16Be) => "text/plain; charset=utf-16",
            Some(Encoding::Older) => "text/plain",
            Some(Encoding::Utf8) | None => "text/plain; charset=utf-8",
        },
        Doc => "application/msword",
        Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Odt => "application/vnd.oasis.opendocument.text",
        Ods => "application/vnd.oasis.opendocument.spreadsheet",
        Zip => "application/zip",
        Mp3 => "audio/mpeg",
        Mp4 => "video/mp4",
    }
}

/// Returns the kind that is served with a media type.
pub(super) fn kind_of(served: &str) -> Option<AttachmentKind> {
    let is_text = served.split(';').next() == Some("text/plain");
    if is_text { Some(Txt) } else { AttachmentKind::ALL.into_iter().find(|kind| media_type(*kind, None) == served) }
}

/// Returns the media type of a picture's thumbnail.
pub(super) fn thumbnail_type(name: &str) -> &'static str {
    Form::of_name(name).map_or("application/octet-stream", Form::media_type)
}
