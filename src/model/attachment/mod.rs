//! Files in a conversation: their kinds, and the rules for accepting them. The browser checks a
//! file before it sends it, and the server checks it again. Both check its content.

mod content;
mod text;

pub use self::{
    content::{BEGINNING, Beginning},
    text::{Encoding, TextCheck},
};

use serde::Serialize;
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::code::code_text;

/// A megabyte, as the settings count: 1,048,576 bytes.
pub const BYTES_OF_MEGABYTE: u64 = 1_048_576;

/// A kind of file that can be sent.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, EnumCount, IntoStaticStr, VariantArray,
)]
#[cfg_attr(feature = "ssr", derive(serde::Deserialize))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum AttachmentKind {
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// A picture.
    Gif,
    /// A picture.
    Webp,
    /// A document.
    Pdf,
    /// Plain text.
    Txt,
    /// A Word document in the format before 2007.
    Doc,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A PowerPoint presentation.
    Pptx,
    /// An OpenDocument text.
    Odt,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A zip archive.
    Zip,
    /// An audio file.
    Mp3,
    /// A video.
    Mp4,
}

impl AttachmentKind {
    /// Returns the extensions of such files. The first is the usual one.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jfif"],
            Self::Txt => &["txt", "text", "csv", "tsv", "log", "md"],
            Self::Mp4 => &["mp4", "m4v"],
            Self::Png => &["png"],
            Self::Gif => &["gif"],
            Self::Webp => &["webp"],
            Self::Pdf => &["pdf"],
            Self::Doc => &["doc"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Zip => &["zip"],
            Self::Mp3 => &["mp3"],
        }
    }

    /// Returns whether it is shown in the conversation.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif | Self::Webp)
    }

    /// Returns whether such a file is a zip archive.
    pub const fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::Docx | Self::Xlsx | Self::Pptx | Self::Odt | Self::Ods)
    }

    /// Returns the kind of file for the extension of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        let dot = name.bytes().rposition(|byte| byte == b'.')?;
        let extension = name[dot + 1..].to_ascii_lowercase();
        Self::ALL.into_iter().find(|kind| kind.extensions().contains(&extension.as_str()))
    }
}

code_text!(AttachmentKind, unknown: Txt);

/// The rules for accepting files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRules {
    /// The maximum size of a file, in bytes.
    pub max_bytes: u64,
    /// The accepted kinds.
    pub kinds: Vec<AttachmentKind>,
}

/// The reason why a file is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentProblem {
    /// It has no content.
    Empty,
    /// It has more bytes than are allowed.
    TooLarge,
    /// Its kind is not accepted.
    Kind,
}

impl AttachmentRules {
    /// Returns the kinds of a comma-separated list. Other words in it are ignored.
    pub fn kinds(list: &str) -> Vec<AttachmentKind> {
        list.split(',').filter_map(|word| word.trim().parse().ok()).collect()
    }

    /// Checks a file by its size in bytes and its beginning.
    ///
    /// # Errors
    /// The first problem that is found.
    pub fn check(&self, bytes: u64, beginning: Beginning) -> Result<(), AttachmentProblem> {
        if bytes == 0 {
            Err(AttachmentProblem::Empty)
        } else if bytes > self.max_bytes {
            Err(AttachmentProblem::TooLarge)
        } else if !beginning.may_be(&self.kinds) {
            Err(AttachmentProblem::Kind)
        } else {
            Ok(())
        }
    }

    /// Returns the extensions for a file input: `.png,.jpg,…`.
    pub fn accept(&self) -> String {
        let mut accept = String::new();
        for extension in self.kinds.iter().flat_map(|kind| kind.extensions()) {
            accept.push_str(if accept.is_empty() { "." } else { ",." });
            accept.push_str(extension);
        }
        accept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> AttachmentRules {
        AttachmentRules { max_bytes: 100, kinds: AttachmentRules::kinds("png, jpeg,txt,nonsense,") }
    }

    #[test]
    fn kinds_are_told_by_their_words() {
        for kind in AttachmentKind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
            assert_eq!(AttachmentKind::of_name(&format!("a.b.{}", kind.extensions()[0])), Some(kind));
        }
        assert_eq!(rules().kinds, [AttachmentKind::Png, AttachmentKind::Jpeg, AttachmentKind::Txt]);
        assert_eq!(AttachmentKind::of_name("PHOTO.JPEG"), Some(AttachmentKind::Jpeg));
        for name in ["", "png", "file.exe", "file.", "picture.svg"] {
            assert_eq!(AttachmentKind::of_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_file_is_checked_before_it_is_sent() {
        let check = |head, bytes| rules().check(bytes, Beginning::of(head));
        assert_eq!(check(b"\x89PNG\r\n\x1A\n", 100), Ok(()));
        assert_eq!(check(b"\x89PNG\r\n\x1A\n", 101), Err(AttachmentProblem::TooLarge));
        assert_eq!(check(b"", 0), Err(AttachmentProblem::Empty));
        assert_eq!(check(b"%PDF-1.7", 8), Err(AttachmentProblem::Kind));
        assert_eq!(check(b"words", 5), Ok(()));
    }

    #[test]
    fn a_file_input_takes_the_same() {
        assert_eq!(rules().accept(), ".png,.jpg,.jpeg,.jfif,.txt,.text,.csv,.tsv,.log,.md");
    }
}
