//! The customer's actions, and the state that the window's parts show.

use std::sync::Arc;

use super::{
    abandoned::AbandonedMessages,
    alerts::Alerts,
    connection::Connection,
    draft, files,
    launch::{Launch, OUTBOX_KEY},
    rating,
    tabs::Word,
    task::spawn,
};
use crate::{
    api::customer::calls::{close_chat, customer_is_typing, recall_message, reopen_chat, wait_for_messages},
    model::{
        config::WidgetConfig,
        conversation::Status,
        error::{ApiError, ErrorCode},
        ids::{ClientId, ConversationId},
        message::{Message, MessageText},
    },
    ui::{
        dom::{later, on_change, watch},
        files::Outgoing,
        hints,
        outbox::Outbox,
        pace::{self, Pace, Poll},
        page,
        signals::*,
        timeline::Timeline,
        timeout,
        typing::TypingReporter,
    },
};

/// The part below the messages: the customer's next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foot {
    /// The conversation has ended: the customer can reopen it or start another.
    Ended,
    /// Only signed-in customers may write.
    SignIn,
    /// It is not known yet which of the others it will be.
    Undecided,
    /// The customer must give their details before writing.
    Details,
    /// The text field.
    Composer,
}

/// The customer's chat, from its start until the page is left.
#[derive(Clone, Copy)]
pub struct Chat {
    /// What the window shares with the button.
    pub launch: Launch,
    /// The messages and the conversation's status.
    pub timeline: RwSignal<Timeline>,
    /// Unsent messages.
    pub outbox: Outbox,
    /// Uploads.
    pub files: Outgoing,
    /// The alerts while the customer is not looking.
    pub alerts: Alerts,
    /// The poll and its health.
    pub poll: Poll,
    /// Whether the window is open in a visible page.
    pub in_view: Memo<bool>,
    /// Whether an agent is available to answer.
    pub is_staffed: Memo<bool>,
    /// Whether an agent has become available while the window was open, and the customer has not
    /// written since.
    pub has_returned: RwSignal<bool>,
    /// The status; none before the first answer.
    pub status: Memo<Option<Status>>,
    /// Whether an action of the customer has failed.
    pub has_problem: RwSignal<bool>,
    /// Whether the customer had no conversation before this page.
    pub is_newcomer: bool,
    /// Whether the confirmation before ending the conversation is shown.
    pub asks_to_end: RwSignal<bool>,
    /// Whether the customer has dismissed the question for a rating of the conversation.
    pub is_rating_dismissed: RwSignal<bool>,
    /// Whether older messages are being fetched.
    pub is_loading_older: RwSignal<bool>,
    /// The part below the messages.
    pub foot: Memo<Foot>,
    typing_reporter: TypingReporter,
    connection: Connection,
}

impl Chat {
    /// Starts the chat and its poll. Both live as long as the current owner.
    pub fn start(launch: Launch) -> Self {
        let connection = Connection::new(launch);
        let Connection { conversation, timeline, .. } = connection;
        let is_visible = RwSignal::new(page::is_visible());
        page::on_change(move || is_visible.set(page::is_visible()));
        let in_view = memo(move || launch.is_open.get() && is_visible.get());
        let alerts = Alerts::new(launch, in_view);
        let outbox = Outbox::new(OUTBOX_KEY, launch.customer.get_value(), move |entry| async move {
            launch.uploads.wait_for_earlier_files(files::PLACE, &entry.written_at).await;
            connection.deliver(entry).await
        });
        files::start(connection, outbox);
        let tell = move |received: &[Arc<Message>], is_told| {
            if let Some(first) = received.first().filter(|_| !in_view.get_untracked()) {
                timeline.update(|timeline| timeline.draw_new_line_at(first.id));
            }
            alerts.received(received, is_told);
        };
        let abandoned = AbandonedMessages::new();
        let poll = pace::poll(
            move || pace(connection, abandoned),
            move || connection.tabs.follows(),
            move || async move {
                tell(&connection.ask(outbox).await?, false);
                abandoned.check(outbox);
                Ok(())
            },
        );
        hints::listen(
            poll,
            connection.tabs.is_hinted,
            move || {
                let waits = !connection.tabs.follows() && !connection.enters_next();
                let id = conversation.get_untracked().filter(|_| waits)?;
                // A visitor's conversation can become that of a customer, who has another
                // session.
                Some((id, launch.customer.get_value()))
            },
            |(id, _), since| wait_for_messages(id, since),
            move |hint| {
                if hint.conversation {
                    poll.wake();
                }
            },
        );
        connection.tabs.listen(move |word| match word {
            Word::Answer(answer) => {
                let is_told = answer.is_told;
                connection.tabs.is_hinted.set_value(answer.is_hinted);
                match connection.merge_from_other_tab(*answer, outbox) {
                    Some(received) => {
                        tell(&received, is_told);
                        poll.note_other_poll(true);
                    }
                    // The server is reachable, so a hanging request is lost.
                    None => {
                        timeout::hurry(timeout::ACTIVE_MS);
                        poll.wake();
                    }
                }
            }
            Word::Failure => poll.note_other_poll(false),
            // The leader tab sends the messages that the closed tab has left.
            Word::Left if connection.tabs.follows() => {}
            Word::Lead | Word::Left => {
                connection.tabs.is_hinted.set_value(false);
                outbox.adopt();
                poll.wake();
            }
        });
        wake_on_changes(connection, poll, outbox);
        let (status, has_problem) = (memo(move || timeline.with(|timeline| timeline.status)), RwSignal::new(false));
        let is_rating_dismissed = RwSignal::new(false);
        watch(move || is_rating_dismissed.set(conversation.with(|id| rating::is_dismissed(id.as_ref()))));
        let is_staffed = memo(move || is_staffed(launch, timeline));
        // The action succeeded after all; only its answer was lost.
        on_change(move || status.get().is_some(), move || has_problem.set(false));
        later(move || launch.unread.set(timeline.with(|timeline| timeline.unread + timeline.unread_elsewhere)));
        Self {
            launch,
            timeline,
            outbox,
            files: launch.uploads.to(files::PLACE),
            alerts,
            poll,
            in_view,
            is_staffed,
            has_returned: has_returned(launch, timeline, is_staffed),
            status,
            has_problem,
            is_newcomer: conversation.with_untracked(Option::is_none),
            asks_to_end: RwSignal::new(false),
            is_rating_dismissed,
            is_loading_older: RwSignal::new(false),
            foot: memo(move || foot(connection, poll)),
            typing_reporter: TypingReporter::new(),
            connection,
        }
    }

