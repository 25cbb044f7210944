//! Whether the field takes a reply to the customer or a note to colleagues.

use super::texts::ToolTexts;

/// The readers of the text that is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The customer reads it.
    #[default]
    Reply,
    /// Only colleagues read it.
    Note,
}

impl Mode {
    /// Both modes, in their order on the page.
    pub const ALL: [Self; 2] = [Self::Reply, Self::Note];

    /// Returns the other mode.
    pub const fn other(self) -> Self {
        match self {
            Self::Reply => Self::Note,
            Self::Note => Self::Reply,
        }
    }

    /// Returns the name of the mode.
    pub const fn label(self, texts: &ToolTexts) -> &'static str {
        match self {
            Self::Reply => texts.reply,
            Self::Note => texts.note,
        }
    }

    /// Returns the shortcut key of the mode.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reply => "r",
            Self::Note => "n",
        }
    }
}
