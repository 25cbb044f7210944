//! What the customer can do, and what the window's parts draw.

use std::sync::Arc;

use super::{
    alerts::Alerts,
    connection::Connection,
    files,
    launch::{Launch, OUTBOX_KEY},
    left::Left,
    server::{close_chat, customer_is_typing, reopen_chat, wait_for_messages},
    tabs::Word,
};
use crate::{
    model::{
        conversation::Status,
        error::{ApiError, ErrorCode},
        ids::{ClientId, ConversationId},
        message::{Message, MessageText},
    },
    ui::{
        dom::{later, on_change},
        files::Outgoing,
        hints,
        outbox::Outbox,
        pace::{self, Pace, Poll},
        page,
        signals::*,
        timeline::Timeline,
        timeout,
        typing::Typist,
    },
};

/// What stands below the messages: what the customer can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foot {
    /// The conversation has ended: take it up again, or begin another.
    Ended,
    /// The shop talks only to customers whom it knows.
    SignIn,
    /// The customer is asked who they are before they write.
    Details,
    /// The field to write in.
    Composer,
}

/// The customer's chat, from its start to the page's end.
#[derive(Clone, Copy)]
pub struct Chat {
    /// What the window shares with the button.
    pub launch: Launch,
    /// Messages and where the conversation stands.
    pub timeline: RwSignal<Timeline>,
    /// What has not arrived yet.
    pub outbox: Outbox,
    /// Files on their way.
    pub files: Outgoing,
    /// What is told of while nobody looks.
    pub alerts: Alerts,
    /// How the last polls went.
    pub poll: Poll,
    /// Whether the window is open in a visible page.
    pub in_view: Memo<bool>,
    /// Whether somebody is there to answer.
    pub is_staffed: Memo<bool>,
    /// Where the conversation stands; none before the first answer.
    pub status: Memo<Option<Status>>,
    /// Whether an action of the customer did not come through.
    pub has_problem: RwSignal<bool>,
    /// Whether there was no conversation before this page.
    pub is_newcomer: bool,
    /// Whether the customer is asked whether to end the conversation.
    pub asks_to_end: RwSignal<bool>,
    /// Whether older messages are being fetched.
    pub is_loading_older: RwSignal<bool>,
    /// What stands below the messages.
    pub foot: Memo<Foot>,
    typist: Typist,
    connection: Connection,
}

