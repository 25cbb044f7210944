//! Collects from SQLite the rows that a transaction changes.

use std::{
    collections::HashSet,
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use sea_orm::EntityName;

use super::{super::late_index::LIST as UNINDEXED, Row};
use crate::{
    model::ids::{AgentId, UserId},
    server::entity::{
        account, agent, block, chat_settings, conversation, customer_network, draft_list, session, viewer,
    },
};

/// The table that holds the number of the last change. It has no entity.
const LAST_CHANGE: &str = "support_change_counter";

/// The tables whose changes are noted, on both databases. On PostgreSQL, the triggers of
/// `m0140_row_changes` and `m0194_drafts` report them.
pub const FOLLOWED_TABLES: [&str; 10] = [
    "support_conversation",
    "support_session",
    "accounts_user",
    "support_supportagent",
    "support_chatsettings",
    LAST_CHANGE,
    "support_viewer",
    "support_block",
    "support_customernetwork",
    "support_draftlist",
];

/// The number of rows after which everything counts as changed.
const MAX_ROWS: usize = 1_000;

/// The rows that the writing connection has changed in its transaction. Rows of a part
/// that was rolled back may be among them.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct WrittenRows(Arc<Mutex<Rows>>);

/// Rows that have changed.
#[derive(Debug, Default)]
pub(in super::super) struct Rows {
    /// Rows whose changes polls show.
    pub(in super::super) rows: HashSet<Row>,
    /// Whether any row was written, of any table.
    pub(in super::super) is_written: bool,
    /// Whether there were too many to list.
    pub(in super::super) are_many: bool,
    /// Whether the list of messages that are not in the search index yet was written.
    pub(in super::super) are_unindexed: bool,
}

impl WrittenRows {
    /// Notes that SQLite has written the row with this number (`rowid`) in a table. SQLite
    /// also calls it for rows that triggers and foreign keys change
    /// (<https://www.sqlite.org/c3ref/update_hook.html>).
    pub(in super::super) fn add(&self, table: &str, number: i64) {
        let mut written_rows = self.lock();
        written_rows.is_written = true;
        let named = |name: &str| table == name;
        let rows: &[Row] = if named(conversation::Entity.table_name()) {
            &[Row::Conversation(number)]
        } else if named(session::Entity.table_name()) {
            &[Row::Session(number)]
        } else if named(account::Entity.table_name()) {
            &[Row::Account(UserId(number))]
        } else if named(agent::Entity.table_name()) {
            &[Row::Agent(AgentId(number)), Row::Agents]
        } else if named(chat_settings::Entity.table_name()) {
            &[Row::Settings]
        } else if named(LAST_CHANGE) {
            &[Row::LastChange]
        } else if named(viewer::Entity.table_name()) {
            &[Row::Viewers]
        } else if named(block::Entity.table_name()) {
            &[Row::Blocks]
        } else if named(customer_network::Entity.table_name()) {
            &[Row::Networks]
        } else if named(draft_list::Entity.table_name()) {
            &[Row::Drafts(AgentId(number))]
        } else {
            written_rows.are_unindexed |= named(UNINDEXED);
            return;
        };
        if written_rows.rows.len() < MAX_ROWS {
            written_rows.rows.extend(rows);
        } else {
            written_rows.are_many = true;
        }
    }

    /// Returns the rows that were noted since the last call.
    pub(in super::super) fn take(&self) -> Rows {
        mem::take(&mut *self.lock())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Rows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rows {
    /// Returns the numbers of the conversations among them.
    pub(in super::super) fn conversations(&self) -> Vec<i64> {
        let number = |row: &Row| if let Row::Conversation(number) = row { Some(*number) } else { None };
        self.rows.iter().filter_map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_the_followed_tables_are_noted_and_no_others() {
        let written_rows = WrittenRows::default();
        for table in FOLLOWED_TABLES {
            written_rows.add(table, 7);
            assert!(!written_rows.take().rows.is_empty(), "{table}");
        }
        written_rows.add("support_message", 7);
        let message = written_rows.take();
        assert!(message.rows.is_empty() && message.is_written);
        assert!(!written_rows.take().is_written);
    }
}
