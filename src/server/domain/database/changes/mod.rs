//! Determines whether rows have changed since they were read, so that the values that
//! a poll needs can be kept in memory and are never out of date.
//!
//! The database itself reports which rows a commit has changed, so no code that writes
//! can forget to. SQLite reports the rows to the connection that writes ([`hook`]), and
//! its journal shows whether another process has written ([`foreign`]): a commit is
//! noted after it is on the disk and before its request is answered. On PostgreSQL,
//! triggers record what any program changes, and a request waits until these records
//! have been read ([`followed`]).
//!
//! A value in memory is valid only if none of its rows has changed since its reading
//! began. Only code that holds an [`UpToDate`] can check that. Correct answers do not
//! depend on anything here: without it, polls query the database.

mod followed;
mod foreign;
mod hook;
mod request;
mod waiting;

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

pub(super) use self::{
    followed::ChangeFollower,
    foreign::CommitCount,
    hook::{Rows, WrittenRows},
    request::{note_commit, note_read},
};
pub use self::{
    followed::Horizon,
    hook::FOLLOWED_TABLES,
    request::{has_read, sharing_one_check},
    waiting::{NoRoom, Waiter},
};
use self::{foreign::ForeignCommits, waiting::Waiting};
use super::Database;
use crate::model::ids::{AgentId, UserId};

/// The number of marks. Two rows may share a mark by chance; then a change of one
/// causes an unneeded read of the other. The marks take 512 kB.
const MARKS: usize = 1 << 16;

/// A row, or several that count as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// A conversation, by the number of its row.
    Conversation(i64),
    /// All conversations of a customer.
    ConversationsOf(UserId),
    /// A session, by the number of its row.
    Session(i64),
    /// An account.
    Account(UserId),
    /// An agent.
    Agent(AgentId),
    /// All agents.
    Agents,
    /// The settings.
    Settings,
    /// The number of the last change shown in the inbox.
    LastChange,
    /// The agents who look at conversations.
    Viewers,
    /// The customers and addresses that are blocked.
    Blocks,
    /// The addresses that customers write from.
    Networks,
    /// All drafts of an agent.
    Drafts(AgentId),
}

/// A point in the order of commits that this node has noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(u64);

/// Proves that all commits which were acknowledged before a request began are noted.
#[derive(Clone, Copy, Debug)]
pub struct UpToDate<'a>(&'a Changes);

impl UpToDate<'_> {
    /// Returns whether none of the rows has changed since a moment.
    pub fn are_unchanged(&self, since: Moment, rows: impl IntoIterator<Item = Row>) -> bool {
        self.0.are_unchanged(since, rows)
    }
}

impl Database {
    /// Notes all commits that were acknowledged before this call. Returns the proof
    /// with which memory can be trusted; none if that cannot be determined, and the
    /// database must be queried. On SQLite, it does not wait.
    pub async fn catch_up(&self) -> Option<UpToDate<'_>> {
        let is_known = match &self.followed {
            None => !self.file.is_lost() && self.changes.foreign_commits().are_all_noted(),
            // On the heap: otherwise it would make the futures of all requests larger.
            Some(followed) => request::has_checked() || Box::pin(check_followed(followed)).await,
        };
        is_known.then_some(UpToDate(&self.changes))
    }
}

async fn check_followed(followed: &ChangeFollower) -> bool {
    let began = Instant::now();
    let is_known = followed.wait_until_noted().await;
    if is_known {
        request::note_check(began);
    }
    is_known
}

/// The order in which rows have changed. Cheap to clone; all clones are the same.
#[derive(Clone, Debug)]
pub struct Changes(Arc<State>);

#[derive(Debug)]
struct State {
    /// How many commits were noted.
    last: AtomicU64,
    /// The moment at which everything last counted as changed.
    everything: AtomicU64,
    /// For each mark, the moment at which one of its rows last changed.
    marks: Box<[AtomicU64]>,
    hasher: RandomState,
    foreign: ForeignCommits,
    waiting: Waiting,
}

impl Default for Changes {
    fn default() -> Self {
        let marks = (0..MARKS).map(|_| AtomicU64::new(0)).collect();
        Self(Arc::new(State {
            last: AtomicU64::new(0),
            everything: AtomicU64::new(0),
            marks,
            hasher: RandomState::new(),
            foreign: ForeignCommits::default(),
            waiting: Waiting::default(),
        }))
    }
}

impl Changes {
    /// Returns the current moment. A value whose reading begins now is valid from it on.
    pub fn now(&self) -> Moment {
        Moment(self.0.last.load(Ordering::Acquire))
    }

    /// Returns whether one of the rows has changed since a moment, as far as that has been
    /// noted.
    pub fn have_changed(&self, since: Moment, rows: impl IntoIterator<Item = Row>) -> bool {
        !self.are_unchanged(since, rows)
    }

    fn are_unchanged(&self, since: Moment, rows: impl IntoIterator<Item = Row>) -> bool {
        let is_older = |changed: &AtomicU64| changed.load(Ordering::Acquire) <= since.0;
        is_older(&self.0.everything) && rows.into_iter().all(|row| is_older(self.mark(row)))
    }

    /// Notes that rows have changed, and wakes the requests that wait for them.
    pub(super) fn note(&self, rows: &HashSet<Row>) {
        let waiting = self.0.waiting.table();
        let moment = self.next();
        for row in rows {
            self.mark(*row).fetch_max(moment, Ordering::AcqRel);
        }
        waiting.wake(rows);
    }

    /// Notes that any row may have changed, and wakes all requests that wait.
    pub(super) fn note_everything(&self) {
        let waiting = self.0.waiting.table();
        self.0.everything.fetch_max(self.next(), Ordering::AcqRel);
        waiting.wake_all();
    }

    /// Returns a moment as a cursor for a client. It is valid on this node only, until
    /// it restarts.
    pub fn cursor(&self, moment: Moment) -> String {
        format!("{:x}.{:x}", self.node(), moment.0)
    }

    /// Reads a cursor that [`Self::cursor`] returned; none if it is from another node.
    pub fn read(&self, cursor: &str) -> Option<Moment> {
        let (node, moment) = cursor.split_once('.')?;
        let moment = u64::from_str_radix(moment, 16).ok()?;
        (u64::from_str_radix(node, 16).ok()? == self.node() && moment <= self.now().0).then_some(Moment(moment))
    }

    /// Returns the number of this node, which it keeps until it restarts.
    fn node(&self) -> u64 {
        self.0.hasher.hash_one(())
    }

    pub(super) fn foreign_commits(&self) -> &ForeignCommits {
        &self.0.foreign
    }

    fn next(&self) -> u64 {
        self.0.last.fetch_add(1, Ordering::AcqRel) + 1
    }

    fn mark(&self, row: Row) -> &AtomicU64 {
        let hash = usize::try_from(self.0.hasher.hash_one(row) % MARKS as u64).unwrap_or_default();
        &self.0.marks[hash]
    }
}
