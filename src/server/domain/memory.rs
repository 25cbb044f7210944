//! Keeps the values that polls and new messages need in memory: a poll that finds
//! nothing new makes no query, and a new message queries only its conversation.
//!
//! Each value is kept with the moment at which its reading began, and is valid as long as the
//! rows that it was read from have not changed. Code that holds an [`UpToDate`] can check that
//! ([`Changes`](super::database::Changes)). The values are read in the same places as without
//! this cache, by [`ValueCache::get`] or, if several are read at once, after
//! [`ValueCache::known`]. The memory only holds copies of values in the database, so all of it
//! can be dropped at any time.
//!
//! The queries call `all` and take the only row. `one` would bind a limit, for which SQLite
//! compiles the statement each time.

use std::{
    fmt,
    hash::Hash,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use quick_cache::sync::Cache;

use super::{
    access::sessions::KnownSession,
    blocks::NotBlocked,
    chat::{known_drafts::KnownDrafts, news::UnreadOfCustomer, viewers::KnownViewers},
    database::{Database, Moment, Row, UpToDate},
    error::DomainError,
    inbox::{LatestChange, RecentRow},
};
use crate::{
    model::ids::{AgentId, ConversationId, UserId},
    server::{
        client::Network,
        entity::{agent, conversation, customer_network},
    },
};

/// How many values of a kind are kept: more than the number of clients of one node. The
/// largest, a conversation or a row of the inbox, takes about 1 kB.
const CAPACITY: usize = 50_000;

/// The memory of a node.
#[derive(Default)]
pub(super) struct Memory {
    /// Sessions, by the hashes of their tokens.
    pub sessions: ValueCache<String, KnownSession>,
    /// Agents who are not disabled, by their accounts.
    pub agents: ValueCache<UserId, agent::Model>,
    /// Agents to whom conversations are assigned.
    pub assignees: ValueCache<AgentId, agent::Model>,
    /// Customers and addresses that are not blocked.
    pub not_blocked: ValueCache<(Option<UserId>, Option<Network>), NotBlocked>,
    /// The addresses that customers have written from.
    pub networks: ValueCache<UserId, customer_network::Model>,
    /// Conversations.
    pub conversations: ValueCache<ConversationId, conversation::Model>,
    /// The unread messages of customers.
    pub unread: ValueCache<UserId, UnreadOfCustomer>,
    /// The agents who look at conversations.
    pub viewers: ValueCache<ConversationId, KnownViewers>,
    /// The conversations that agents have drafts in.
    pub drafts: ValueCache<AgentId, KnownDrafts>,
    /// The last change shown in the inbox.
    pub latest_change: ValueCache<(), LatestChange>,
    /// Rows of the inbox that changed recently, by the numbers of the conversations' rows.
    pub recent_rows: ValueCache<i64, RecentRow>,
}

impl Memory {
    /// Drops values that were not used since the last call, so that a node whose
    /// clients have left needs no memory for them.
    pub fn drop_unused(&self) {
        let Self {
            sessions,
            agents,
            assignees,
            not_blocked,
            networks,
            conversations,
            unread,
            viewers,
            drafts,
            latest_change,
            recent_rows,
        } = self;
        sessions.drop_unused();
        agents.drop_unused();
        assignees.drop_unused();
        not_blocked.drop_unused();
        networks.drop_unused();
        conversations.drop_unused();
        unread.drop_unused();
        viewers.drop_unused();
        drafts.drop_unused();
        latest_change.drop_unused();
        recent_rows.drop_unused();
    }
}

/// A value that can be kept.
pub(super) trait FromRows {
    /// Returns the rows that it was read from.
    fn rows(&self) -> impl Iterator<Item = Row>;
}

impl FromRows for agent::Model {
    fn rows(&self) -> impl Iterator<Item = Row> {
        [Row::Agent(self.id)].into_iter()
    }
}

impl FromRows for conversation::Model {
    fn rows(&self) -> impl Iterator<Item = Row> {
        [Row::Conversation(self.id)].into_iter()
    }
}

impl FromRows for customer_network::Model {
    fn rows(&self) -> impl Iterator<Item = Row> {
        // The row numbers of this table are not the customers' ids.
        [Row::Networks].into_iter()
    }
}

/// Values of a kind. Those that were not used recently make room for others.
pub(super) struct ValueCache<K, V> {
    entries: Cache<K, Arc<Entry<V>>>,
}

/// A value that is kept.
struct Entry<V> {
    /// When its reading began.
    moment: Moment,
    /// Whether it was used since the last call of [`Memory::drop_unused`].
    is_used: AtomicBool,
    value: Arc<V>,
}

impl<K: Eq + Hash, V> Default for ValueCache<K, V> {
    fn default() -> Self {
        Self { entries: Cache::new(CAPACITY) }
    }
}

impl<K, V> fmt::Debug for ValueCache<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ValueCache(…)")
    }
}

impl<K: Eq + Hash, V: FromRows> ValueCache<K, V> {
    /// Returns the current value of a key. Reads it if it is not in memory.
    ///
    /// # Errors
    /// If reading it fails.
    pub async fn get<F>(
        &self,
        database: &Database,
        key: K,
        read: impl FnOnce() -> F,
    ) -> Result<Option<Arc<V>>, DomainError>
    where
        F: Future<Output = Result<Option<V>, DomainError>>,
    {
        if let Some(now) = database.catch_up().await
            && let Some(value) = self.known(now, &key)
        {
            return Ok(Some(value));
        }
        // Taken before the reading: changes during it are not in the value.
        let moment = database.changes().now();
        // Boxed, because most polls do not read, and the future of a reading takes
        // several kilobytes.
        let Some(value) = Box::pin(read()).await? else { return Ok(None) };
        let value = Arc::new(value);
        self.share(key, moment, Arc::clone(&value));
        Ok(Some(value))
    }

    /// Returns the value of a key if it is in memory and still valid.
    pub fn known(&self, now: UpToDate<'_>, key: &K) -> Option<Arc<V>> {
        self.known_since(now, key).map(|(_, value)| value)
    }

    /// Returns the same, and the moment at which its reading began.
    pub fn known_since(&self, now: UpToDate<'_>, key: &K) -> Option<(Moment, Arc<V>)> {
        let entry = self.entries.get(key)?;
        if !now.are_unchanged(entry.moment, entry.value.rows()) {
            return None;
        }
        entry.is_used.store(true, Ordering::Relaxed);
        Some((entry.moment, Arc::clone(&entry.value)))
    }

    /// Keeps a value that was read after a moment.
    pub fn keep(&self, key: K, moment: Moment, value: V) {
        self.share(key, moment, Arc::new(value));
    }

    /// Keeps a value that is in use elsewhere.
    pub fn share(&self, key: K, moment: Moment, value: Arc<V>) {
        self.entries.insert(key, Arc::new(Entry { moment, is_used: AtomicBool::new(true), value }));
    }

    fn drop_unused(&self) {
        self.entries.retain(|_, entry| entry.is_used.swap(false, Ordering::Relaxed));
    }
}
