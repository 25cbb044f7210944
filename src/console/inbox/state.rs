//! The inbox as this agent sees it at the moment.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    address::InboxAddress,
    holding::Hold,
    pages::next_page,
    pending::PendingEdits,
    polled_rows::PolledRows,
    rows::{self, NextPage, Row, Rules, is_same_order},
    undo::Undo,
};
use crate::{
    api::agent,
    console::{
        focus::focus,
        own_storage::{self, VIEW},
        scope::Scope,
        session::Session,
        shell::Attention,
    },
    model::{
        error::ApiError,
        ids::{AgentId, ConversationId},
        inbox::{ConversationSummary, InboxCounts, InboxCursor, InboxPage},
    },
    ui::{retry, storage},
};

/// The time in milliseconds after which a missing list is replaced by a skeleton.
const SKELETON_DELAY_MS: u32 = 150;
/// How often relative times such as "8 min" are updated, in milliseconds.
const CLOCK_MS: u32 = 20_000;

/// The inbox, provided in the context. It belongs to the shell: the list is
/// kept up to date while other pages are on screen.
#[derive(Clone, Copy)]
pub struct Inbox {
    me: AgentId,
    pub(super) session: Session,
    pub(super) scope: Scope,
    /// Tab and filters: those in the address bar, or the last ones while another
    /// page is on screen.
    pub address: RwSignal<InboxAddress>,
    /// The open conversation; none while another page is on screen.
    pub open: RwSignal<Option<ConversationId>>,
    is_on_screen: StoredValue<bool>,
    /// The rows of the list.
    pub rows: RwSignal<Vec<Row>>,
    /// The order that the list keeps for a while.
    pub hold: Hold,
    /// The row that had the focus last.
    pub focused_row: RwSignal<Option<ConversationId>>,
    /// The only row that Tab reaches: the one that had the focus last, else the open one, else
    /// the first.
    pub tab_stop: Memo<Option<ConversationId>>,
    /// The scroll position of the list, in pixels.
    pub scroll_top: StoredValue<i32>,
    /// The counts of the tabs and filters.
    pub counts: RwSignal<InboxCounts>,
    /// The summary of the open conversation.
    pub opened: RwSignal<Option<ConversationSummary>>,
    /// Whether the list has been loaded.
    pub is_loaded: RwSignal<bool>,
    /// Whether loading takes so long that the skeleton is shown.
    pub is_slow: RwSignal<bool>,
    /// Whether loading has failed more than once.
    pub has_failed: RwSignal<bool>,
    attention: Attention,
    /// Notified regularly, to update relative times such as "8 min ago".
    pub minutes: Trigger,
    /// Notified when the next poll must start at once.
    pub wanted: Trigger,
    /// Notified when the open conversation may have changed.
    pub open_changed: Trigger,
    next_page: StoredValue<Option<NextPage>>,
    is_paging: StoredValue<bool>,
    /// Counts the requests for lists. An answer to an earlier request is
    /// dropped.
    generation: StoredValue<u32>,
    /// The request whose list is shown; none if the list must be fetched again.
    listed_generation: StoredValue<Option<u32>>,
    /// How many requests for pages are under way.
    on_their_way: StoredValue<u32>,
    /// The changes since the first of these requests started: the pages may not
    /// contain them yet.
    page_changes: StoredValue<Vec<ConversationSummary>>,
    /// Whether the words of a search are being looked for again.
    pub(super) is_searching: StoredValue<bool>,
    /// Whether there are changes since the words were last looked for.
    pub(super) searches_again: StoredValue<bool>,
    /// Whether the poll is running.
    pub(super) is_followed: StoredValue<bool>,
    /// The cursor of a first list that was requested before the poll started.
    /// The list lacks the changes since then.
    pub(super) behind: StoredValue<Option<InboxCursor>>,
    pub(super) polled_rows: StoredValue<PolledRows>,
    pub(super) pending: StoredValue<PendingEdits>,
    /// The last change that can be undone.
    pub undo: Undo,
    /// The changes of the last poll that have not been shown yet.
    pub(super) waiting: StoredValue<Vec<ConversationSummary>>,
}

