//! `support_row_change`: the changed rows that nodes cache in memory. New, on
//! PostgreSQL only: SQLite itself notifies its one writer.
//!
//! Triggers write it, so that no program that changes a row can forget to. Each entry has the
//! number of its transaction, like `support_conversation.change_seq` (`m0060_changes`): the
//! entries that a later snapshot sees and an earlier one does not are the changes between the
//! two. Rows are only added, so that transactions do not wait for each other. `NOTIFY` would
//! serve the same purpose, but makes every transaction wait until the one before it is on the
//! disk: it holds a lock of the whole server until the end of the commit (`PreCommit_Notify` in
//! PostgreSQL's `src/backend/commands/async.c`).
//!
//! The table is not logged. After a crash of the server it is empty, and nodes, whose
//! connections have ended with the crash, start with an empty cache. Old entries are deleted
//! regularly. `support_row_change_trimmed` holds the number below which entries may be missing.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const CHANGES: &str = "support_row_change";
const TRIMMED: &str = "support_row_change_trimmed";
const TRANSACTION: &str = "pg_current_xact_id()::text::bigint";
/// The maximum number of entries that a statement adds. One that changes more rows adds a single
/// entry, which stands for all rows.
const MAX_ENTRIES: u32 = 1_000;

/// A table whose changes are recorded.
pub(crate) struct Recorded {
    pub table: &'static str,
    /// How a changed row is recorded: the subject, and the column with its
    /// number.
    pub rows: &'static [(&'static str, &'static str)],
    /// How any change of the table is recorded: the subject, and the condition
    /// for changes that count.
    pub whole: &'static [(&'static str, &'static str)],
}

/// The recorded tables, and how.
const RECORDED: [Recorded; 10] = [
    Recorded { table: "accounts_user", rows: &[("account", "id")], whole: &[] },
    Recorded { table: "support_session", rows: &[("session", "id")], whole: &[] },
    Recorded { table: "support_supportagent", rows: &[("agent", "id")], whole: &[("agents", "true")] },
    Recorded {
        table: "support_conversation",
        rows: &[("conversation", "id"), ("conversations_of", "user_id")],
        // Notes, visits and typing do not change the inbox.
        whole: &[("last_change", "change_seq = pg_current_xact_id()::text::bigint")],
    },
    Recorded { table: "support_inbox_change", rows: &[], whole: &[("last_change", "true")] },
    Recorded { table: "support_change_counter", rows: &[], whole: &[("last_change", "true")] },
    Recorded { table: "support_chatsettings", rows: &[], whole: &[("settings", "true")] },
    Recorded { table: "support_viewer", rows: &[], whole: &[("viewers", "true")] },
    Recorded { table: "support_block", rows: &[], whole: &[("blocks", "true")] },
    Recorded { table: "support_customernetwork", rows: &[], whole: &[("networks", "true")] },
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            return Ok(());
        }
        let tables = [
            format!(
                "CREATE UNLOGGED TABLE {CHANGES} (seq bigint NOT NULL, subject varchar NOT NULL, \
                 subject_id bigint NOT NULL, PRIMARY KEY (seq, subject, subject_id))"
            ),
            format!("CREATE TABLE {TRIMMED} (id integer NOT NULL PRIMARY KEY, below bigint NOT NULL)"),
            format!("INSERT INTO {TRIMMED} (id, below) VALUES (1, 0)"),
        ];
        for sql in tables.into_iter().chain(RECORDED.iter().flat_map(Recorded::up)) {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            return Ok(());
        }
        // Drops their triggers too.
        let functions = RECORDED.iter().map(Recorded::down);
        for sql in functions.chain([CHANGES, TRIMMED].map(|table| format!("DROP TABLE {table}"))) {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

impl Recorded {
    /// Returns the function of the triggers, and a trigger for each kind of statement, because
    /// one trigger cannot have the rows of several kinds.
    pub(crate) fn up(&self) -> Vec<String> {
        let Self { table, .. } = self;
        let function = format!(
            "CREATE FUNCTION {table}_told() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN \
             IF TG_OP = 'INSERT' THEN {} ELSIF TG_OP = 'UPDATE' THEN {} ELSIF TG_OP = 'DELETE' THEN {} \
             ELSE INSERT INTO {CHANGES} (seq, subject, subject_id) VALUES ({TRANSACTION}, 'everything', 0) \
             ON CONFLICT DO NOTHING; END IF; RETURN NULL; END $$",
            self.note("SELECT * FROM new_rows"),
            self.note("SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows"),
            self.note("SELECT * FROM old_rows"),
        );
        let trigger = |event: &str, rows: &str| {
            format!(
                "CREATE TRIGGER {table}_told_{event} AFTER {event} ON {table} {rows} FOR EACH STATEMENT \
                 EXECUTE FUNCTION {table}_told()"
            )
        };
        vec![
            function,
            trigger("insert", "REFERENCING NEW TABLE AS new_rows"),
            trigger("update", "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"),
            trigger("delete", "REFERENCING OLD TABLE AS old_rows"),
            trigger("truncate", ""),
        ]
    }

    /// Returns the statement that removes the function and its triggers.
    pub(crate) fn down(&self) -> String {
        format!("DROP FUNCTION {}_told CASCADE", self.table)
    }

    /// Returns the code that adds the entries of a statement. A statement that has changed no
    /// row adds none, and so needs no transaction id.
    fn note(&self, changed: &str) -> String {
        let whole = self.whole.iter().map(|(subject, condition)| {
            format!(
                "SELECT '{subject}' AS subject, 0 AS subject_id WHERE EXISTS (SELECT FROM changed WHERE {condition})"
            )
        });
        let rows = self
            .rows
            .iter()
            .map(|(subject, number)| format!("SELECT '{subject}' AS subject, {number} AS subject_id FROM changed"));
        let noted = whole.chain(rows).collect::<Vec<_>>().join(" UNION ALL ");
        format!(
            "WITH changed AS ({changed}), \
             noted AS MATERIALIZED ({noted} LIMIT {MAX_ENTRIES} + 1), \
             size AS (SELECT count(*) > {MAX_ENTRIES} AS is_large FROM noted) \
             INSERT INTO {CHANGES} (seq, subject, subject_id) \
             SELECT {TRANSACTION}, subject, subject_id FROM noted, size WHERE NOT is_large \
             UNION ALL SELECT {TRANSACTION}, 'everything', 0 FROM size WHERE is_large \
             ON CONFLICT DO NOTHING;"
        )
    }
}