    /// Returns the address of the conversation's transcript.
    pub fn transcript(self) -> Option<String> {
        self.connection.transcript(self.launch.language)
    }

    /// Returns the conversation's id, once there is one.
    pub fn conversation(self) -> Option<ConversationId> {
        self.connection.conversation.get_untracked()
    }

    /// Handles a key press. The customer counts as typing while the window is open and
    /// `is_typing` returns true. In a closed window the customer may have signed out.
    pub fn typing(self, is_typing: impl Fn() -> bool + 'static) {
        let is_typing = move || self.launch.is_open.try_get_untracked() == Some(true) && is_typing();
        self.typing_reporter.key(is_typing, move || async move {
            self.poll.retry_now();
            if let Some(id) = self.conversation() {
                // A failure is not shown: the mark is only a hint.
                let _ = customer_is_typing(id).await;
            }
        });
    }

    /// Sends the files in the composer and a message with its client id, which goes with the first
    /// file if possible.
    pub fn send(self, message: Option<(ClientId, MessageText)>) {
        self.typing_reporter.sent();
        self.has_returned.set(false);
        self.timeline.update(Timeline::clear_new_line);
        let files_sent = self.files.send(message.as_ref().map_or("", |(_, text)| text.as_str()));
        if let Some((client_id, text)) = message.filter(|_| files_sent.is_none()) {
            self.outbox.push(client_id, text);
        }
        self.poll.retry_now();
        // A file that is picked without a connection can only be stored if the program for uploads
        // is loaded.
        self.launch.uploads.prefetch();
    }

    /// Takes back a message. Its text returns to the field, if the field is empty.
    pub fn take_back(self, client_id: &ClientId, text: &str) {
        let is_it = |message: &&Message| message.client_id.as_ref() == Some(client_id);
        let found = self.timeline.with_untracked(|timeline| timeline.messages().rev().find(is_it).map(|it| it.id));
        let (Some(message), text) = (found, text.to_owned()) else { return };
        self.act(
            move |id| recall_message(id, message),
            move || {
                if draft::is_empty() {
                    self.launch.prefilled.set(Some(text));
                }
            },
        );
    }

    /// Handles that the customer has given their details.
    pub fn stop_asking_details(self) {
        self.connection.asks_details.set(Some(false));
    }

    /// Ends the conversation.
    pub fn end(self) {
        self.act(close_chat, move || {
            self.timeline.update(|timeline| timeline.status = Some(Status::Closed));
        });
    }

    /// Reopens the ended conversation, and sends the messages and files that it
    /// had refused.
    pub fn reopen(self) {
        self.act(reopen_chat, move || {
            self.timeline.update(|timeline| timeline.status = Some(Status::Open));
            self.outbox.retry_refused(ErrorCode::ConversationClosed);
            self.launch.uploads.retry_refused(ErrorCode::ConversationClosed);
        });
    }

    /// Leaves the ended conversation and starts a new one.
    pub fn start_new(self) {
        self.connection.leave();
        self.poll.wake();
    }

    /// Returns the number of unread messages in other conversations; tracked.
    /// Returns 0 while this conversation has unsent messages, because switching
    /// would send them to the other one.
    pub fn unread_elsewhere(self) -> u32 {
        let is_free = self.outbox.entries().is_empty() && !self.launch.uploads.is_pending();
        self.timeline.with(|timeline| if is_free { timeline.unread_elsewhere } else { 0 })
    }

    /// Switches to the conversation with the newest of these messages.
    pub fn show_elsewhere(self) {
        self.connection.switch_to_unread(self.outbox);
        self.poll.wake();
    }

