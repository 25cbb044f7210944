//! Files in a conversation.

use serde::{Deserialize, Serialize};

use super::code::code_text;

/// A kind of file that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum AttachmentKind {
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A GIF picture.
    Gif,
    /// A WebP picture.
    Webp,
    /// A PDF document.
    Pdf,
    /// Plain text.
    Txt,
    /// A Word document.
    Docx,
    /// An Excel table.
    Xlsx,
}

impl AttachmentKind {
    /// All, pictures first.
    pub const ALL: [Self; 8] =
        [Self::Png, Self::Jpeg, Self::Gif, Self::Webp, Self::Pdf, Self::Txt, Self::Docx, Self::Xlsx];

    /// The word in the database and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Txt => "txt",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }
}

code_text!(AttachmentKind);
