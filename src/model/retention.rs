//! How long data are kept, and what is deleted when that time is over.

use serde::{Deserialize, Serialize};

use super::settings::ChatSettings;

/// The settings of how long data are kept, in days; none for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionPeriods {
    /// For conversations that are resolved or closed, since their last activity.
    pub keep_conversations_days: Option<i64>,
    /// For attachments, since they were sent.
    pub keep_attachments_days: Option<i64>,
    /// For entries of the log of changes.
    pub keep_log_days: Option<i64>,
}

impl From<&ChatSettings> for RetentionPeriods {
    fn from(settings: &ChatSettings) -> Self {
        Self {
            keep_conversations_days: settings.keep_conversations_days,
            keep_attachments_days: settings.keep_attachments_days,
            keep_log_days: settings.keep_log_days,
        }
    }
}

impl RetentionPeriods {
    /// Returns whether data are deleted earlier than with other periods.
    pub fn is_shorter_than(self, other: Self) -> bool {
        [
            (self.keep_conversations_days, other.keep_conversations_days),
            (self.keep_attachments_days, other.keep_attachments_days),
            (self.keep_log_days, other.keep_log_days),
        ]
        .into_iter()
        .any(|(own, other)| own.is_some_and(|own| other.is_none_or(|other| own < other)))
    }
}

/// How much would be deleted now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueData {
    /// Conversations, with all that belongs to them.
    pub conversations: u64,
    /// Attachments, also those in these conversations.
    pub attachments: u64,
    /// Entries of the log of changes.
    pub log_entries: u64,
}

impl DueData {
    /// Returns whether nothing would be deleted.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::RetentionPeriods;

    #[test]
    fn a_period_that_is_new_or_shorter_deletes_more() {
        let periods = |conversations, log| RetentionPeriods {
            keep_conversations_days: conversations,
            keep_attachments_days: None,
            keep_log_days: log,
        };
        assert!(periods(Some(90), None).is_shorter_than(periods(None, None)));
        assert!(periods(Some(90), None).is_shorter_than(periods(Some(91), None)));
        assert!(periods(Some(90), Some(1)).is_shorter_than(periods(Some(30), Some(2))));
        for longer in [periods(None, None), periods(Some(30), None), periods(Some(31), None)] {
            assert!(!longer.is_shorter_than(periods(Some(30), None)), "{longer:?}");
        }
    }
}
