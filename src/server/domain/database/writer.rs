//! Shares the commits of a SQLite file.
//!
//! A commit has to wait for the disk, and SQLite has one writer at a time. So the
//! transactions that wait for their turn are written one after the other into one
//! transaction of SQLite, as savepoints, and one commit writes all of them to the disk.
//! None is acknowledged before that. If the commit fails, all of them have failed.
//!
//! The commit queues for the same lock as the transactions: the first of them queues
//! it, behind those that wait already. So a single transaction is committed at once,
//! and no timer is involved.

use std::sync::Arc;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, QuerySelect, RuntimeErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait, entity::prelude::*,
};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot};

use super::{
    changes::{Changes, CommitCount, Row, Rows, WrittenRows},
    file_watch::FileWatch,
    late_index::index_listed,
};
use crate::{model::ids::UserId, server::entity::conversation};

/// Undoes what was written since the savepoint, and keeps the savepoint.
const UNDO: &str = "ROLLBACK TO adda_turn";

/// The connection that writes to a SQLite file.
#[derive(Clone, Debug)]
pub(super) struct Writer(Arc<Line>);

/// The state that the transactions share.
#[derive(Debug)]
struct Line {
    /// The lock that gives the turn to write.
    turn: Arc<Mutex<Option<Batch>>>,
    connection: DatabaseConnection,
    file: FileWatch,
    changes: Changes,
    written_rows: WrittenRows,
}

/// A transaction of SQLite that contains several of ours.
#[derive(Debug)]
struct Batch {
    transaction: DatabaseTransaction,
    commit_count: CommitCount,
    /// The transactions that wait for the commit.
    waiting: Vec<oneshot::Sender<Result<(), DbErr>>>,
    last: Last,
}

/// The state in which the last turn has left a batch.
#[derive(Clone, Copy, Debug)]
enum Last {
    /// No turn was taken yet.
    Nothing,
    /// A savepoint, followed by writes to keep.
    Kept,
    /// A savepoint, followed by writes to undo.
    Unkept,
    /// The turn was dropped, or failed, before it had a savepoint.
    Unclear,
}

/// The turn to write, with its own savepoint.
#[derive(Debug)]
pub(super) struct Turn(OwnedMappedMutexGuard<Option<Batch>, Batch>);

/// The turn itself, with the batch that is open.
type BatchTurn = OwnedMutexGuard<Option<Batch>>;

impl Batch {
    /// Begins a savepoint for the next turn, and undoes what the last one wrote and did not
    /// keep. One statement does both, because each statement costs a switch of threads.
    async fn save(&mut self) -> Result<(), DbErr> {
        let statement = match self.last {
            Last::Nothing => "SAVEPOINT adda_turn",
            Last::Kept => "RELEASE adda_turn; SAVEPOINT adda_turn",
            // The state stays so until the statement is done: if this future is dropped, the
            // writes are undone before the commit.
            Last::Unkept => return self.undo().await,
            Last::Unclear => return Err(DbErr::Custom("the batch has no savepoint".to_owned())),
        };
        self.last = Last::Unclear;
        self.transaction.execute_unprepared(statement).await?;
        self.last = Last::Unkept;
        Ok(())
    }

    /// Undoes what the last turn wrote and did not keep. SQLite rolls back the whole
    /// batch when the disk is full or fails
    /// (<https://www.sqlite.org/lang_transaction.html>, section 3): then the savepoint no
    /// longer exists, and this fails.
    async fn undo(&self) -> Result<(), DbErr> {
        match self.last {
            Last::Unkept => self.transaction.execute_unprepared(UNDO).await.map(drop),
            Last::Nothing | Last::Kept | Last::Unclear => Ok(()),
        }
    }
}

impl Writer {
    pub(super) fn new(
        connection: DatabaseConnection,
        file: FileWatch,
        changes: Changes,
        written_rows: WrittenRows,
    ) -> Self {
        Self(Arc::new(Line { turn: Arc::default(), connection, file, changes, written_rows }))
    }

    /// Returns the same writer on a connection that reports its statements differently.
    pub(super) fn on(&self, connection: DatabaseConnection) -> Self {
        let Line { turn, file, changes, written_rows, .. } = &*self.0;
        Self(Arc::new(Line {
            turn: Arc::clone(turn),
            connection,
            file: file.clone(),
            changes: changes.clone(),
            written_rows: written_rows.clone(),
        }))
    }

    /// Waits for the turn, and begins a savepoint in the open batch or in a new one.
    pub(super) async fn begin(&self) -> Result<Turn, DbErr> {
        let mut turn = Arc::clone(&self.0.turn).lock_owned().await;
        if let Some(batch) = &mut *turn
            && batch.save().await.is_err()
            && let Some(batch) = turn.take()
        {
            turn = self.end_in_task(batch, turn).await?;
        }
        if turn.is_none() {
            let batch = self.open().await?;
            turn.insert(batch).save().await?;
        }
        OwnedMutexGuard::try_map(turn, Option::as_mut)
            .map(Turn)
            .map_err(|_| DbErr::Custom("a batch is gone that was just opened".to_owned()))
    }

