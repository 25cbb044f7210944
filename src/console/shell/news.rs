//! Polls for changes in all conversations: one poll for the whole tab, on every page of the
//! console. It keeps the agent present, alerts the agent, and brings the inbox's list up to
//! date. One tab of the agent waits for hints.

use leptos::prelude::*;

use super::{alerts::Alerts, attention::Attention};
use crate::{
    api::{agent, hints::wait_for_changes},
    console::{inbox::Inbox, outbox::Outbox, poll::poll, session::Session},
    model::{
        error::ApiError,
        ids::{AgentId, ConversationId},
        inbox::{ConversationSummary, InboxCursor},
        view::InboxView,
    },
    ui::{
        hints,
        pace::{Pace, Poll},
        page, time,
    },
};

/// How often the agent's own account is checked, in milliseconds: an admin may
/// change or disable it.
const ACCOUNT_MS: f64 = 30_000.0;

/// The poll of a tab.
#[derive(Clone, Copy)]
struct News {
    me: AgentId,
    session: Session,
    inbox: Inbox,
    attention: Attention,
    alerts: Alerts,
    /// The cursor for the next request; none before the first answer, and after
    /// too many changes.
    since: StoredValue<Option<InboxCursor>>,
    /// Whether new messages can be told from earlier ones.
    has_begun: StoredValue<bool>,
    /// When the account was last checked, in milliseconds of the page's clock.
    account_at: StoredValue<f64>,
}

/// Polls until the current owner is disposed of.
pub fn follow(me: AgentId, session: Session, inbox: Inbox, outbox: Outbox, attention: Attention) -> Poll {
    let news = News {
        me,
        session,
        inbox,
        attention,
        alerts: Alerts::new(inbox.address),
        since: StoredValue::new(None),
        has_begun: StoredValue::new(false),
        account_at: StoredValue::new(now()),
    };
    let is_hinted = StoredValue::new(false);
    let pace = move || if is_hinted.get_value() && waits(outbox) { Pace::Hinted } else { Pace::Steady };
    let poll = poll(pace, move || news.round());
    hints::listen(
        poll,
        is_hinted,
        move || waits(outbox).then(|| inbox.open.get_untracked()),
        move |open, since| session.wait(wait_for_changes(open, since)),
        move |hint| {
            if hint.inbox {
                poll.wake();
            }
            if hint.conversation {
                inbox.open_changed.notify();
            }
        },
    );
    Effect::watch(move || inbox.wanted.track(), move |(), _, _| poll.wake(), false);
    // After an answer, the poll waits for hints on the conversation that is open now.
    Effect::watch(move || inbox.open.track(), move |(), _, _| poll.wake(), false);
    poll
}

/// Returns whether this tab waits for hints. Without https every tab is a leader, but a browser
/// opens only six connections to a server. In that case only visible tabs wait.
fn waits(outbox: Outbox) -> bool {
    outbox.leads() && (window().is_secure_context() || page::is_visible())
}

impl News {
    /// Runs one round of the poll.
    async fn round(self) -> Result<(), ApiError> {
        if now() - self.account_at.get_value() >= ACCOUNT_MS {
            self.account_at.set_value(now());
            self.session.refresh().await;
        }
        let Some(since) = self.since.get_value() else { return self.begin().await };
        let changes = self.session.poll(agent::poll_inbox(since)).await?;
        time::follow_server(&changes.now);
        if changes.reload {
            self.since.set_value(None);
            self.inbox.follow(false);
            self.inbox.invalidate();
            return self.begin().await;
        }
        self.apply_poll(&changes.conversations);
        changes.counts.into_iter().for_each(|counts| self.inbox.show_counts(counts));
        self.since.set_value(Some(changes.since));
        Ok(())
    }

    /// Fetches unread conversations. The first time they are not new, so the agent is not alerted.
    async fn begin(self) -> Result<(), ApiError> {
        let unread = InboxView { unread: true, ..InboxView::default() };
        let page = self.session.poll(agent::inbox(unread, None)).await?;
        if self.has_begun.get_value() {
            self.apply_poll(&page.conversations);
        } else {
            self.attention.begin(&page.conversations, self.me, page.next_cursor.is_some());
            self.attention.begin_mentions(page.counts.newest_mention);
            self.has_begun.set_value(true);
        }
        self.inbox.show_counts(page.counts);
        self.since.set_value(Some(page.since));
        self.inbox.follow(true);
        Ok(())
    }

    /// Alerts the agent to changes that concern them and are not on screen.
    fn apply_poll(self, changes: &[ConversationSummary]) {
        let open = self.inbox.open.get_untracked();
        let is_in_view = |id: &ConversationId| page::is_visible() && open.as_ref() == Some(id);
        let news = self.attention.note(changes, self.me);
        let mentions = self.attention.note_mentions(changes);
        let unseen = |news: Vec<_>| -> Vec<_> {
            news.into_iter().filter(|summary: &&ConversationSummary| !is_in_view(&summary.conversation_id)).collect()
        };
        self.alerts.tell(&unseen(news), &unseen(mentions), self.me);
        self.inbox.apply_poll(changes);
    }
}

/// Returns the milliseconds of a monotonic clock.
fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
