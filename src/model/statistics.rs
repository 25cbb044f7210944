//! The statistics of a period: how many messages there were, and how quickly they were
//! answered.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::{
    agent::Colleague,
    code::code_text,
    conversation::{Priority, Status},
    day::{Day, Days},
    field::FieldError,
    language::Language,
};

/// A period with a name, which depends on today's date.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumCount, IntoStaticStr, VariantArray,
)]
pub enum Preset {
    /// Today and the six days before.
    #[serde(rename = "7")]
    #[strum(serialize = "7")]
    Week,
    /// Today and the 29 days before.
    #[default]
    #[serde(rename = "30")]
    #[strum(serialize = "30")]
    ThirtyDays,
    /// Today and the 89 days before.
    #[serde(rename = "90")]
    #[strum(serialize = "90")]
    NinetyDays,
    /// From the first day of the month to today.
    #[serde(rename = "month")]
    #[strum(serialize = "month")]
    ThisMonth,
}

impl Preset {
    /// Returns its days; `today` is the current day.
    pub const fn days(self, today: Day) -> Days {
        match self {
            Self::Week => Days::until(today, 7),
            Self::ThirtyDays => Days::until(today, 30),
            Self::NinetyDays => Days::until(today, 90),
            Self::ThisMonth => Days { from: today.month_start(), to: today },
        }
    }
}
code_text!(Preset);

/// The period of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A period with a name. Its days depend on the shop's time zone.
    Preset(Preset),
    /// From one day to another, as typed.
    Own {
        /// The first day.
        from: String,
        /// The last day.
        to: String,
    },
}

impl Default for Period {
    fn default() -> Self {
        Self::Preset(Preset::default())
    }
}

impl Period {
    /// Returns its days; `today` is the current day.
    ///
    /// # Errors
    /// If a text is not a day, or there are too many days.
    pub fn days(&self, today: Day) -> Result<Days, Vec<FieldError>> {
        match self {
            Self::Preset(preset) => Ok(preset.days(today)),
            Self::Own { from, to } => Days::read(from, to),
        }
    }
}

/// The durations of something over a whole period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Durations {
    /// The number of measured durations.
    pub count: u32,
    /// The median, in seconds; none if nothing was measured.
    pub median_seconds: Option<f64>,
    /// The 90th percentile, in seconds; none if nothing was measured.
    pub p90_seconds: Option<f64>,
}

/// The ratings of conversations by customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Ratings {
    /// The number of ratings.
    pub count: u32,
    /// The average, 1 to 5; none without ratings.
    pub average: Option<f64>,
    /// The number of ratings of 1, 2, 3, 4 and 5.
    pub distribution: [u32; 5],
}

/// The figures of a whole period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Totals {
    /// Conversations that began: their first message was written.
    pub conversations: u32,
    /// Messages of customers.
    pub customer_messages: u32,
    /// Replies of agents.
    pub agent_messages: u32,
    /// From a customer's first message to the first reply, for replies in these days. A
    /// conversation that is reopened is measured again.
    pub first_response: Durations,
    /// From the first message, or from the reopening, to the end, for periods that
    /// ended in these days.
    pub resolution: Durations,
    /// Ratings given in the period.
    pub ratings: Ratings,
}

impl Totals {
    /// Returns the number of messages of both sides.
    pub const fn messages(&self) -> u32 {
        self.customer_messages + self.agent_messages
    }

    /// Returns whether the period has no activity at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One day, in the shop's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DayFigures {
    /// The day.
    pub date: Day,
    /// Conversations that began.
    pub conversations: u32,
    /// Messages of customers.
    pub customer_messages: u32,
    /// Replies of agents.
    pub agent_messages: u32,
}

/// How many conversations began, now and in the period before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Compared {
    /// In the period.
    pub conversations: u32,
    /// In the period before.
    pub before: u32,
}

/// The conversations of one kind: a status, a priority, a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Share<T> {
    /// The kind, by the present state of the conversations.
    pub of: T,
    /// How many there are.
    #[serde(flatten)]
    pub count: Compared,
}

/// The figures of one agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AgentFigures {
    /// The agent; none for unassigned conversations.
    pub agent: Option<Colleague>,
    /// Conversations that are assigned to the agent today.
    #[serde(flatten)]
    pub count: Compared,
    /// Replies that the agent wrote in the period.
    pub replies: u32,
}

/// The customers who wait for an answer at this moment, whatever the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Waiting {
    /// Conversations in which the customer waits.
    pub count: u32,
    /// The longest wait, in seconds; none if no customer waits.
    pub longest_seconds: Option<u64>,
}

/// All statistics of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Statistics {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The zone in which days and hours are counted, by its IANA name.
    pub timezone: String,
    /// The figures of the period.
    pub totals: Totals,
    /// The figures of as many days just before.
    pub before: Totals,
    /// Each day, the first one first.
    pub per_day: Vec<DayFigures>,
    /// By status.
    pub by_status: Vec<Share<Status>>,
    /// By priority.
    pub by_priority: Vec<Share<Priority>>,
    /// By language.
    pub by_language: Vec<Share<Language>>,
    /// By agent, the one with the most first.
    pub by_agent: Vec<AgentFigures>,
    /// Customers' messages by weekday (Monday first) and hour of the day.
    pub hours: Vec<Vec<u32>>,
    /// The customers who wait now.
    pub waiting: Waiting,
    /// Whether customers are asked for a rating now.
    #[serde(default)]
    pub rating_enabled: bool,
}

impl Statistics {
    /// Returns the days of the period.
    pub const fn days(&self) -> Days {
        Days { from: self.from, to: self.to }
    }

    /// Returns whether ratings are shown: customers are asked for one, or have given one.
    pub const fn shows_ratings(&self) -> bool {
        self.rating_enabled || self.totals.ratings.count > 0 || self.before.ratings.count > 0
    }
}

/// A part of the statistics that can be fetched as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Part {
    /// All figures of both periods.
    Totals,
    /// Each day.
    Days,
    /// By status.
    Status,
    /// By priority.
    Priority,
    /// By language.
    Language,
    /// By agent.
    Agents,
    /// By weekday and hour.
    Hours,
    /// By stars.
    Ratings,
}

code_text!(Part);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_end_today() {
        let today: Day = "2026-11-22".parse().expect("a day");
        let days = Preset::ALL.map(|preset| preset.days(today).count());
        assert_eq!(days, [7, 30, 90, 22]);
        assert!(Preset::ALL.iter().all(|preset| preset.days(today).to == today));
    }
}
