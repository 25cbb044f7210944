//! The open conversation as this agent sees it at the moment.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{
    draft::DraftNews,
    files::Files,
    mode::Mode,
    quoting::Quoting,
    recalling::Recalls,
    recent::{Kept, RecentConversations, use_recent_conversations},
    sending::show_sent,
};
use crate::{
    api::{agent, typing::agent_is_typing, watch::watch_conversation},
    console::{
        inbox::{Change, Inbox, use_inbox},
        outbox::{Outbox, use_outbox},
        scope::Scope,
        session::{Session, use_session},
    },
    model::{
        context::ConversationContext,
        conversation::Status,
        customer::Customer,
        error::{ApiError, ErrorCode},
        ids::{AgentId, ClientId, ConversationId, MessageId},
        inbox::{ConversationSummary, ConversationUpdate},
        language::Language,
        message::{Message, MessageText},
        thread::MessageRange,
    },
    ui::{
        page,
        retry::until_answered,
        timeline::{Row, Rows, Side, Timeline},
    },
};

/// The time in milliseconds after which missing messages are replaced by a skeleton.
const SKELETON_DELAY_MS: u32 = 150;

/// How far the conversation has been loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The messages are being fetched.
    Loading,
    /// Fetching takes so long that the skeleton is shown.
    Slow,
    /// The messages are loaded.
    Ready,
    /// The server has no such conversation.
    Unknown,
    /// It was deleted while it was open.
    Deleted,
}

/// The open conversation, provided to its components in the context.
#[derive(Clone, Copy)]
pub struct Conversation {
    id: StoredValue<ConversationId>,
    inbox: Inbox,
    session: Session,
    scope: Scope,
    /// The messages. Notifies after each poll, even without changes.
    pub timeline: RwSignal<Timeline>,
    /// Notified when this agent has written something.
    pub wrote: Trigger,
    /// Replies and notes of this agent, in all conversations, that the server
    /// has not accepted yet.
    pub outbox: Outbox,
    /// The messages of this agent that can be taken back.
    pub recalls: Recalls,
    /// What is known of the agent's drafts in it.
    pub drafts: DraftNews,
    /// The message that the agent quotes.
    pub quoting: Quoting,
    /// The uploads of the conversation.
    pub files: Files,
    /// Whether the agent writes a reply or a note.
    pub mode: RwSignal<Mode>,
    /// The customer's page, browser and other conversations, once they are loaded.
    pub context: RwSignal<ConversationContext>,
    /// How far the conversation has been loaded.
    pub phase: RwSignal<Phase>,
    /// The inbox's summary of it.
    pub summary: Memo<Option<ConversationSummary>>,
    /// Whether this agent is the assignee.
    pub is_mine: Memo<bool>,
    /// The rows of the message log.
    pub rows: RwSignal<Vec<Row>>,
    /// Whether older messages are being fetched.
    pub is_paging: RwSignal<bool>,
    /// The customer's newest message that had been read when the conversation was opened; none
    /// once the line "New" is gone.
    pub(super) read_when_opened: StoredValue<Option<Option<MessageId>>>,
    /// The newest message of the request under way that marks messages as read.
    marking: StoredValue<Option<MessageId>>,
    /// Whether it counted as unread when it was opened.
    was_unread: StoredValue<bool>,
    /// The conversations that are kept in memory.
    pub recent: RecentConversations,
    /// Whether its messages were kept from an earlier visit and have not been updated yet.
    is_kept: StoredValue<bool>,
}

