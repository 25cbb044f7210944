//! The charts and their titles.

use super::texts::StatisticsTexts;
use crate::model::{day::Days, language::Language, statistics::Part};

/// The charts, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Conversations that began on each day.
    Conversations,
    /// Messages of each day.
    Messages,
    /// By status.
    Status,
    /// By priority.
    Priority,
    /// By agent.
    Agents,
    /// By language.
    Language,
    /// By weekday and hour.
    Hours,
    /// By stars.
    Ratings,
}

impl Chart {
    /// Returns the CSV that has its figures.
    pub const fn part(self) -> Part {
        match self {
            Self::Conversations | Self::Messages => Part::Days,
            Self::Status => Part::Status,
            Self::Priority => Part::Priority,
            Self::Agents => Part::Agents,
            Self::Language => Part::Language,
            Self::Hours => Part::Hours,
            Self::Ratings => Part::Ratings,
        }
    }

    /// Returns the chart's title.
    pub const fn title(self, texts: &StatisticsTexts) -> &'static str {
        match self {
            Self::Conversations => texts.conversations_per_day,
            Self::Messages => texts.messages_per_day,
            Self::Status => texts.by_status,
            Self::Priority => texts.by_priority,
            Self::Agents => texts.by_agent,
            Self::Language => texts.by_language,
            Self::Hours => texts.busiest_hours,
            Self::Ratings => texts.ratings,
        }
    }
}

/// A chart of a period, in a language.
#[derive(Clone, Copy)]
pub struct Subject {
    pub chart: Chart,
    pub days: Days,
    pub language: Language,
}

impl Subject {
    /// Returns the texts in its language.
    pub const fn texts(self) -> &'static StatisticsTexts {
        StatisticsTexts::of(self.language)
    }
}
