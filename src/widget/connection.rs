//! The widget's connection: enters a conversation, polls for messages, and
//! delivers the customer's. If the session ends, a new one starts
//! automatically.

use std::sync::Arc;

use super::{
    embed,
    launch::{CONVERSATION_KEY, Launch},
    tabs::{Answer, Tabs},
};
use crate::{
    api::customer::calls::{chat_messages, open_chat, send_message},
    model::{
        error::{ApiError, ErrorCode},
        ids::ConversationId,
        language::Language,
        message::Message,
        page::VisitedPage,
        thread::{MessageRange, OpenedChat, Thread},
    },
    ui::{
        bearer,
        outbox::{Entry, Outbox},
        page::{document, window},
        signals::*,
        storage,
        timeline::Timeline,
    },
};

/// Whether this page has entered a conversation, and whether the server has answered since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SessionState {
    /// Not entered: the window was not opened, or the session ended.
    Outside,
    /// Entered; the server has not answered a request since.
    Entered,
    /// Entered; the server has answered a request since.
    Known,
}

/// The connection to the server.
#[derive(Clone, Copy)]
pub struct Connection {
    /// What the window shares with the button.
    pub launch: Launch,
    session_state: StoredValue<SessionState>,
    /// The conversation, once there is one.
    pub conversation: RwSignal<Option<ConversationId>>,
    /// The other tabs that show the conversation.
    pub tabs: Tabs,
    /// The messages of the conversation.
    pub timeline: RwSignal<Timeline>,
    /// Whether the customer must give their details before writing; none until the server has
    /// said so.
    pub asks_details: RwSignal<Option<bool>>,
    /// The address of the transcript, on a page of another site.
    transcript: StoredValue<Option<String>>,
    /// How many answers to other tabs this one has merged.
    merged_answers: StoredValue<u32>,
}

impl Connection {
    /// Returns the connection, with the conversation of an earlier page.
    pub fn new(launch: Launch) -> Self {
        Self {
            launch,
            session_state: StoredValue::new(SessionState::Outside),
            conversation: RwSignal::new(remembered()),
            tabs: Tabs::new(),
            timeline: RwSignal::new(Timeline::of_customer()),
            asks_details: RwSignal::new(None),
            transcript: StoredValue::new(None),
            merged_answers: StoredValue::new(0),
        }
    }

