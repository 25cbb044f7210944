//! The inbox as this agent sees it at the moment.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::tick};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    address::InboxAddress,
    alerts::Alerts,
    attention::Attention,
    keys,
    pages::next_page,
    row,
    rows::{self, Row, Rules},
    steps,
};
use crate::{
    api::agent,
    console::{scope::Scope, session::Session},
    model::{
        error::ApiError,
        ids::{AgentId, ConversationId},
        inbox::{ConversationSummary, InboxCounts, InboxPage},
        timestamp::Timestamp,
    },
    ui::page,
};

/// A list that comes sooner than this shows no skeleton.
const PATIENCE_MS: u32 = 150;
/// How often times such as "8 min" are looked at again.
const CLOCK_MS: u32 = 20_000;

/// The inbox, as the components of its page find it in the context.
#[derive(Clone, Copy)]
pub struct Inbox {
    me: AgentId,
    session: Session,
    scope: Scope,
    /// Tab and filters, from the address bar.
    pub address: Memo<InboxAddress>,
    /// The open conversation, from the address bar.
    pub open: Memo<Option<ConversationId>>,
    /// The rows on screen.
    pub rows: RwSignal<Vec<Row>>,
    /// The rows that belong there; [`Self::rows`] gets there in steps.
    listed: StoredValue<Vec<Row>>,
    is_stepping: StoredValue<bool>,
    /// The tabs' and the filters' counts.
    pub counts: RwSignal<InboxCounts>,
    /// What is known of the open conversation.
    pub opened: RwSignal<Option<ConversationSummary>>,
    /// Whether the list has come at all.
    pub is_loaded: RwSignal<bool>,
    /// Whether it takes so long that its outline is shown instead.
    pub is_slow: RwSignal<bool>,
    /// What waits for the agent.
    pub attention: Attention,
    alerts: Alerts,
    /// Notified now and then, for "8 min ago".
    pub minutes: Trigger,
    /// Notified when the next poll shall come at once.
    pub wanted: Trigger,
    /// What to ask for changes with; none if the first page is to be fetched.
    since: StoredValue<Option<Timestamp>>,
    next_page: StoredValue<Option<String>>,
    is_paging: StoredValue<bool>,
    /// Counts the lists asked for: an answer to an earlier one comes too late.
    generation: StoredValue<u32>,
}

impl Inbox {
    /// The inbox of an agent, for the component that shows it.
    pub fn new(me: AgentId, session: Session, address: Memo<InboxAddress>, open: Memo<Option<ConversationId>>) -> Self {
        let inbox = Self {
            me,
            session,
            scope: Scope::here(),
            address,
            open,
            rows: RwSignal::new(Vec::new()),
            listed: StoredValue::new(Vec::new()),
            is_stepping: StoredValue::new(false),
            counts: RwSignal::new(InboxCounts::default()),
            opened: RwSignal::new(None),
            is_loaded: RwSignal::new(false),
            is_slow: RwSignal::new(false),
            attention: Attention::new(),
            alerts: Alerts::new(address),
            minutes: Trigger::new(),
            wanted: Trigger::new(),
            since: StoredValue::new(None),
            next_page: StoredValue::new(None),
            is_paging: StoredValue::new(false),
            generation: StoredValue::new(0),
        };
        inbox.start_over();
        inbox.scope.spawn(async move {
            loop {
                TimeoutFuture::new(CLOCK_MS).await;
                inbox.minutes.notify();
            }
        });
        inbox
    }

    /// The signed-in agent.
    pub fn me(self) -> AgentId {
        self.me
    }

    /// The address of this inbox after a change of its view; tracked.
    pub fn path_to<T>(self, change: fn(&InboxAddress, T) -> InboxAddress, value: T) -> String {
        change(&self.address.read(), value).path(self.open.get().as_ref())
    }

