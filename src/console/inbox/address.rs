//! The inbox's complete view in the address bar, so that it can be bookmarked and sent to a
//! colleague. An example is `?tab=mine&status=open,pending&q=parcel`.

use std::str::FromStr;

use super::tab::Tab;
use crate::{
    console::place,
    model::{
        conversation::{Priority, Status},
        day::Day,
        ids::{AgentId, ConversationId, LabelId},
        language::Language,
        view::{Assignee, InboxView, Sort},
    },
    ui::time,
};

/// The view in the address bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxAddress {
    /// The tab.
    pub tab: Tab,
    /// The picked statuses; none for the tab's default, unless snoozed conversations are listed.
    pub statuses: Vec<Status>,
    /// Whether snoozed conversations are listed.
    pub snoozed: bool,
    /// The order.
    pub sort: Sort,
    /// The search words.
    pub query: String,
    /// The other filters.
    pub filters: Filters,
}

/// The filters besides tab and status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// The picked priorities; none for all.
    pub priorities: Vec<Priority>,
    /// The assignee; only for the tab with all conversations.
    pub agent: Option<AgentId>,
    /// The customer's language.
    pub language: Option<Language>,
    /// Only conversations with unread messages.
    pub unread: bool,
    /// Only conversations with a note that mentions this agent.
    pub mentioned: bool,
    /// Only conversations with this label.
    pub label: Option<LabelId>,
    /// Only conversations whose last message is from this day or later, in this browser's time
    /// zone.
    pub from: Option<Day>,
    /// Only conversations whose last message is from this day or earlier.
    pub to: Option<Day>,
}

impl Filters {
    /// Returns how many filters are in use.
    pub fn count(&self) -> usize {
        let used = [
            !self.priorities.is_empty(),
            self.agent.is_some(),
            self.language.is_some(),
            self.unread,
            self.mentioned,
            self.label.is_some(),
            self.from.is_some(),
            self.to.is_some(),
        ];
        used.into_iter().filter(|used| *used).count()
    }

    /// Returns the filters with a priority added, or removed if it was picked.
    pub fn toggled(&self, priority: Priority) -> Self {
        Self { priorities: toggled(&Priority::ALL, &self.priorities, priority), ..self.clone() }
    }
}

/// The names of all parameters.
const PARAMETERS: [&str; 13] = [
    "tab",
    "status",
    "snoozed",
    "sort",
    "priority",
    "agent",
    "language",
    "unread",
    "mentioned",
    "label",
    "from",
    "to",
    "q",
];

impl InboxAddress {
    /// Returns the view of an agent who has not used the inbox yet: their own conversations.
    pub fn first() -> Self {
        Self { tab: Tab::Mine, ..Self::default() }
    }

