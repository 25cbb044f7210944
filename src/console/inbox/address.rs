//! The inbox's view in the address bar: `?tab=mine&status=open,pending`.

use crate::{
    console::place,
    model::{
        conversation::Status,
        ids::ConversationId,
        inbox::InboxCounts,
        view::{Assignee, InboxView},
    },
};

/// Whose conversations a tab lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The signed-in agent's, as long as somebody has to act on them.
    Mine,
    /// Nobody's, as long as somebody has to act on them.
    Unassigned,
    /// All there are.
    #[default]
    All,
}

impl Tab {
    /// All, in the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Unassigned, Self::All];

    const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::All => "all",
        }
    }

    /// How many conversations it holds.
    pub fn count(self, counts: &InboxCounts) -> u32 {
        match self {
            Self::Mine => counts.mine,
            Self::Unassigned => counts.unassigned,
            Self::All => counts.all.all(),
        }
    }
}

/// What the address bar says of the inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxAddress {
    /// The tab.
    pub tab: Tab,
    /// The statuses picked; none picked is the tab's own choice.
    pub statuses: Vec<Status>,
}

impl InboxAddress {
    /// Reads the two parameters; what they do not know is left out.
    pub fn read(tab: Option<&str>, status: Option<&str>) -> Self {
        let tab = Tab::ALL.into_iter().find(|known| Some(known.code()) == tab).unwrap_or_default();
        let named: Vec<&str> = status.unwrap_or_default().split(',').collect();
        let statuses = Status::ALL.into_iter().filter(|status| named.contains(&status.code())).collect();
        Self { tab, statuses }
    }

    /// The same with another tab.
    pub fn with_tab(&self, tab: Tab) -> Self {
        Self { tab, statuses: self.statuses.clone() }
    }

    /// The same with a status picked, or no more.
    pub fn toggled(&self, status: Status) -> Self {
        let picked = |other: &Status| self.statuses.contains(other) != (*other == status);
        Self { tab: self.tab, statuses: Status::ALL.into_iter().filter(picked).collect() }
    }

    /// What to ask the server for.
    pub fn view(&self) -> InboxView {
        let (assignee, default_statuses) = match self.tab {
            Tab::Mine => (Assignee::Me, active()),
            Tab::Unassigned => (Assignee::Nobody, active()),
            Tab::All => (Assignee::Anyone, Vec::new()),
        };
        let statuses = if self.statuses.is_empty() { default_statuses } else { self.statuses.clone() };
        InboxView { statuses, assignee, ..InboxView::default() }
    }

    /// The address, with a conversation open or none.
    pub fn path(&self, open: Option<&ConversationId>) -> String {
        let mut path = open.map_or_else(|| place::INBOX.to_owned(), place::conversation);
        let mut separator = '?';
        let mut add = |name: &str, value: &str| {
            path.push(separator);
            path.push_str(name);
            path.push('=');
            path.push_str(value);
            separator = '&';
        };
        if self.tab != Tab::default() {
            add("tab", self.tab.code());
        }
        if !self.statuses.is_empty() {
            let codes: Vec<&str> = self.statuses.iter().map(|status| status.code()).collect();
            add("status", &codes.join(","));
        }
        path
    }
}

fn active() -> Vec<Status> {
    Status::ALL.into_iter().filter(|status| status.is_active()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let address = InboxAddress { tab: Tab::Mine, statuses: vec![Status::Open, Status::Closed] };
        assert_eq!(address.path(None), "/console/inbox?tab=mine&status=open,closed");
        assert_eq!(InboxAddress::read(Some("mine"), Some("open,closed")), address);
        assert_eq!(InboxAddress::default().path(None), "/console/inbox");
    }

    #[test]
    fn an_open_conversation_keeps_the_view() {
        let id = "CONV-7F3A91C2D0B4".parse().ok();
        let address = InboxAddress { tab: Tab::Unassigned, statuses: Vec::new() };
        assert_eq!(address.path(id.as_ref()), "/console/inbox/CONV-7F3A91C2D0B4?tab=unassigned");
    }

    #[test]
    fn unknown_words_are_left_out() {
        assert_eq!(InboxAddress::read(Some("theirs"), Some("open,,spam,open")).statuses, [Status::Open]);
        assert_eq!(InboxAddress::read(Some("theirs"), None).tab, Tab::All);
    }

    #[test]
    fn a_status_is_picked_and_dropped() {
        let none = InboxAddress::default();
        let closed = none.toggled(Status::Closed);
        assert_eq!(closed.toggled(Status::Open).statuses, [Status::Open, Status::Closed]);
        assert_eq!(closed.toggled(Status::Closed), none);
    }

    #[test]
    fn mine_and_unassigned_list_what_is_active_unless_told_otherwise() {
        assert_eq!(InboxAddress::read(Some("mine"), None).view().statuses, [Status::Open, Status::Pending]);
        assert_eq!(InboxAddress::read(Some("mine"), Some("closed")).view().statuses, [Status::Closed]);
        assert!(InboxAddress::default().view().statuses.is_empty());
    }
}