    /// Polls once: returns the shop's new messages.
    pub async fn ask(self, outbox: Outbox) -> Result<Vec<Arc<Message>>, ApiError> {
        let is_open = self.launch.is_open.get_untracked();
        match self.conversation.get_untracked() {
            // The existing session continues without the rejected token.
            Some(id) if self.launch.is_rejected.get_untracked() => self.refresh(id, outbox).await,
            // A visitor's conversation becomes the customer's, even without an
            // open window.
            Some(id) if self.enters_next() => match self.enter(outbox).await {
                Err(error) if error.code == ErrorCode::InvalidIdentity => self.refresh(id, outbox).await,
                entered => entered,
            },
            // A closed window needs only the count on its badge.
            Some(id) if !is_open || self.session_state.get_value() != SessionState::Outside => {
                self.refresh(id, outbox).await
            }
            // The server would refuse. An admin may change the setting in the
            // meantime.
            None if self.launch.must_sign_in() => self.poll_without_entering(is_open).await,
            conversation if is_open || self.launch.is_under_way.get_value() || self.has_unsent(outbox) => {
                match (self.enter(outbox).await, conversation) {
                    (Err(error), Some(id)) if error.code == ErrorCode::InvalidIdentity => {
                        self.refresh(id, outbox).await
                    }
                    // An admin has changed the setting since the page was
                    // rendered.
                    (Err(error), _) if error.code == ErrorCode::IdentityRequired => {
                        self.poll_without_entering(is_open).await
                    }
                    (entered, _) => entered,
                }
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Returns whether the next poll enters the conversation again. If the customer has been
    /// identified, this ends the visitor's session.
    pub fn enters_next(self) -> bool {
        self.launch.must_enter.get_value() && !self.launch.is_rejected.get_untracked()
    }

    /// Returns whether messages or files wait for a conversation.
    fn has_unsent(self, outbox: Outbox) -> bool {
        !outbox.is_empty_untracked() || untrack(|| self.launch.uploads.is_pending())
    }

    /// Returns the address of the transcript in a language.
    pub fn transcript(self, language: Language) -> Option<String> {
        let id = self.conversation.get_untracked()?;
        let own = || ["/support/api/conversation/", id.as_str(), "/transcript/?"].concat();
        let address = self.transcript.get_value().map_or_else(own, |address| address + "&");
        Some([&address, "lang=", language.code()].concat())
    }

    /// Sends one message of the outbox.
    pub async fn deliver(self, entry: Entry) -> Result<(), ApiError> {
        // Entering a conversation wakes the outbox.
        let id = self.conversation.get_untracked().ok_or_else(|| self.not_entered())?;
        match send_message(id.clone(), entry.text, Some(entry.client_id), Some(here())).await {
            Ok(message) => {
                self.session_state.set_value(SessionState::Known);
                self.timeline.update(|timeline| timeline.sent(message));
                Ok(())
            }
            Err(error) if is_lost(&error) => {
                self.lose(&id);
                // Kept for the next conversation.
                Err(ApiError::not_signed_in())
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the error for a message that has no conversation yet. The message waits. If the
    /// identity was rejected, the shop or the customer must correct it first.
    fn not_entered(self) -> ApiError {
        if self.launch.is_rejected.get_untracked() {
            ApiError::new(ErrorCode::InvalidIdentity, "")
        } else {
            ApiError::not_signed_in()
        }
    }

    /// Leaves the conversation to start a new one.
    pub fn leave(self) {
        self.session_state.set_value(SessionState::Outside);
        self.launch.is_under_way.set_value(false);
        storage::remove(CONVERSATION_KEY);
        self.conversation.set(None);
    }

    /// Switches to the other conversation with unread messages, unless this one
    /// has unsent messages: they would be sent to the other one.
    pub fn switch_to_unread(self, outbox: Outbox) {
        let unread = self.timeline.with_untracked(|timeline| timeline.unread_conversation.clone());
        let Some(id) = unread.filter(|_| !self.has_unsent(outbox)) else { return };
        storage::set(CONVERSATION_KEY, id.as_str());
        self.launch.must_enter.set_value(true);
        self.timeline.set(Timeline::of_customer());
        self.conversation.set(Some(id));
    }

    /// Polls without entering, for customers who are not allowed to.
    async fn poll_without_entering(self, is_open: bool) -> Result<Vec<Arc<Message>>, ApiError> {
        if is_open {
            self.launch.fetch_config(self.launch.language).await?;
        }
        Ok(Vec::new())
    }

    async fn enter(self, outbox: Outbox) -> Result<Vec<Arc<Message>>, ApiError> {
        if self.launch.is_replaced() {
            return Ok(Vec::new());
        }
        let resume = self.conversation.get_untracked().or_else(remembered);
        let identity_token = self.launch.identity_token.get_value();
        let opened = open_chat(resume, self.launch.language, identity_token, Some(here())).await;
        let opened = opened.inspect_err(|error| self.report_rejection(error, outbox))?;
        let OpenedChat { conversation_id, thread, asks_details, token, transcript } = opened;
        if let Some(token) = token {
            bearer::keep(token);
        }
        self.launch.must_enter.set_value(false);
        self.launch.is_under_way.set_value(false);
        self.launch.is_rejected.set(false);
        self.launch.rejections.set_value((None, 0));
        if let Some(customer) = self.launch.customer.get_value() {
            outbox.claim(customer);
        }
        self.transcript.set_value(transcript);
        if self.conversation.get_untracked().as_ref() != Some(&conversation_id) {
            self.timeline.set(Timeline::of_customer());
        }
        storage::set(CONVERSATION_KEY, conversation_id.as_str());
        self.session_state.set_value(SessionState::Entered);
        self.asks_details.set(Some(asks_details));
        self.tabs.lead(&conversation_id);
        self.conversation.set(Some(conversation_id));
        let received = self.take(&MessageRange::default(), thread, outbox);
        outbox.retry_refused(ErrorCode::InvalidIdentity);
        outbox.wake();
        Ok(received.0)
    }

    /// Reports to the page, its console and the customer that the server has rejected the shop's
    /// identity token.
    fn report_rejection(self, error: &ApiError, outbox: Outbox) {
        if error.code == ErrorCode::InvalidIdentity {
            self.launch.is_rejected.set(true);
            embed::rejected(error, self.launch);
            // Messages that wait for a conversation are not sent.
            outbox.wake();
        }
    }

    async fn refresh(self, id: ConversationId, outbox: Outbox) -> Result<Vec<Arc<Message>>, ApiError> {
        let mut received = Vec::new();
        loop {
            let asked = self.timeline.with_untracked(Timeline::newer);
            let merged_answers = self.merged_answers.get_value();
            let answer = chat_messages(id.clone(), asked).with_original().await;
            let is_current = self.conversation.get_untracked().as_ref() == Some(&id);
            if !is_current || self.merged_answers.get_value() != merged_answers {
                // The conversation was left while the answer was under way, or another tab
                // brought a newer answer. A failure is not reported to the other tabs either: it
                // would silence a tab that is answered.
                return Ok(received);
            }
            match answer {
                Ok(answer) => {
                    self.tabs.tell_answer(&id, asked, &answer.original, self.launch.was_opened.get_untracked());
                    self.mark_session_known();
                    let (mut new, has_more) = self.take(&asked, answer.value, outbox);
                    received.append(&mut new);
                    if !has_more {
                        return Ok(received);
                    }
                }
                Err(error) if is_lost(&error) && self.lose_after(&error, &id) => return Ok(received),
                Err(error) => {
                    self.tabs.tell_failure(&id);
                    return Err(error);
                }
            }
        }
    }

    /// Merges the server's answer to another tab. Returns the new messages, or none if that tab
    /// is ahead of this one or shows another conversation.
    pub fn merge_from_other_tab(self, answer: Answer, outbox: Outbox) -> Option<Vec<Arc<Message>>> {
        let Answer { conversation, after, deletions, thread, .. } = answer;
        if self.conversation.get_untracked() != Some(conversation) {
            return None;
        }
        let asked = self.timeline.with_untracked(|timeline| timeline.continues_at(after, deletions, &thread))?;
        self.mark_session_known();
        self.merged_answers.update_value(|merged_answers| *merged_answers = merged_answers.wrapping_add(1));
        Some(self.take(&asked, thread, outbox).0)
    }

    fn mark_session_known(self) {
        if self.session_state.get_value() == SessionState::Entered {
            self.session_state.set_value(SessionState::Known);
        }
    }

    /// Fetches a page of older messages.
    pub async fn fetch_older(self) -> Result<(), ApiError> {
        let asked = self.timeline.with_untracked(Timeline::older);
        let (Some(id), Some(asked)) = (self.conversation.get_untracked(), asked) else { return Ok(()) };
        let thread = chat_messages(id.clone(), asked).await?;
        // The widget may have been removed from the page in the meantime.
        if self.conversation.try_get_untracked().flatten() == Some(id) {
            self.timeline.update(|timeline| {
                timeline.merge(&asked, thread);
            });
        }
        Ok(())
    }

    /// Merges an answer. Returns the new messages, and whether there are more.
    fn take(self, asked: &MessageRange, thread: Thread, outbox: Outbox) -> (Vec<Arc<Message>>, bool) {
        outbox.arrived(&thread.messages);
        self.launch.update_config(thread.settings_version);
        let taken = self.timeline.try_update(|timeline| {
            let is_first = timeline.status.is_none();
            let mut merged = timeline.merge(asked, thread);
            if is_first {
                // Messages from before this page are not new.
                timeline.draw_new_line();
                merged.received.clear();
            }
            (merged.received, merged.has_more)
        });
        taken.unwrap_or_default()
    }

    /// Gives up a conversation after an error. If the conversation was deleted, the server has
    /// answered in the session.
    fn lose_after(self, error: &ApiError, id: &ConversationId) -> bool {
        if error.code == ErrorCode::NotFound {
            self.mark_session_known();
        }
        self.lose(id)
    }

    /// Gives up a conversation that the server does not know as the customer's,
    /// so that the next poll enters again. Not directly after entering: where
    /// cookies are blocked, each poll would create another visitor.
    pub fn lose(self, id: &ConversationId) -> bool {
        let is_current = self.conversation.get_untracked().as_ref() == Some(id);
        let may_enter_anew = self.session_state.get_value() != SessionState::Entered;
        if is_current && may_enter_anew {
            self.leave();
        }
        may_enter_anew
    }
}

fn is_lost(error: &ApiError) -> bool {
    matches!(error.code, ErrorCode::NotSignedIn | ErrorCode::NotFound)
}

/// Returns the page that the customer is on.
fn here() -> VisitedPage {
    VisitedPage { url: window().location().href().unwrap_or_default(), title: document().title() }
}

fn remembered() -> Option<ConversationId> {
    storage::get(CONVERSATION_KEY)?.parse().ok()
}