    /// What goes to another view, for the component that shows it. The open
    /// conversation stays open.
    pub fn go(self) -> Callback<InboxAddress> {
        let navigate = use_navigate();
        Callback::new(move |address: InboxAddress| {
            let path = address.path(self.open.get_untracked().as_ref());
            navigate(&path, NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() });
        })
    }

    /// Asks for changes at once.
    pub fn wake(self) {
        self.wanted.notify();
    }

    /// The conversations of the list, in its order.
    pub fn listed_ids(self) -> Vec<ConversationId> {
        self.listed.with_value(|rows| rows.iter().map(|row| row.id.clone()).collect())
    }

    /// Turns from one conversation to the one that is open now.
    pub fn turn_from(self, before: Option<&ConversationId>) {
        let open = self.open.get_untracked();
        let row = self.listed.with_value(|rows| rows.iter().find(|row| Some(&row.id) == open.as_ref()).cloned());
        self.opened.set(row.map(|row| row.summary.get_untracked()));
        // What was kept only because it was open goes now.
        self.absorb(&[]);
        if let (Some(before), None) = (before, open) {
            keys::focus(&row::element_id(before));
        }
    }

    /// The next [`Self::refresh`] fetches the list anew.
    pub fn start_over(self) {
        self.since.set_value(None);
        self.next_page.set_value(None);
        self.generation.update_value(|generation| *generation += 1);
        let generation = self.generation.get_value();
        self.scope.spawn(async move {
            TimeoutFuture::new(PATIENCE_MS).await;
            if self.since.get_value().is_none() && self.generation.get_value() == generation {
                self.is_slow.set(true);
            }
        });
    }

    /// One round: what has changed, or the list if it is to be fetched.
    ///
    /// # Errors
    /// If the server fails or the session has ended.
    pub async fn refresh(self) -> Result<(), ApiError> {
        if let Some(since) = self.since.get_value() {
            let generation = self.generation.get_value();
            let changes = self.session.ask(agent::poll_inbox(since)).await?;
            changes.counts.into_iter().for_each(|counts| self.show_counts(counts));
            self.announce(&changes.conversations);
            self.absorb(&changes.conversations);
            if !changes.reload {
                if self.generation.get_value() == generation {
                    self.since.set_value(Some(changes.since));
                }
                return Ok(());
            }
            self.start_over();
        }
        self.load().await
    }

    async fn load(self) -> Result<(), ApiError> {
        let generation = self.generation.get_value();
        let view = self.address.get_untracked().view();
        let is_wanted = move || self.generation.get_value() == generation;
        let page = next_page(self.session, view, None, is_wanted).await?;
        if is_wanted() {
            let rows = self.listed.with_value(|listed| rows::replace(listed, &page.conversations));
            self.show_rows(rows);
            self.since.set_value(Some(page.since.clone()));
            self.take_page(page);
            self.is_slow.set(false);
            self.is_loaded.set(true);
        }
        Ok(())
    }

    /// Fetches the next page, if there is one and it is not on its way.
    pub fn load_more(self) {
        let Some(cursor) = self.next_page.get_value().filter(|_| !self.is_paging.get_value()) else { return };
        let generation = self.generation.get_value();
        self.is_paging.set_value(true);
        self.scope.spawn(async move {
            let view = self.address.get_untracked().view();
            let is_wanted = || self.generation.get_value() == generation;
            let answer = next_page(self.session, view, Some(cursor), is_wanted).await;
            self.is_paging.set_value(false);
            // A failure needs no word: scrolling on asks again, and the polls
            // say that the connection is lost.
            if let Ok(page) = answer
                && is_wanted()
            {
                let rows = self.listed.with_value(|listed| rows::append(listed, &page.conversations));
                self.show_rows(rows);
                self.take_page(page);
            }
        });
    }

    fn take_page(self, page: InboxPage) {
        // The first page is what was there before: news, but no surprise.
        self.attention.note(&page.conversations, self.me).for_each(drop);
        self.next_page.set_value(page.next_cursor);
        self.show_counts(page.counts);
    }

    /// Shows what is known of conversations from now on.
    pub fn absorb(self, changes: &[ConversationSummary]) {
        let open = self.open.get_untracked();
        if let Some(opened) = changes.iter().find(|change| Some(&change.conversation_id) == open.as_ref()) {
            self.show_opened(opened.clone());
        }
        let view = self.address.get_untracked().view();
        let has_more = self.next_page.with_value(Option::is_some);
        let rules = Rules { view: &view, me: self.me, open: open.as_ref(), has_more };
        self.show_rows(self.listed.with_value(|listed| rows::merge(listed, changes, &rules)));
    }

    /// Takes in one conversation that this agent has opened or changed.
    pub fn learn(self, summary: ConversationSummary) {
        let summaries = [summary];
        self.attention.note(&summaries, self.me).for_each(drop);
        self.absorb(&summaries);
    }

    /// Changes what is known of the open conversation, before the server says
    /// so itself.
    pub fn amend(self, id: &ConversationId, change: impl FnOnce(&mut ConversationSummary)) {
        let known = self.opened.get_untracked().filter(|summary| summary.conversation_id == *id);
        if let Some(mut summary) = known {
            change(&mut summary);
            self.learn(summary);
        }
    }

    /// Tells of what concerns the agent and is not being looked at.
    fn announce(self, changes: &[ConversationSummary]) {
        let open = self.open.get_untracked();
        let is_in_view = |id: &ConversationId| page::is_visible() && open.as_ref() == Some(id);
        let news = self.attention.note(changes, self.me);
        let unseen: Vec<_> = news.filter(|summary| !is_in_view(&summary.conversation_id)).collect();
        self.alerts.tell(&unseen, self.me);
    }

    fn show_opened(self, summary: ConversationSummary) {
        if self.opened.with_untracked(|shown| shown.as_ref() != Some(&summary)) {
            self.opened.set(Some(summary));
        }
    }

    fn show_rows(self, rows: Vec<Row>) {
        self.listed.set_value(rows);
        if self.is_stepping.get_value() {
            return;
        }
        self.is_stepping.set_value(true);
        self.scope.spawn(async move {
            let focused = keys::focused_row(&self.rows.read_untracked());
            let next = || self.listed.with_value(|listed| steps::next(&self.rows.read_untracked(), listed));
            while let Some(rows) = next() {
                self.rows.set(rows);
                // Until it is drawn; nothing is painted before the last step.
                tick().await;
            }
            self.is_stepping.set_value(false);
            if let Some(id) = focused {
                keys::keep_focus(&id);
            }
        });
    }

    fn show_counts(self, counts: InboxCounts) {
        if self.counts.get_untracked() != counts {
            self.counts.set(counts);
        }
    }
}

/// The inbox.
pub fn use_inbox() -> Inbox {
    expect_context()
}
