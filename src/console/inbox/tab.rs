//! The tabs: whose conversations are listed.

use crate::model::{
    conversation::Status,
    inbox::{InboxCounts, StatusCounts},
    view::Assignee,
};

/// Whose conversations a tab lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The signed-in agent's, as long as somebody has to act on them.
    Mine,
    /// Those that are open or pending and unassigned, or of an absent agent.
    Unassigned,
    /// All there are.
    #[default]
    All,
}

impl Tab {
    /// All, in the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Unassigned, Self::All];

    /// Returns the word in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::All => "all",
        }
    }

    /// Returns how many conversations it holds.
    pub fn count(self, counts: &InboxCounts) -> u32 {
        match self {
            Self::Mine => counts.mine,
            Self::Unassigned => counts.waiting,
            Self::All => counts.all.all(),
        }
    }

    /// Returns how many it holds of each status.
    pub fn by_status(self, counts: &InboxCounts) -> StatusCounts {
        match self {
            Self::Mine => counts.mine_by_status,
            Self::Unassigned => counts.waiting_by_status,
            Self::All => counts.all,
        }
    }

    /// Whose it lists.
    pub const fn assignee(self) -> Assignee {
        match self {
            Self::Mine => Assignee::Me,
            Self::Unassigned => Assignee::Waiting,
            Self::All => Assignee::Anyone,
        }
    }

    /// Returns what it lists unless statuses are picked; empty for all.
    pub fn statuses(self) -> Vec<Status> {
        match self {
            Self::Mine | Self::Unassigned => Status::ALL.into_iter().filter(|status| status.is_active()).collect(),
            Self::All => Vec::new(),
        }
    }
}
