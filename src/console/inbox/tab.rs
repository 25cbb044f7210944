//! The tabs, which list conversations by assignee.

use crate::model::{
    conversation::Status,
    inbox::{InboxCounts, StatusCounts},
    view::Assignee,
};

/// A tab of the inbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The signed-in agent's conversations that still need action.
    Mine,
    /// Open or pending conversations that are unassigned, or whose assignee is
    /// absent.
    Unassigned,
    /// The conversations of all agents.
    #[default]
    All,
}

impl Tab {
    /// All tabs, in their order on the page.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Unassigned, Self::All];

    /// Returns the tab's code in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::All => "all",
        }
    }

    /// Returns how many conversations the tab lists by default.
    pub fn count(self, counts: &InboxCounts) -> u32 {
        match self {
            Self::Mine => counts.mine,
            Self::Unassigned => counts.waiting,
            Self::All => counts.all.active(),
        }
    }

    /// Returns how many conversations of each status the tab holds.
    pub fn by_status(self, counts: &InboxCounts) -> StatusCounts {
        match self {
            Self::Mine => counts.mine_by_status,
            Self::Unassigned => counts.waiting_by_status,
            Self::All => counts.all,
        }
    }

    /// Returns the tab's filter by assignee.
    pub const fn assignee(self) -> Assignee {
        match self {
            Self::Mine => Assignee::Me,
            Self::Unassigned => Assignee::Waiting,
            Self::All => Assignee::Anyone,
        }
    }

    /// Returns the statuses that every tab lists by default: those that need action.
    pub fn statuses() -> Vec<Status> {
        Status::ALL.into_iter().filter(|status| status.is_active()).collect()
    }
}