impl Inbox {
    /// Returns the inbox of an agent. Its list is fetched when the page is
    /// opened.
    pub fn new(me: AgentId, session: Session, attention: Attention) -> Self {
        let (rows, open) = (RwSignal::new(Vec::new()), RwSignal::new(None));
        let focused_row = RwSignal::new(None);
        let inbox = Self {
            me,
            session,
            scope: Scope::here(),
            address: RwSignal::new(InboxAddress::default()),
            open,
            is_on_screen: StoredValue::new(false),
            rows,
            focused_row,
            tab_stop: Memo::new(move |_| {
                rows.with(|rows| rows::tab_stop(rows, [focused_row.get(), open.get()].into_iter().flatten()))
            }),
            hold: Hold::new(),
            scroll_top: StoredValue::new(0),
            counts: RwSignal::new(InboxCounts::default()),
            opened: RwSignal::new(None),
            is_loaded: RwSignal::new(false),
            is_slow: RwSignal::new(false),
            has_failed: RwSignal::new(false),
            attention,
            minutes: Trigger::new(),
            wanted: Trigger::new(),
            open_changed: Trigger::new(),
            next_page: StoredValue::new(None),
            is_paging: StoredValue::new(false),
            generation: StoredValue::new(0),
            listed_generation: StoredValue::new(None),
            on_their_way: StoredValue::new(0),
            page_changes: StoredValue::new(Vec::new()),
            is_searching: StoredValue::new(false),
            searches_again: StoredValue::new(false),
            is_followed: StoredValue::new(false),
            behind: StoredValue::new(None),
            polled_rows: StoredValue::new(PolledRows::default()),
            pending: StoredValue::new(PendingEdits::default()),
            undo: Undo::new(),
            waiting: StoredValue::new(Vec::new()),
        };
        inbox.scope.spawn(async move {
            loop {
                TimeoutFuture::new(CLOCK_MS).await;
                inbox.minutes.notify();
            }
        });
        inbox
    }

    /// Returns the signed-in agent.
    pub fn me(self) -> AgentId {
        self.me
    }

    /// Returns the address of this inbox after a change of its view; tracked.
    pub fn path_to<T>(self, change: fn(&InboxAddress, T) -> InboxAddress, value: T) -> String {
        change(&self.address.read(), value).path(self.open.get().as_ref())
    }

    /// Returns a callback that opens another view and keeps the open
    /// conversation. It belongs to the calling component.
    pub fn go(self) -> Callback<InboxAddress> {
        let go = self.go_to();
        Callback::new(move |address| go.run((address, false)))
    }

    /// Does the same as [`Inbox::go`]. With `true`, the entry in the browser's history is replaced:
    /// the view belongs to the same change as the one before it.
    pub fn go_to(self) -> Callback<(InboxAddress, bool)> {
        let navigate = use_navigate();
        Callback::new(move |(address, replace): (InboxAddress, bool)| {
            let path = address.path(self.open.get_untracked().as_ref());
            navigate(&path, NavigateOptions { resolve: false, scroll: false, replace, ..NavigateOptions::default() });
        })
    }

    /// Starts the next poll at once.
    pub fn wake(self) {
        self.wanted.notify();
    }