impl Conversation {
    /// Returns the state of a conversation, owned by the component that shows
    /// it.
    pub fn new(id: ConversationId) -> Self {
        let (inbox, session, recent) = (use_inbox(), use_session(), use_recent_conversations());
        let kept = recent.get(&id);
        let is_kept = kept.is_some();
        let timeline = kept.map_or_else(
            || Timeline::of_agent(inbox.me()),
            |kept| {
                kept.summary.into_iter().for_each(|summary| inbox.show_kept(summary));
                kept.timeline
            },
        );
        let timeline = RwSignal::new(timeline);
        let (outbox, recalls) = (use_outbox(), Recalls::new());
        let (own, entries_of) = (id.clone(), id.clone());
        outbox.on_delivered(move |to, message| {
            if *to == own {
                recalls.offer(message.client_id.as_ref());
                show_sent(to, message.clone(), inbox, timeline);
            }
        });
        let (own_id, files) = (id.clone(), Files::new(&id));
        let summary = Memo::new(move |_| {
            inbox.opened.with(|opened| opened.clone().filter(|summary| summary.conversation_id == id))
        });
        let me = inbox.me();
        let is_mine =
            Memo::new(move |_| summary.with(|summary| summary.as_ref().is_some_and(|known| known.is_assigned_to(me))));
        let conversation = Self {
            id: StoredValue::new(own_id),
            inbox,
            session,
            scope: Scope::here(),
            timeline,
            wrote: Trigger::new(),
            outbox,
            recalls,
            drafts: DraftNews::new(me),
            quoting: Quoting::new(),
            files,
            mode: RwSignal::default(),
            phase: RwSignal::new(if is_kept { Phase::Ready } else { Phase::Loading }),
            context: RwSignal::new(ConversationContext::default()),
            summary,
            is_mine,
            rows: Rows::live(timeline, move || outbox.entries(&entries_of)),
            is_paging: RwSignal::new(false),
            read_when_opened: StoredValue::new(None),
            marking: StoredValue::new(None),
            was_unread: StoredValue::new(false),
            recent,
            is_kept: StoredValue::new(is_kept),
        };
        on_cleanup(move || conversation.keep());
        conversation.scope.spawn(async move {
            TimeoutFuture::new(SKELETON_DELAY_MS).await;
            if conversation.phase.get_untracked() == Phase::Loading {
                conversation.phase.set(Phase::Slow);
            }
        });
        conversation
    }

    /// Keeps the messages for the next visit.
    fn keep(self) {
        if self.phase.get_untracked() == Phase::Ready {
            let (timeline, summary) = (self.timeline.get_untracked(), self.summary.get_untracked());
            self.recent.keep(self.id(), Kept { timeline, summary });
        }
    }