    /// Fetches older messages, if there are any.
    pub fn load_older(self) {
        let has_older = self.timeline.with_untracked(|timeline| timeline.older().is_some());
        if !has_older || self.is_loading_older.get_untracked() {
            return;
        }
        self.is_loading_older.set(true);
        spawn(async move {
            // A failure is not shown: scrolling retries.
            let _ = self.connection.fetch_older().await;
            self.is_loading_older.set(false);
        });
    }

    /// Sends a request, and calls `done` once it has succeeded.
    fn act<Asked>(self, ask: impl FnOnce(ConversationId) -> Asked, done: impl FnOnce() + 'static)
    where
        Asked: Future<Output = Result<(), ApiError>> + 'static,
    {
        let Some(id) = self.conversation() else { return };
        self.has_problem.set(false);
        let asked = ask(id);
        spawn(async move {
            match asked.await {
                // The chat may have been drawn in another language in the
                // meantime.
                Ok(()) if self.has_problem.try_get_untracked().is_some() => done(),
                Ok(()) => {}
                Err(_) => self.has_problem.set(true),
            }
            self.poll.wake();
        });
    }
}

/// Polls at once where the customer would notice the wait.
fn wake_on_changes(connection: Connection, poll: Poll, outbox: Outbox) {
    let Connection { launch, conversation, timeline, .. } = connection;
    on_change(
        move || launch.is_open.get(),
        move || {
            // Opening the window leads to the messages that the button counts.
            if timeline.with_untracked(|timeline| timeline.unread == 0) {
                connection.switch_to_unread(outbox);
            }
            timeline.update(Timeline::draw_new_line);
            poll.wake();
        },
    );
    // The conversation was left or lost: an open window enters again at once. A customer whose
    // session has ended waits for the next poll: if another tab has signed them out, this one
    // must learn of it first and not sign them in again.
    on_change(
        move || conversation.with(Option::is_none),
        move || {
            if launch.customer.with_value(Option::is_none) {
                poll.wake();
            }
        },
    );
    on_change(
        move || {
            launch.introduced.track();
            true
        },
        move || poll.wake(),
    );
    let mut before = (false, 0);
    later(move || {
        let now = (poll.health.get().failures > 0, outbox.entries().len());
        // When the poll or the outbox reaches the server again, the other one retries at once.
        if before.0 && !now.0 {
            outbox.wake();
        } else if now.0 && now.1 < before.1 {
            poll.wake();
        }
        before = now;
    });
}

/// Returns the poll interval of a visible page. A typing mark expires without a hint, and
/// messages left by another tab are adopted after the next answer.
fn pace(connection: Connection, abandoned: AbandonedMessages) -> Pace {
    let Connection { launch, tabs, timeline, .. } = connection;
    if !launch.is_open.get_untracked() {
        Pace::Idle
    } else if !tabs.is_hinted.get_value()
        || abandoned.is_some()
        || timeline.with_untracked(|timeline| timeline.other_is_typing)
    {
        Pace::Steady
    } else {
        Pace::Hinted
    }
}

/// Returns the part below the messages. A text field appears only once it stays: otherwise the
/// customer's next words would go into the form that replaces it.
fn foot(connection: Connection, poll: Poll) -> Foot {
    let Connection { launch, conversation, timeline, asks_details, .. } = connection;
    if timeline.with(|timeline| timeline.status == Some(Status::Closed)) {
        Foot::Ended
    } else if launch.must_sign_in() && conversation.with(Option::is_none) {
        Foot::SignIn
    } else if let Some(asks_details) = asks_details.get() {
        if asks_details { Foot::Details } else { Foot::Composer }
    } else {
        let is_known = conversation.with(Option::is_some);
        let has_loaded = timeline.with(|timeline| timeline.status.is_some());
        match launch.config.with(WidgetConfig::asks_details) {
            // Without a connection, a message waits in the outbox.
            _ if is_known && poll.health.get().failures > 0 => Foot::Composer,
            false if has_loaded || !is_known => Foot::Composer,
            _ => Foot::Undecided,
        }
    }
}

/// Follows whether an agent has become available in front of the customer.
fn has_returned(launch: Launch, timeline: RwSignal<Timeline>, is_staffed: Memo<bool>) -> RwSignal<bool> {
    let has_returned = RwSignal::new(false);
    let mut was_away = false;
    later(move || {
        let is_shown = launch.is_open.get() && timeline.with(|timeline| timeline.status.is_some());
        let is_staffed = is_staffed.get();
        if !is_shown || !is_staffed {
            has_returned.set(false);
        } else if was_away {
            has_returned.set(true);
        }
        was_away = is_shown && !is_staffed;
    });
    has_returned
}

fn is_staffed(launch: Launch, timeline: RwSignal<Timeline>) -> bool {
    timeline.with(|timeline| match timeline.status {
        Some(_) => timeline.agents_online && timeline.within_business_hours,
        None => launch.config.with(|config| config.agents_online > 0 && config.within_business_hours),
    })
}
