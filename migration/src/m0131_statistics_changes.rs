//! The days of the past that have changed, for the statistics. New.
//!
//! A server caches the statistics of a day in memory (`statistics/day_cache.rs`), and checks in
//! `support_statistics_change` whether they are still valid. Triggers write to it when data that
//! the statistics count changes: a day, counted since 1970 in UTC, and a number that no earlier
//! change of that day had. On SQLite the number counts the changes. On PostgreSQL it is the
//! transaction's id, so that transactions that change the same day do not wait for each other.
//!
//! Yesterday and today are not recorded: they change all the time, and servers do not cache
//! them. So a message costs nothing here.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const CHANGES: &str = "support_statistics_change";

/// A table that the statistics count.
struct Counted {
    table: &'static str,
    /// The timestamps that assign its rows to days.
    moments: &'static [&'static str],
    /// The other columns that the counts depend on.
    columns: &'static [&'static str],
}

const COUNTED: [Counted; 3] = [
    Counted {
        table: "support_conversation",
        moments: &["first_message_at", "responded_at", "resolved_at", "rated_at"],
        columns: &["asked_at", "opened_at", "status", "priority", "language", "assigned_agent_id", "rating"],
    },
    Counted {
        table: "support_conversation_period",
        moments: &["responded_at", "resolved_at"],
        columns: &["asked_at", "opened_at"],
    },
    Counted {
        table: "support_message",
        moments: &["created_at"],
        columns: &["sender_id", "is_agent", "message_type", "is_note"],
    },
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let key = if is_sqlite { "day" } else { "day, change" };
        let table =
            format!("CREATE TABLE {CHANGES} (day bigint NOT NULL, change bigint NOT NULL, PRIMARY KEY ({key}))");
        let triggers = COUNTED.iter().flat_map(|counted| if is_sqlite { counted.sqlite() } else { counted.postgres() });
        for sql in std::iter::once(table).chain(triggers) {
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        for Counted { table, .. } in &COUNTED {
            let sql = if is_sqlite {
                ["insert", "update", "delete"].map(|event| format!("DROP TRIGGER {table}_counted_{event};")).concat()
            } else {
                format!("DROP FUNCTION {table}_counted() CASCADE")
            };
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        manager.get_connection().execute_unprepared(&format!("DROP TABLE {CHANGES}")).await.map(drop)
    }
}

impl Counted {
    /// Returns the condition that an update changes a counted column.
    fn differs(&self) -> String {
        let pair = |column: &&str| format!("old.{column} IS DISTINCT FROM new.{column}");
        self.moments.iter().chain(self.columns).map(pair).collect::<Vec<_>>().join(" OR ")
    }

    /// Returns the condition that one of a row's timestamps is before
    /// yesterday.
    fn is_past(&self, row: &str, border: &str) -> String {
        self.moments.iter().map(|moment| format!("{row}.{moment} < {border}")).collect::<Vec<_>>().join(" OR ")
    }

    fn sqlite(&self) -> Vec<String> {
        let Self { table, moments, columns } = self;
        // Timestamps are texts that sort by time.
        let border = "date('now', '-1 day')";
        let note = |row: &str| {
            let days: Vec<String> =
                moments.iter().map(|moment| format!("SELECT unixepoch({row}.{moment}) / 86400 AS day")).collect();
            format!(
                "INSERT INTO {CHANGES} (day, change) SELECT day, 1 FROM ({}) \
                 WHERE day < unixepoch({border}) / 86400 ON CONFLICT (day) DO UPDATE SET change = change + 1;",
                days.join(" UNION ")
            )
        };
        let trigger = |event: &str, on: String, when: String, actions: String| {
            format!("CREATE TRIGGER {table}_counted_{event} AFTER {on} ON {table} WHEN {when} BEGIN {actions} END")
        };
        let of = moments.iter().chain(*columns).copied().collect::<Vec<_>>().join(", ");
        vec![
            trigger("insert", "INSERT".to_owned(), self.is_past("new", border), note("new")),
            trigger("update", format!("UPDATE OF {of}"), self.differs(), note("old") + &note("new")),
            trigger("delete", "DELETE".to_owned(), self.is_past("old", border), note("old")),
        ]
    }

    fn postgres(&self) -> Vec<String> {
        let Self { table, moments, .. } = self;
        let border = "date_trunc('day', now(), 'UTC') - interval '1 day'";
        let note = |row: &str| {
            let moments: Vec<String> = moments.iter().map(|moment| format!("({row}.{moment})")).collect();
            format!(
                "INSERT INTO {CHANGES} (day, change) \
                 SELECT DISTINCT floor(date_part('epoch', moment) / 86400)::bigint, pg_current_xact_id()::text::bigint \
                 FROM (VALUES {}) AS moments (moment) WHERE moment < {border} ON CONFLICT DO NOTHING;",
                moments.join(", ")
            )
        };
        let trigger = |event: &str, when: String| {
            format!(
                "CREATE TRIGGER {table}_counted_{event} AFTER {event} ON {table} FOR EACH ROW WHEN ({when}) \
                 EXECUTE FUNCTION {table}_counted()"
            )
        };
        vec![
            format!(
                "CREATE FUNCTION {table}_counted() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ \
                 BEGIN IF TG_OP <> 'INSERT' THEN {} END IF; IF TG_OP <> 'DELETE' THEN {} END IF; RETURN NULL; END $$",
                note("old"),
                note("new")
            ),
            trigger("insert", self.is_past("new", border)),
            trigger("update", self.differs()),
            trigger("delete", self.is_past("old", border)),
        ]
    }
}
