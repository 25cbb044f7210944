//! How an agent wants to be told of what comes in.

use serde::{Deserialize, Serialize};

use super::language::Language;

/// What an agent prefers; kept with the agent, so that it holds on every device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Preferences {
    /// Whether a new message makes a sound.
    pub sound: bool,
    /// Whether a new message is told of on the desktop. The browser has to
    /// allow it as well.
    pub desktop: bool,
    /// In which conversations a new message is told of.
    pub about: Concern,
    /// The language of the console; none: as the browser has it.
    pub language: Option<Language>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { sound: true, desktop: false, about: Concern::default(), language: None }
    }
}

/// Whose conversations concern an agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Concern {
    /// The agent's own.
    Mine,
    /// The agent's own, and those of nobody yet.
    #[default]
    MineAndUnassigned,
}

impl Concern {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::MineAndUnassigned, Self::Mine];

    /// The word in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::MineAndUnassigned => "mine_and_unassigned",
        }
    }

    /// Whether a conversation that is the agent's own, or nobody's, concerns
    /// the agent.
    pub const fn includes(self, is_mine: bool) -> bool {
        is_mine || matches!(self, Self::MineAndUnassigned)
    }
}
