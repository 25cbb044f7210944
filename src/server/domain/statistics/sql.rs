//! The queries of the statistics. In each, `$1` is the first moment or quarter of an hour, and
//! `$2` the first one after the last.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;

use crate::{
    model::{
        conversation::{Priority, Status},
        ids::{AgentId, UserId},
        language::Language,
    },
    server::domain::statistics::day::Kind,
};

/// Conversations by their first message.
pub(super) const BEGAN: &str = "\
    SELECT first_message_at, status, priority, language, assigned_agent_id \
    FROM support_conversation \
    WHERE first_message_at >= $1 AND first_message_at < $2";

/// Customers' messages. System messages and notes do not count. This condition and that of
/// [`REPLIED`] are written as in their indexes (the migration `m0144_message_indexes`), otherwise
/// SQLite does not use the indexes. `quarter` is a generated column (`m0041_quarters`).
pub(super) const ASKED: &str = "\
    SELECT quarter, COUNT(*) AS messages \
    FROM support_message \
    WHERE quarter >= $1 AND quarter < $2 \
    AND is_agent = FALSE AND message_type <> 'system' AND is_note = FALSE \
    GROUP BY quarter";

/// Agents' replies.
pub(super) const REPLIED: &str = "\
    SELECT quarter, sender_id, COUNT(*) AS messages \
    FROM support_message \
    WHERE quarter >= $1 AND quarter < $2 \
    AND is_agent = TRUE AND message_type <> 'system' AND is_note = FALSE \
    GROUP BY quarter, sender_id";

/// Periods by their first response. The last period of each conversation is in its own row. A
/// period has ended even if another one follows.
pub(super) const RESPONDED: &str = "\
    SELECT asked_at AS since, responded_at AS until \
    FROM support_conversation \
    WHERE responded_at >= $1 AND responded_at < $2 AND asked_at IS NOT NULL \
    UNION ALL \
    SELECT asked_at, responded_at \
    FROM support_conversation_period \
    WHERE responded_at >= $1 AND responded_at < $2 AND asked_at IS NOT NULL";

/// Periods by their end.
pub(super) const RESOLVED: &str = "\
    SELECT opened_at AS since, resolved_at AS until \
    FROM support_conversation \
    WHERE resolved_at >= $1 AND resolved_at < $2 AND opened_at IS NOT NULL \
    UNION ALL \
    SELECT opened_at, resolved_at \
    FROM support_conversation_period \
    WHERE resolved_at >= $1 AND resolved_at < $2 AND opened_at IS NOT NULL";

/// Ratings.
pub(super) const RATED: &str = "\
    SELECT rated_at, rating \
    FROM support_conversation \
    WHERE rated_at >= $1 AND rated_at < $2 AND rating IS NOT NULL";

/// Customers who wait for an answer now.
pub(super) const WAITING: &str = "\
    SELECT COUNT(*) AS conversations, MIN(waiting_since) AS since \
    FROM support_conversation \
    WHERE waiting_since IS NOT NULL AND status IN ('open', 'pending')";

/// A row of [`BEGAN`].
#[derive(FromQueryResult)]
pub(super) struct Began {
    pub first_message_at: DateTime<Utc>,
    status: Status,
    priority: Priority,
    language: Language,
    assigned_agent_id: Option<AgentId>,
}

impl Began {
    pub fn kind(&self) -> Kind {
        let Self { status, priority, language, assigned_agent_id: agent, .. } = *self;
        Kind { status, priority, language, agent }
    }
}

/// A row of [`ASKED`].
#[derive(FromQueryResult)]
pub(super) struct Asked {
    pub quarter: i64,
    pub messages: i64,
}

/// A row of [`REPLIED`].
#[derive(FromQueryResult)]
pub(super) struct Replied {
    pub quarter: i64,
    pub sender_id: Option<UserId>,
    pub messages: i64,
}

/// A row of [`RESPONDED`] or [`RESOLVED`].
#[derive(FromQueryResult)]
pub(super) struct Ended {
    pub since: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// A row of [`RATED`].
#[derive(FromQueryResult)]
pub(super) struct Rated {
    pub rated_at: DateTime<Utc>,
    pub rating: i32,
}

/// The row of [`WAITING`].
#[derive(FromQueryResult)]
pub(super) struct WaitingNow {
    pub conversations: i64,
    pub since: Option<DateTime<Utc>>,
}