impl Chat {
    /// Starts polling; everything lives as long as the current owner.
    pub fn start(launch: Launch) -> Self {
        let connection = Connection::new(launch);
        let Connection { conversation, timeline, .. } = connection;
        let is_visible = RwSignal::new(page::is_visible());
        page::on_change(move || is_visible.set(page::is_visible()));
        let in_view = Memo::new(move |_| launch.is_open.get() && is_visible.get());
        let alerts = Alerts::new(launch, in_view);
        let outbox = Outbox::new(OUTBOX_KEY, launch.customer.get_value(), move |entry| async move {
            launch.uploads.let_pass(files::PLACE, &entry.written_at).await;
            connection.deliver(entry).await
        });
        files::start(connection, outbox);
        let tell = move |received: &[Arc<Message>], is_told| {
            if let Some(first) = received.first().filter(|_| !in_view.get_untracked()) {
                timeline.update(|timeline| timeline.draw_new_line_at(first.id));
            }
            alerts.received(received, is_told);
        };
        let left = Left::new();
        let poll = pace::poll(
            move || pace(connection, left),
            move || connection.tabs.follows(),
            move || async move {
                tell(&connection.ask(outbox).await?, false);
                left.look(outbox);
                Ok(())
            },
        );
        hints::listen(
            poll,
            connection.tabs.is_hinted,
            move || {
                let id = conversation.get_untracked().filter(|_| !connection.tabs.follows())?;
                // What a visitor began can become a customer's, who has another session.
                Some((id, launch.customer.get_value()))
            },
            |(id, _), since| wait_for_messages(&id, since),
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
                match connection.overhear(*answer, outbox) {
                    Some(received) => {
                        tell(&received, is_told);
                        poll.hear(true);
                    }
                    // The server answers: a request that hangs is lost.
                    None => {
                        timeout::hurry(timeout::ACTIVE_MS);
                        poll.wake();
                    }
                }
            }
            Word::Failure => poll.hear(false),
            // The tab that leads sends what the other has left.
            Word::Left if connection.tabs.follows() => {}
            Word::Lead | Word::Left => {
                connection.tabs.is_hinted.set_value(false);
                outbox.adopt();
                poll.wake();
            }
        });
        wake_in_time(connection, poll, outbox);
        let (status, has_problem) =
            (Memo::new(move |_| timeline.with(|timeline| timeline.status)), RwSignal::new(false));
        // Done after all: only the answer was lost.
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
            is_staffed: Memo::new(move |_| is_staffed(launch, timeline)),
            status,
            has_problem,
            is_newcomer: conversation.with_untracked(Option::is_none),
            asks_to_end: RwSignal::new(false),
            is_loading_older: RwSignal::new(false),
            foot: Memo::new(move |_| foot(connection)),
            typist: Typist::new(),
            connection,
        }
    }

    /// Where the conversation is as a text.
    pub fn transcript(self) -> Option<String> {
        self.connection.transcript(self.launch.language)
    }

    /// Returns the conversation, once there is one.
    pub fn conversation(self) -> Option<ConversationId> {
        self.connection.conversation.get_untracked()
    }

    /// Returns the customer has pressed a key, and types as long as the window is open and
    /// `is_typing` says so. Without a window the customer may have signed out.
    pub fn typing(self, is_typing: impl Fn() -> bool + 'static) {
        let is_typing = move || self.launch.is_open.try_get_untracked() == Some(true) && is_typing();
        self.typist.key(is_typing, move || async move {
            self.poll.revive();
            if let Some(id) = self.conversation() {
                // A failure needs no word: it is only a hint.
                let _ = customer_is_typing(id).await;
            }
        });
    }

    /// Sends a message under its own id.
    pub fn send(self, client_id: ClientId, text: MessageText) {
        self.typist.sent();
        self.timeline.update(Timeline::clear_new_line);
        self.outbox.push(client_id, text);
        self.poll.revive();
    }

    /// The customer has said who they are.
    pub fn is_introduced(self) {
        self.connection.asks_details.set(false);
    }

    /// Ends the conversation.
    pub fn end(self) {
        self.act(close_chat, move || {
            self.timeline.update(|timeline| timeline.status = Some(Status::Closed));
        });
    }

    /// Takes the ended conversation up again, and sends the messages and files
    /// that it had refused.
    pub fn reopen(self) {
        self.act(reopen_chat, move || {
            self.timeline.update(|timeline| timeline.status = Some(Status::Open));
            self.outbox.retry_refused(ErrorCode::ConversationClosed);
            self.launch.uploads.retry_refused(ErrorCode::ConversationClosed);
        });
    }

    /// Leaves the ended conversation for a new one.
    pub fn start_new(self) {
        self.connection.leave();
        self.poll.wake();
    }

    /// Returns how many messages the customer has not read in other
    /// conversations; tracked. None while this one has something to send: it
    /// would go there.
    pub fn unread_elsewhere(self) -> u32 {
        let is_free = self.outbox.entries().is_empty() && !self.launch.uploads.is_pending();
        self.timeline.with(|timeline| if is_free { timeline.unread_elsewhere } else { 0 })
    }

    /// Shows the conversation with the newest of those.
    pub fn show_elsewhere(self) {
        self.connection.turn_to_unread(self.outbox);
        self.poll.wake();
    }

    /// Fetches older messages, if there are any.
    pub fn load_older(self) {
        let has_older = self.timeline.with_untracked(|timeline| timeline.older().is_some());
        if !has_older || self.is_loading_older.get_untracked() {
            return;
        }
        self.is_loading_older.set(true);
        spawn_local(async move {
            // A failure needs no word: scrolling on tries again.
            let _ = self.connection.fetch_older().await;
            self.is_loading_older.set(false);
        });
    }

    /// Asks the server for something and carries on once it is done.
    fn act<Asked>(self, ask: impl FnOnce(ConversationId) -> Asked, done: impl FnOnce() + 'static)
    where
        Asked: Future<Output = Result<(), ApiError>> + 'static,
    {
        let Some(id) = self.conversation() else { return };
        self.has_problem.set(false);
        let asked = ask(id);
        spawn_local(async move {
            match asked.await {
                // The chat may have been drawn in another language meanwhile.
                Ok(()) if self.has_problem.try_get_untracked().is_some() => done(),
                Ok(()) => {}
                Err(_) => self.has_problem.set(true),
            }
            self.poll.wake();
        });
    }
}

/// Asks at once where waiting for the next poll would be felt.
fn wake_in_time(connection: Connection, poll: Poll, outbox: Outbox) {
    let Connection { launch, conversation, timeline, .. } = connection;
    on_change(
        move || launch.is_open.get(),
        move || {
            // The count on the button leads to what it counts.
            if timeline.with_untracked(|timeline| timeline.unread == 0) {
                connection.turn_to_unread(outbox);
            }
            timeline.update(Timeline::draw_new_line);
            poll.wake();
        },
    );
    // Left or lost: an open window enters again without waiting. A customer whose
    // session has ended waits for the next poll: if another tab has signed them
    // out, this one hears of it before it would sign them in again.
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
        // Whichever of the two gets through first tells the other.
        if before.0 && !now.0 {
            outbox.wake();
        } else if now.0 && now.1 < before.1 {
            poll.wake();
        }
        before = now;
    });
}

/// Returns how often a visible page asks. A typing mark ends by itself, without a hint, and what a
/// tab has left is adopted after the next answer.
fn pace(connection: Connection, left: Left) -> Pace {
    let Connection { launch, tabs, timeline, .. } = connection;
    if !launch.is_open.get_untracked() {
        Pace::Idle
    } else if !tabs.is_hinted.get_value()
        || left.is_some()
        || timeline.with_untracked(|timeline| timeline.other_is_typing)
    {
        Pace::Steady
    } else {
        Pace::Hinted
    }
}

fn foot(connection: Connection) -> Foot {
    let Connection { launch, conversation, timeline, asks_details, .. } = connection;
    if timeline.with(|timeline| timeline.status == Some(Status::Closed)) {
        Foot::Ended
    } else if launch.must_sign_in() && conversation.with(Option::is_none) {
        Foot::SignIn
    } else if asks_details.get() {
        Foot::Details
    } else {
        Foot::Composer
    }
}

fn is_staffed(launch: Launch, timeline: RwSignal<Timeline>) -> bool {
    timeline.with(|timeline| match timeline.status {
        Some(_) => timeline.agents_online && timeline.within_business_hours,
        None => launch.config.with(|config| config.agents_online > 0 && config.within_business_hours),
    })
}