    /// Returns the ids of the list's conversations, in its order.
    pub fn listed_ids(self) -> Vec<ConversationId> {
        self.rows.with_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect())
    }

    /// Handles the opening of the inbox's page. A list that is up to date is
    /// shown at once, at its last scroll position.
    pub fn enter(self, address: InboxAddress, open: Option<ConversationId>) {
        self.is_on_screen.set_value(true);
        self.set_open(open);
        let is_current = self.listed_generation.get_value() == Some(self.generation.get_value());
        if !is_current || self.address.with_untracked(|shown| *shown != address) {
            self.scroll_top.set_value(0);
            self.set_address(address);
        }
    }

    /// Handles a change to another page.
    pub fn leave(self) {
        self.is_on_screen.set_value(false);
        self.open.set(None);
        self.opened.set(None);
        self.hold_order(false);
        self.apply_changes(&[]);
    }

    /// Returns the view that this agent has used last in this browser, or the first one.
    pub fn last_view(self) -> InboxAddress {
        let kept = storage::get(&own_storage::key(self.me, VIEW));
        kept.map_or_else(InboxAddress::first, |kept| InboxAddress::of_memory(&kept))
    }

    /// Lists the conversations of another view, and remembers it.
    pub fn set_address(self, address: InboxAddress) {
        storage::set(&own_storage::key(self.me, VIEW), &address.to_memory());
        self.address.set(address);
        self.start_over();
    }

    /// Handles that another conversation has been opened, or the open one closed.
    pub fn set_open(self, open: Option<ConversationId>) {
        let before = self.open.get_untracked();
        if before == open {
            return;
        }
        let is_closed = open.is_none();
        let row = self.rows.with_untracked(|rows| rows.iter().find(|row| Some(&row.id) == open.as_ref()).cloned());
        self.open.set(open);
        self.opened.set(row.map(|row| row.summary.get_untracked()));
        // Removes rows that were kept only because their conversation was open.
        self.apply_changes(&[]);
        if let Some(before) = before.filter(|_| is_closed) {
            focus(&rows::element_id(&before));
        }
    }

    /// Discards the list because too much has changed. It is fetched again now,
    /// or when the inbox is next opened.
    pub fn invalidate(self) {
        self.listed_generation.set_value(None);
        if self.is_on_screen.get_value() {
            self.start_over();
            self.scope.spawn(self.renew_opened());
        }
    }

    fn start_over(self) {
        self.next_page.set_value(None);
        self.generation.update_value(|generation| *generation += 1);
        let generation = self.generation.get_value();
        self.scope.spawn(async move {
            TimeoutFuture::new(SKELETON_DELAY_MS).await;
            if self.is_wanted(generation) && self.listed_generation.get_value() != Some(generation) {
                self.is_slow.set(true);
            }
        });
        self.scope.spawn(self.load(generation));
    }

    /// Returns the number of the latest request for a list.
    pub(super) fn generation(self) -> u32 {
        self.generation.get_value()
    }

    /// Returns whether the list of this request is shown and is still the latest.
    pub(super) fn is_listed(self, generation: u32) -> bool {
        self.is_wanted(generation) && self.listed_generation.get_value() == Some(generation)
    }

    /// Returns whether this is still the latest request for a list.
    fn is_wanted(self, generation: u32) -> bool {
        self.generation.get_value() == generation
    }

    /// Fetches the first page, with retries, until another list is requested.
    async fn load(self, generation: u32) {
        let mut failures = 0;
        while self.is_wanted(generation) {
            match self.fetch(generation, None).await {
                Ok(page) if self.is_wanted(generation) => {
                    self.hold.clear();
                    self.show_rows(self.rows.with_untracked(|rows| rows::replace(rows, &page.conversations)));
                    self.listed_generation.set_value(Some(generation));
                    self.take_page(page);
                    self.is_slow.set(false);
                    self.is_loaded.set(true);
                    return self.has_failed.set(false);
                }
                Ok(_) => return,
                Err(_) => {
                    failures += 1;
                    self.has_failed.set(failures > 1);
                    retry::pause(failures).await;
                }
            }
        }
    }

    pub(super) async fn fetch(self, generation: u32, cursor: Option<String>) -> Result<InboxPage, ApiError> {
        let view = self.address.get_untracked().view();
        if self.on_their_way.get_value() == 0 {
            self.page_changes.set_value(Vec::new());
        }
        self.on_their_way.update_value(|pages| *pages += 1);
        let was_followed = self.is_followed.get_value();
        let answer = next_page(self.session, view, cursor, || self.is_wanted(generation)).await;
        let answer = answer.map(|page| InboxPage { conversations: self.with_pending(page.conversations), ..page });
        self.on_their_way.update_value(|pages| *pages -= 1);
        self.show_waiting();
        if let Ok(page) = &answer
            && !was_followed
        {
            self.behind.update_value(|behind| {
                behind.get_or_insert_with(|| page.since.clone());
            });
            if self.is_followed.get_value() {
                self.scope.spawn(self.catch_up());
            }
        }
        answer
    }

    /// Refreshes the open conversation, because a list that is fetched again
    /// may not contain it.
    async fn renew_opened(self) {
        let shown = self.opened.with_untracked(|opened| opened.as_ref().map(|opened| opened.conversation_id.clone()));
        let Some(id) = shown else { return };
        // A refusal is not shown: the conversation's own poll reports it.
        let asked = self.asking(id.clone());
        let answer = retry::until_answered(|| self.session.ask(agent::conversation(id.clone()))).await;
        if let Ok(detail) = answer
            && self.open.with_untracked(|open| open.as_ref() == Some(&id))
        {
            asked.apply(detail.summary);
        }
    }

    /// Returns whether there are conversations after the loaded ones. They are the same until
    /// `rows` changes.
    pub fn has_more(self) -> bool {
        self.next_page.with_value(Option::is_some)
    }

    /// Fetches the next page, unless there is none or it is being fetched.
    pub fn load_more(self) {
        let Some(next) = self.next_page.get_value().filter(|_| !self.is_paging.get_value()) else { return };
        let generation = self.generation.get_value();
        self.is_paging.set_value(true);
        self.scope.spawn(async move {
            let answer = self.fetch(generation, Some(next.cursor)).await;
            self.is_paging.set_value(false);
            // A failure is not shown: scrolling retries, and the poll reports
            // the lost connection.
            if let Ok(page) = answer
                && self.is_wanted(generation)
            {
                self.show_rows(self.rows.with_untracked(|rows| rows::append(rows, &page.conversations)));
                self.take_page(page);
            }
        });
    }

    /// Applies the cursor and the counts of a page, and the changes since it
    /// was requested.
    fn take_page(self, page: InboxPage) {
        let sort = self.address.with_untracked(|address| address.sort);
        self.next_page.set_value(NextPage::after(&page, sort));
        let changes = self.page_changes.get_value();
        if changes.is_empty() {
            self.show_counts(page.counts);
        } else {
            self.show(&changes);
        }
    }

    /// Applies changed conversations, after those that wait for a frame.
    pub fn apply_changes(self, changes: &[ConversationSummary]) {
        self.show_waiting();
        self.keep_for_pages(changes);
        self.show(changes);
    }

    /// Keeps changes for pages that were requested before them.
    pub(super) fn keep_for_pages(self, changes: &[ConversationSummary]) {
        if self.on_their_way.get_value() > 0 {
            self.page_changes.update_value(|page_changes| page_changes.extend_from_slice(changes));
        }
    }

    /// Shows changed conversations.
    pub(super) fn show(self, changes: &[ConversationSummary]) {
        let open = self.open.get_untracked();
        if let Some(opened) = changes.iter().find(|change| Some(&change.conversation_id) == open.as_ref()) {
            self.show_opened(opened.clone());
        }
        self.with_rules(|rules| {
            if self.is_held() {
                self.show_held(changes, rules);
            } else {
                self.show_rows(self.rows.with_untracked(|rows| rows::merge(rows, changes, rules)));
            }
        });
    }

    /// Applies one conversation that this agent has opened or changed.
    pub fn apply(self, summary: ConversationSummary) {
        self.attention.apply(&summary, self.me);
        let id = summary.conversation_id.clone();
        self.apply_changes(&[summary]);
        self.with_rules(|rules| self.remove_unless_admitted(&id, rules));
    }

    /// Calls a function with the rules for the current list.
    pub(super) fn with_rules(self, call: impl FnOnce(&Rules)) {
        let open = self.open.get_untracked();
        let view = self.address.get_untracked().view();
        let next = self.next_page.get_value();
        let end = next.as_ref().and_then(|next| next.after.as_ref());
        call(&Rules { view: &view, me: self.me, open: open.as_ref(), end });
    }

    /// Shows something that is known about the open conversation before a poll brings it, such as
    /// a message of this agent.
    pub fn preview_change(self, id: &ConversationId, change: impl Fn(&mut ConversationSummary)) {
        self.pending.update_value(|pending| pending.amend(id, &change));
        let known = self.opened.get_untracked().filter(|summary| summary.conversation_id == *id);
        if let Some(mut summary) = known {
            change(&mut summary);
            self.apply(summary);
        }
    }

    /// Shows the summary of the open conversation from an earlier visit, if the list has none.
    pub fn show_kept(self, summary: ConversationSummary) {
        let is_open = self.open.with_untracked(|open| open.as_ref() == Some(&summary.conversation_id));
        if is_open && self.opened.with_untracked(Option::is_none) {
            self.opened.set(Some(summary));
        }
    }

    fn show_opened(self, summary: ConversationSummary) {
        if self.opened.with_untracked(|shown| shown.as_ref() != Some(&summary)) {
            self.opened.set(Some(summary));
        }
    }

    pub(super) fn show_rows(self, rows: Vec<Row>) {
        if self.rows.with_untracked(|shown| !is_same_order(shown, &rows)) {
            self.rows.set(rows);
        }
    }

    /// Shows the counts of conversations, and of waiting messages and mentions.
    pub fn show_counts(self, counts: InboxCounts) {
        self.attention.count(counts.unread + counts.mentions);
        if self.counts.get_untracked() != counts {
            self.counts.set(counts);
        }
    }
}

/// Returns the inbox.
pub fn use_inbox() -> Inbox {
    expect_context()
}
