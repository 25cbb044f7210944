//! What a file is, by its content: never by its name or by what is said of it.

use super::zip;
use crate::{
    model::attachment::AttachmentKind::{self, *},
    server::{
        pictures::Form,
        storage::{Storage, StorageError, StorageKey},
    },
};

/// Zip archives that may be documents: `infer` guesses by the beginning, and
/// the order of what is in an archive is free.
const PACKAGES: [&str; 4] = [
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];
/// Text that programs run or draw.
const MARKUP: [&str; 5] = ["text/html", "text/xml", "text/x-shellscript", "application/rtf", "application/postscript"];

/// A file in the store, and what was seen of it on its way there.
pub(super) struct Seen<'a> {
    pub key: &'a StorageKey,
    pub size: u64,
    /// Its beginning.
    pub head: &'a [u8],
    pub is_text: bool,
}

/// The kind of a file that is in the store; none if it is of no kind that can
/// be sent.
pub(super) async fn examine(storage: &Storage, file: Seen<'_>) -> Result<Option<AttachmentKind>, StorageError> {
    let found = infer::get(file.head).map(|found| found.mime_type());
    Ok(match found {
        Some(media_type) if MARKUP.contains(&media_type) => None,
        Some(media_type) if PACKAGES.contains(&media_type) => {
            zip::names(storage, file.key, file.size).await?.and_then(|names| zip::kind_of(&names))
        }
        // The beginning of a text can look like that of anything.
        other => other.and_then(kind_of).or_else(|| is_plain(&file).then_some(Txt)),
    })
}

/// Whether it is text that nothing takes for more than text.
fn is_plain(file: &Seen<'_>) -> bool {
    let head = file.head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file.head).trim_ascii_start();
    let is_markup = head.first() == Some(&b'<')
        && head.get(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'));
    file.is_text && !is_markup
}

/// How a file of a kind is served.
pub(super) const fn media_type(kind: AttachmentKind) -> &'static str {
    match kind {
        Png => "image/png",
        Jpeg => "image/jpeg",
        Gif => "image/gif",
        Webp => "image/webp",
        Pdf => "application/pdf",
        Txt => "text/plain; charset=utf-8",
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

/// The kind that is served so.
pub(super) fn kind_of(served: &str) -> Option<AttachmentKind> {
    AttachmentKind::ALL.into_iter().find(|kind| media_type(*kind) == served)
}

/// How the small form of a picture is served.
pub(super) fn thumbnail_type(name: &str) -> &'static str {
    Form::of_name(name).map_or("application/octet-stream", Form::media_type)
}