    /// Reads the parameters as [`Self::read`] does; none if the address has none of them, and
    /// so names no view.
    pub fn stated<'a>(parameter: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        PARAMETERS.iter().any(|name| parameter(name).is_some()).then(|| Self::read(parameter))
    }

    /// Returns the text from which [`Self::of_memory`] makes the same view, without the words of
    /// a search.
    pub fn to_memory(&self) -> String {
        self.with_query(String::new()).parameters_text()
    }

    /// Returns the view of a text that [`Self::to_memory`] has made.
    pub fn of_memory(text: &str) -> Self {
        let pairs: Vec<(&str, &str)> = text.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Self::read(|name| pairs.iter().find(|(other, _)| *other == name).map(|(_, value)| *value))
    }

    /// Reads the parameters with these names. Unknown values are ignored.
    pub fn read<'a>(parameter: impl Fn(&str) -> Option<&'a str>) -> Self {
        let filters = Filters {
            priorities: words(&Priority::ALL, parameter("priority"), |priority| priority.code()),
            agent: one(parameter("agent")).map(AgentId),
            language: one(parameter("language")),
            unread: parameter("unread") == Some("1"),
            mentioned: parameter("mentioned") == Some("1"),
            label: one(parameter("label")).map(LabelId),
            from: one(parameter("from")),
            to: one(parameter("to")),
        };
        Self {
            tab: Tab::ALL.into_iter().find(|known| Some(known.code()) == parameter("tab")).unwrap_or_default(),
            statuses: words(&Status::ALL, parameter("status"), |status| status.code()),
            snoozed: parameter("snoozed") == Some("1"),
            sort: one(parameter("sort")).unwrap_or_default(),
            query: parameter("q").unwrap_or_default().to_owned(),
            filters,
        }
    }

    /// Returns the address with another tab.
    pub fn with_tab(&self, tab: Tab) -> Self {
        Self { tab, ..self.clone() }
    }

    /// Returns the address with a status added, or removed if it was picked.
    pub fn toggled(&self, status: Status) -> Self {
        Self { statuses: toggled(&Status::ALL, &self.statuses, status), ..self.clone() }
    }

    /// Returns the address with snoozed conversations, or without them if they were listed.
    pub fn toggled_snoozed(&self) -> Self {
        Self { snoozed: !self.snoozed, ..self.clone() }
    }

    /// Returns the address with another order.
    pub fn with_sort(&self, sort: Sort) -> Self {
        Self { sort, ..self.clone() }
    }

    /// Returns the address with other search words.
    pub fn with_query(&self, query: String) -> Self {
        Self { query, ..self.clone() }
    }

    /// Returns the address with other filters.
    pub fn with_filters(&self, filters: Filters) -> Self {
        Self { filters, ..self.clone() }
    }

    /// Returns an address that searches all conversations for the same words.
    pub fn everywhere(&self) -> Self {
        Self { query: self.query.clone(), ..Self::all() }
    }

    /// Returns an address that lists all conversations, also the resolved and closed ones.
    pub fn all() -> Self {
        Self { statuses: Status::ALL.to_vec(), snoozed: true, ..Self::default() }
    }

    /// Returns an address that lists all conversations with a note that mentions the agent.
    pub fn mentions() -> Self {
        Self { filters: Filters { mentioned: true, ..Filters::default() }, ..Self::all() }
    }

    /// Returns the view to request from the server.
    pub fn view(&self) -> InboxView {
        let filters = &self.filters;
        let picked = filters.agent.filter(|_| self.tab == Tab::All).map(Assignee::Agent);
        InboxView {
            snoozed: self.snoozed,
            statuses: if self.statuses.is_empty() && !self.snoozed { Tab::statuses() } else { self.statuses.clone() },
            priorities: filters.priorities.clone(),
            assignee: picked.unwrap_or(self.tab.assignee()),
            language: filters.language,
            unread: filters.unread,
            mentioned: filters.mentioned,
            label: filters.label,
            from: filters.from.map(time::start_of_day),
            until: filters.to.map(|day| time::start_of_day(day.plus(1))),
            query: self.query.clone(),
            sort: self.sort,
        }
    }

    /// Returns the URL, with a conversation open or without one.
    pub fn path(&self, open: Option<&ConversationId>) -> String {
        let page = open.map_or_else(|| place::INBOX.to_owned(), place::conversation);
        [&page, "?", &self.parameters_text()].concat()
    }

    /// Returns the part of the URL after the question mark.
    pub fn parameters_text(&self) -> String {
        let pairs = self.parameters().into_iter();
        pairs.map(|(name, value)| [name, "=", &value].concat()).collect::<Vec<_>>().join("&")
    }

    /// Returns the tab, and the other parameters that differ from the defaults.
    fn parameters(&self) -> Vec<(&'static str, String)> {
        let filters = &self.filters;
        let statuses: Vec<&str> = self.statuses.iter().map(|status| status.code()).collect();
        let priorities: Vec<&str> = filters.priorities.iter().map(|priority| priority.code()).collect();
        [
            ("tab", Some(self.tab.code().to_owned())),
            ("status", (!statuses.is_empty()).then(|| statuses.join(","))),
            ("snoozed", self.snoozed.then(|| "1".to_owned())),
            ("sort", (self.sort != Sort::default()).then(|| self.sort.to_string())),
            ("priority", (!priorities.is_empty()).then(|| priorities.join(","))),
            ("agent", filters.agent.map(|agent| agent.0.to_string())),
            ("language", filters.language.map(|language| language.to_string())),
            ("unread", filters.unread.then(|| "1".to_owned())),
            ("mentioned", filters.mentioned.then(|| "1".to_owned())),
            ("label", filters.label.map(|label| label.0.to_string())),
            ("from", filters.from.map(|day| day.to_string())),
            ("to", filters.to.map(|day| day.to_string())),
            ("q", (!self.query.is_empty()).then(|| escaped(&self.query))),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

fn one<T: FromStr>(text: Option<&str>) -> Option<T> {
    text?.parse().ok()
}

/// Returns the values of `all` whose codes are in a list such as
/// `open,pending`, in the order of `all`.
fn words<T: Copy>(all: &[T], list: Option<&str>, code: impl Fn(&T) -> &'static str) -> Vec<T> {
    let named: Vec<&str> = list.unwrap_or_default().split(',').collect();
    all.iter().filter(|value| named.contains(&code(value))).copied().collect()
}

/// Returns `picked` with a value added, or removed if it was picked, in the
/// order of `all`.
fn toggled<T: Copy + PartialEq>(all: &[T], picked: &[T], value: T) -> Vec<T> {
    all.iter().filter(|other| picked.contains(other) != (**other == value)).copied().collect()
}

/// Escapes everything except ASCII letters and digits as `%XX` (RFC 3986,
/// section 2.1).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads an address as the router does.
    fn read(query: &str) -> InboxAddress {
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        InboxAddress::read(|name| pairs.iter().find(|(other, _)| *other == name).map(|(_, value)| *value))
    }

    #[test]
    fn an_address_is_read_back_as_written() {
        let query = "tab=mine&status=open,closed&snoozed=1&sort=waiting&priority=high,urgent&agent=3&language=bn&unread=1\
                     &mentioned=1&label=7&from=2026-11-20&to=2026-11-22&q=parcel";
        let address = read(query);
        assert_eq!(address.path(None), ["/console/inbox?", query].concat());
        assert_eq!(address.filters.count(), 8);
        assert!(read("mentioned=1").view().mentioned);
        assert_eq!(InboxAddress::default().path(None), "/console/inbox?tab=all");
    }

    #[test]
    fn words_of_any_script_fit_into_an_address() {
        let address = InboxAddress { query: "50% off & বই?".to_owned(), ..InboxAddress::default() };
        assert_eq!(address.path(None), "/console/inbox?tab=all&q=50%25%20off%20%26%20%E0%A6%AC%E0%A6%87%3F");
    }

    #[test]
    fn an_open_conversation_keeps_the_view() {
        let id = "CONV-7F3A91C2D0B4".parse().ok();
        let address = InboxAddress { tab: Tab::Unassigned, ..InboxAddress::default() };
        assert_eq!(address.path(id.as_ref()), "/console/inbox/CONV-7F3A91C2D0B4?tab=unassigned");
    }

    #[test]
    fn unknown_words_are_left_out() {
        assert_eq!(read("tab=theirs&status=open,,spam,open").statuses, [Status::Open]);
        let unknown = read("tab=theirs&sort=x&priority=x&agent=x&language=fr&unread=yes&label=-&from=x&to=2026-99-99");
        assert_eq!(unknown, InboxAddress::default());
    }

    #[test]
    fn a_status_is_picked_and_dropped() {
        let none = InboxAddress::default();
        let closed = none.toggled(Status::Closed);
        assert_eq!(closed.toggled(Status::Open).statuses, [Status::Open, Status::Closed]);
        assert_eq!(closed.toggled(Status::Closed), none);
    }

    #[test]
    fn a_tab_lists_what_is_active_unless_told_otherwise() {
        assert_eq!(read("tab=mine").view().statuses, [Status::Open, Status::Pending]);
        assert_eq!(read("tab=mine&status=closed").view().statuses, [Status::Closed]);
        assert_eq!(InboxAddress::default().view().statuses, [Status::Open, Status::Pending]);
        assert_eq!(InboxAddress::all().view().statuses, Status::ALL);
        assert!(InboxAddress::all().view().snoozed && !InboxAddress::default().view().snoozed);
        let snoozed = InboxAddress::default().toggled_snoozed();
        assert_eq!((snoozed.view().statuses, snoozed.view().snoozed), (Vec::new(), true));
        assert_eq!(snoozed.toggled(Status::Open).view().statuses, [Status::Open]);
        assert_eq!(snoozed.toggled_snoozed(), InboxAddress::default());
    }

    #[test]
    fn a_view_is_remembered_without_the_words_of_its_search() {
        let address = read("tab=unassigned&status=pending,closed&sort=waiting&label=7&q=parcel");
        let remembered = InboxAddress::of_memory(&address.to_memory());
        assert_eq!(remembered, address.with_query(String::new()));
        assert_eq!(InboxAddress::of_memory(&InboxAddress::first().to_memory()).tab, Tab::Mine);
    }

    #[test]
    fn an_address_without_parameters_names_no_view() {
        assert_eq!(InboxAddress::stated(|_| None), None);
        let linked = InboxAddress::stated(|name| (name == "status").then_some("closed"));
        assert_eq!(linked.map(|address| (address.tab, address.statuses)), Some((Tab::All, vec![Status::Closed])));
    }

    #[test]
    fn an_agent_is_picked_among_all_only() {
        assert_eq!(read("agent=3").view().assignee, Assignee::Agent(AgentId(3)));
        assert_eq!(read("tab=mine&agent=3").view().assignee, Assignee::Me);
    }
}