    /// Runs a task, which ends when the conversation is left.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        self.scope.spawn(task);
    }

    /// Returns the conversations after and before this one in the list.
    pub fn neighbours(self) -> Vec<ConversationId> {
        let ids = self.inbox.listed_ids();
        let Some(own) = ids.iter().position(|id| *id == self.id()) else { return Vec::new() };
        let places = [own.checked_add(1), own.checked_sub(1)];
        places.into_iter().flatten().filter_map(|place| ids.get(place).cloned()).collect()
    }

    /// Returns the id.
    pub fn id(self) -> ConversationId {
        self.id.get_value()
    }

    /// Returns the session of the signed-in agent.
    pub fn session(self) -> Session {
        self.session
    }

    /// Returns the language in which the customer is answered; English until the summary is
    /// loaded; tracked.
    pub fn language(self) -> Language {
        self.summary.with(|summary| summary.as_ref().map(|summary| summary.language).unwrap_or_default())
    }

    /// Sends a request, which ends when the conversation is left.
    pub fn ask<T: 'static>(
        self,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
        answered: impl FnOnce(Result<T, ApiError>) + 'static,
    ) {
        self.scope.spawn(async move { answered(self.session.ask(call).await) });
    }

    /// Sends a request until the server answers or the conversation is left. If the server refuses
    /// it for good, `answered` is not called.
    pub fn ask_until_answered<T: 'static, Answer>(
        self,
        call: impl Fn() -> Answer + 'static,
        answered: impl FnOnce(T) + 'static,
    ) where
        Answer: Future<Output = Result<T, ApiError>> + 'static,
    {
        self.scope.spawn(async move {
            if let Ok(answer) = until_answered(|| self.session.ask(call())).await {
                answered(answer);
            }
        });
    }

    /// Returns whether a note is being written; tracked.
    pub fn is_noting(self) -> bool {
        self.mode.get() == Mode::Note
    }

    /// Returns the signed-in agent.
    pub fn me(self) -> AgentId {
        self.inbox.me()
    }

    /// Returns the customer.
    pub fn customer(self) -> Memo<Option<Customer>> {
        Memo::new(move |_| self.summary.with(|summary| summary.as_ref().map(|summary| summary.customer.clone())))
    }

    /// Returns the status; tracked.
    pub fn status(self) -> Option<Status> {
        self.summary.with(|summary| summary.as_ref().map(|summary| summary.status))
    }

    /// Returns whether the conversation is closed and takes only notes;
    /// tracked.
    pub fn is_closed(self) -> bool {
        self.status() == Some(Status::Closed)
    }

    /// Runs one round of the poll: fetches the conversation if it is not loaded
    /// yet, else the messages after the newest one.
    ///
    /// # Errors
    /// If the server fails or the session has ended.
    pub async fn refresh(self) -> Result<(), ApiError> {
        match self.phase.get_untracked() {
            Phase::Unknown | Phase::Deleted => Ok(()),
            Phase::Ready => match self.update_messages().await {
                Err(error) if error.code == ErrorCode::NotFound => {
                    self.recent.forget(&self.id());
                    self.phase.set(Phase::Deleted);
                    Ok(())
                }
                answered => answered,
            },
            Phase::Loading | Phase::Slow => self.load().await,
        }
    }

    async fn load(self) -> Result<(), ApiError> {
        let asked = self.inbox.asking(self.id());
        match self.session.poll(agent::conversation(self.id())).await {
            Ok(detail) => {
                self.drafts.hear(&detail.thread.drafts);
                let read = self.timeline.try_update(|timeline| {
                    timeline.merge(&MessageRange::default(), detail.thread);
                    (timeline.unread > 0).then(|| {
                        timeline.draw_new_line_after(detail.agent_read_up_to);
                        detail.agent_read_up_to
                    })
                });
                self.was_unread.set_value(detail.summary.unread > 0);
                self.read_when_opened.set_value(read.flatten());
                asked.apply(detail.summary);
                self.phase.set(Phase::Ready);
                Ok(())
            }
            Err(error) if error.code == ErrorCode::NotFound => {
                self.phase.set(Phase::Unknown);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    async fn update_messages(self) -> Result<(), ApiError> {
        if self.is_kept.get_value() {
            self.update_kept().await?;
            self.is_kept.set_value(false);
        }
        self.fetch_newer().await
    }

    /// Brings the messages of an earlier visit up to date.
    async fn update_kept(self) -> Result<(), ApiError> {
        let asked = self.inbox.asking(self.id());
        let detail = self.session.poll(agent::conversation(self.id())).await?;
        self.drafts.hear(&detail.thread.drafts);
        self.was_unread.set_value(detail.summary.unread > 0);
        asked.apply(detail.summary);
        let range = self.timeline.with_untracked(|timeline| timeline.continues_at(None, 0, &detail.thread));
        match range {
            Some(range) => self.timeline.update(|timeline| {
                timeline.merge(&range, detail.thread);
                timeline.renew_new_line();
            }),
            // Messages between the kept ones and the newest ones are missing, or a deletion.
            None => {
                self.fetch_newer().await?;
                self.timeline.update(Timeline::renew_new_line);
            }
        }
        Ok(())
    }

    async fn fetch_newer(self) -> Result<(), ApiError> {
        loop {
            let range = self.timeline.with_untracked(Timeline::newer);
            let thread = self.session.poll(watch_conversation(self.id(), range, page::is_visible())).await?;
            self.drafts.hear(&thread.drafts);
            let merged = self.timeline.try_update(|timeline| {
                let merged = timeline.merge(&range, thread);
                if let Some(first) = merged.received.first().filter(|_| !page::is_visible()) {
                    timeline.draw_new_line_at(first.id);
                }
                merged
            });
            if !merged.is_some_and(|merged| merged.has_more) {
                return Ok(());
            }
        }
    }

    /// Tells the customer that the agent is typing. Failures are not shown: the
    /// mark is only a hint.
    pub async fn tell_typing(self) {
        let _ = self.session.poll(agent_is_typing(self.id())).await;
    }

    /// Sends a reply or a note, with the message that the agent quotes. Returns `false` if the outbox is
    /// full.
    pub fn write(self, client_id: ClientId, text: MessageText, mode: Mode) -> bool {
        if mode == Mode::Reply {
            self.read_when_opened.set_value(None);
            self.timeline.update(Timeline::clear_new_line);
        }
        let quoted = self.quoting.in_mode(mode);
        let is_taken = self.outbox.push(self.id(), client_id, text, mode == Mode::Note, quoted);
        if is_taken && quoted.is_some() {
            self.quoting.stop();
        }
        self.wrote.notify();
        is_taken
    }

    /// Returns whether it counts as unread; tracked.
    pub fn is_unread(self) -> bool {
        self.summary.with(|summary| summary.as_ref().is_some_and(|summary| summary.unread > 0))
    }

    /// Returns whether a note mentions the agent who has not seen it; tracked.
    pub fn has_unseen_mention(self) -> bool {
        self.summary.with(|summary| summary.as_ref().and_then(ConversationSummary::unseen_mention).is_some())
    }

    /// Returns the customer's unread messages, the newest first.
    pub fn unread(self) -> Vec<MessageId> {
        let is_unread =
            |message: &&Message| Side::Shop.receives(message) && !message.is_read && message.deleted_at.is_none();
        self.timeline
            .with_untracked(|timeline| timeline.messages().rev().filter(is_unread).map(|message| message.id).collect())
    }

    /// Returns the newest message of the customer if the conversation was marked as unread, until
    /// it was opened. All of its messages are read.
    pub fn marked_unread(self) -> Option<MessageId> {
        if !self.was_unread.get_value() || !self.unread().is_empty() {
            return None;
        }
        self.timeline.with_untracked(Timeline::last_received)
    }

    /// Tells the server that the agent has read up to a message. Retries until the server answers,
    /// also after the agent has left the conversation. The request follows the agent's earlier
    /// changes: the server ignores it until it knows that the agent has taken the conversation.
    pub fn mark_read(self, up_to: MessageId) {
        if self.marking.get_value() >= Some(up_to) {
            return;
        }
        self.marking.set_value(Some(up_to));
        self.was_unread.set_value(false);
        let (id, session, inbox) = (self.id(), self.session, self.inbox);
        spawn_local(async move {
            let answer = until_answered(|| session.change(agent::mark_conversation_read(id.clone(), up_to))).await;
            self.marking.try_set_value(None);
            // It has had no effect if the server has refused to assign the conversation.
            if answer.is_ok() && self.is_mine.try_get_untracked() != Some(false) {
                self.timeline.try_update(|timeline| timeline.mark_read(up_to));
                // The inbox learns the count of a conversation that was left from its poll.
                if let Some(unread) = self.timeline.try_with_untracked(|timeline| timeline.unread) {
                    inbox.preview_change(&id, |summary| summary.unread = unread);
                }
            }
        });
    }

    /// Lets the conversation count as unread until the agent opens it again, or as read. Only the
    /// assignee can do this.
    pub fn toggle_unread(self) {
        if !self.is_mine.get_untracked() {
            return;
        }
        if untrack(|| self.is_unread()) {
            if let Some(newest) = self.timeline.with_untracked(Timeline::last_received) {
                self.mark_read(newest);
            }
            return;
        }
        let id = self.id();
        self.inbox.edit(id.clone(), |summary| summary.unread = 1, agent::mark_conversation_unread(id));
    }

    /// Changes the subject.
    pub fn set_subject(self, subject: String) {
        let id = self.id();
        let update = ConversationUpdate { subject: Some(subject), ..ConversationUpdate::default() };
        // The field shows the subject already. If it were shown as stored, a refusal would discard
        // what was typed.
        self.inbox.edit(id.clone(), |_| (), agent::update_conversation(id, update));
    }

    /// Changes another property, and offers to undo the change for a while.
    pub fn make(self, change: Change) {
        self.inbox.make(self.id(), change);
    }

    /// Changes the status.
    pub fn set_status(self, status: Status) {
        self.make(Change::Status(status));
    }
}

/// Returns the open conversation.
pub fn use_conversation() -> Conversation {
    expect_context()
}