    /// Commits a batch, even if the caller stops waiting, and returns the turn.
    async fn end_in_task(&self, batch: Batch, turn: BatchTurn) -> Result<BatchTurn, DbErr> {
        let writer = self.clone();
        let ending = tokio::spawn(async move {
            writer.end(batch).await;
            turn
        });
        ending.await.map_err(|error| DbErr::Custom(error.to_string()))
    }

    /// Opens a batch and queues its commit.
    async fn open(&self) -> Result<Batch, DbErr> {
        let mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
        let transaction = self.0.connection.begin_with_options(options).await?;
        // Another process cannot commit before this one has.
        let commit_count = self.0.changes.note_foreign_commits();
        drop(self.0.written_rows.take());
        let writer = self.clone();
        tokio::spawn(async move {
            let mut turn = Arc::clone(&writer.0.turn).lock_owned().await;
            if let Some(batch) = turn.take() {
                writer.end(batch).await;
            }
        });
        Ok(Batch { transaction, commit_count, waiting: Vec::new(), last: Last::Nothing })
    }

    /// Commits a batch, notes what has changed, and then acknowledges it.
    async fn end(&self, batch: Batch) {
        if batch.waiting.is_empty() {
            // No turn was kept, so there is nothing to acknowledge. A connection that is not at
            // rest afterwards is closed.
            drop(batch.transaction.rollback().await);
            return;
        }
        let undone = batch.undo().await;
        let Batch { transaction, commit_count, waiting, .. } = batch;
        let changed = match undone {
            Ok(()) => self.finish(&transaction).await,
            Err(error) => Err(error),
        };
        let committed = match changed {
            Ok(rows) => self.commit(transaction, commit_count, &rows).await,
            Err(error) => Err(error),
        };
        for sender in waiting {
            // Sending fails if the request was cancelled. It needs no answer then.
            drop(sender.send(committed.as_ref().copied().map_err(failed)));
        }
    }

    /// Commits a transaction of SQLite, and notes the rows that it has changed.
    async fn commit(
        &self,
        transaction: DatabaseTransaction,
        commit_count: CommitCount,
        rows: &Rows,
    ) -> Result<(), DbErr> {
        let changes = &self.0.changes;
        // Without a written row, SQLite counts no commit. The next one may be another process's.
        if rows.is_written {
            changes.expect_own_commit(commit_count);
        }
        let committed = transaction.commit().await;
        match &committed {
            Ok(()) if rows.are_many => changes.note_everything(),
            Ok(()) => changes.note(&rows.rows),
            // It may have succeeded all the same.
            Err(_) => changes.note_everything(),
        }
        if rows.is_written && committed.is_ok() {
            changes.note_own_commit(commit_count);
        } else {
            changes.cancel_own_commit();
        }
        committed.and_then(|()| Ok(self.0.file.check()?))
    }

    /// Adds the messages of the batch to the search index. Returns what the batch has
    /// changed, and the customers whose conversations have changed.
    async fn finish(&self, transaction: &DatabaseTransaction) -> Result<Rows, DbErr> {
        let mut written_rows = self.0.written_rows.take();
        if written_rows.are_unindexed {
            index_listed(transaction).await?;
            // Indexing changes no row that a poll shows, and empties the list.
            drop(self.0.written_rows.take());
        }
        let conversations = written_rows.conversations();
        if written_rows.are_many || conversations.is_empty() {
            return Ok(written_rows);
        }
        let customers: Vec<UserId> = conversation::Entity::find()
            .select_only()
            .column(conversation::Column::UserId)
            .filter(conversation::Column::Id.is_in(conversations))
            .into_tuple()
            .all(transaction)
            .await?;
        written_rows.rows.extend(customers.into_iter().map(Row::ConversationsOf));
        Ok(written_rows)
    }
}

impl Turn {
    /// Returns the transaction to write in.
    pub(super) fn transaction(&self) -> &DatabaseTransaction {
        &self.0.transaction
    }

    /// Keeps what was written, passes the turn on, and waits for the shared commit.
    pub(super) async fn commit(mut self) -> Result<(), DbErr> {
        let (sender, committed) = oneshot::channel();
        self.0.last = Last::Kept;
        self.0.waiting.push(sender);
        drop(self);
        // A batch that is dropped without a commit is rolled back.
        committed.await.unwrap_or_else(|_| Err(failed(&DbErr::Custom("it was given up".to_owned()))))
    }
}

/// Returns the error of a shared commit, for one of its transactions. It counts as
/// temporary: a retry may succeed.
fn failed(error: &DbErr) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(format!("the shared commit failed: {error}")))
}
