//! An agent's preferences: the notification of new messages, and the console's language.

use serde::{Deserialize, Serialize};

use super::language::Language;

/// The preferences of an agent. They are stored with the agent, so that they apply on
/// every device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Preferences {
    /// Whether a new message makes a sound.
    pub sound: bool,
    /// Whether a new message shows a notification on the desktop. The browser has to
    /// allow it as well.
    pub desktop: bool,
    /// The conversations whose new messages are notified.
    pub about: Concern,
    /// The language of the console; none: the browser's.
    pub language: Option<Language>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { sound: true, desktop: false, about: Concern::default(), language: None }
    }
}

/// The conversations that concern an agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Concern {
    /// Those that are assigned to the agent.
    Mine,
    /// Those that are assigned to the agent, and unassigned ones.
    #[default]
    MineAndUnassigned,
}

impl Concern {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::MineAndUnassigned, Self::Mine];

    /// Returns the word in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::MineAndUnassigned => "mine_and_unassigned",
        }
    }

    /// Returns whether a conversation concerns the agent, by whether it is assigned to
    /// the agent or unassigned.
    pub const fn includes(self, is_mine: bool) -> bool {
        is_mine || matches!(self, Self::MineAndUnassigned)
    }
}
