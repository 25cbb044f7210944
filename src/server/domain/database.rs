//! The database, SQLite or PostgreSQL.

mod changes;
mod closing;
mod existing;
mod failure;
mod file_watch;
mod incidental;
mod late_index;
mod load;
mod observed;
mod pools;
mod read_at;
mod readiness;
mod reason;
mod residue;
mod sql;
mod timeouts;
mod transaction;
mod writer;

use std::path::Path;

use adda_migration::{MigrationError, Schema};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use sea_orm::{ConnAcquireErr, Database as SeaDatabase, DatabaseConnection, DbBackend, DbErr, TransactionTrait};
use tokio::time::timeout;

use self::{
    changes::{ChangeFollower, WrittenRows, note_read},
    file_watch::FileWatch,
    incidental::Incidental,
    pools::{READ_TIMEOUT, WRITE_TIMEOUT},
    readiness::Proof,
    writer::Writer,
};
pub use self::{
    changes::{Changes, FOLLOWED_TABLES, Horizon, Moment, NoRoom, Row, UpToDate, Waiter, has_read, sharing_one_check},
    existing::{has_tables, open_existing},
    failure::{is_absent, is_temporary},
    file_watch::FileFault,
    load::PoolLoad,
    readiness::{NotReady, READY_TIMEOUT},
    reason::reason,
    sql::{select, statement},
    timeouts::DatabaseTimeouts,
    transaction::Transaction,
};

/// The characters of a path that are escaped in an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// Connections for reading and for writing. They are separate, so that reads
/// never queue behind writes that wait. SQLite has one writer at a time: with a
/// single connection, writers wait in order instead of making each other fail.
#[derive(Clone, Debug)]
pub struct Database {
    read: DatabaseConnection,
    write: DatabaseConnection,
    /// Shares the commits of a SQLite file; none on PostgreSQL.
    writer: Option<Writer>,
    /// The connection that changes the tables; used only during migrations.
    schema: DatabaseConnection,
    timeouts: DatabaseTimeouts,
    file: FileWatch,
    changes: Changes,
    /// Follows the commits to PostgreSQL; none on SQLite.
    followed: Option<ChangeFollower>,
    incidental: Incidental,
    proof: Proof,
}

impl Database {
    /// Opens a database, and creates the SQLite file if it does not exist.
    ///
    /// # Errors
    /// If it cannot be opened or reached.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        Self::connect_with(url, DatabaseTimeouts::default()).await
    }

    /// Opens a database like [`Self::connect`], with other timeouts for requests.
    ///
    /// # Errors
    /// If it cannot be opened or reached.
    pub async fn connect_with(url: &str, timeouts: DatabaseTimeouts) -> Result<Self, DbErr> {
        let (file, changes) = (FileWatch::default(), Changes::default());
        let (read, write, writer, followed, schema) = if url.starts_with("sqlite:") {
            let (path, written_rows) = (pools::make_sqlite_file(url).await?, WrittenRows::default());
            file.note(&path);
            // The writer is opened first, because it sets the journal mode.
            let write = pools::open(|| pools::sqlite_writer(url, timeouts, &file, &written_rows)).await?;
            let read = pools::open(|| pools::sqlite_readers(url, timeouts, &file)).await?;
            changes.watch(&path);
            let writer = Writer::new(write.clone(), file.clone(), changes.clone(), written_rows);
            (read, write, Some(writer), None, SeaDatabase::connect(pools::sqlite_schema(url)).await?)
        } else {
            // Connects once without the pool, which would retry until its
            // timeout and then not report why.
            pools::reach_postgres(url).await?;
            let write = pools::open(|| pools::postgres(url, timeouts, WRITE_TIMEOUT)).await?;
            let read = pools::open(|| pools::postgres(url, timeouts, READ_TIMEOUT)).await?;
            let followed = ChangeFollower::new(url)?;
            (read, write, None, Some(followed), SeaDatabase::connect(pools::postgres_schema(url)).await?)
        };
        let (incidental, proof) = (Incidental::default(), Proof::default());
        Ok(Self { read, write, writer, schema, timeouts, file, changes, followed, incidental, proof })
    }

    /// Returns the address of a SQLite file. Its path may contain any character that
    /// has a meaning in an address.
    pub fn sqlite_url(file: &Path) -> String {
        let path = percent_encode(file.as_os_str().as_encoded_bytes(), PATH);
        format!("sqlite://{path}?mode=rwc")
    }

    /// Brings the tables up to date. An interruption leaves the database as the
    /// last complete migration left it, and the next call continues.
    ///
    /// # Errors
    /// If a migration fails or a newer version has changed the database.
    pub async fn migrate(&self) -> Result<(), MigrationError> {
        adda_migration::bring_up_to_date(&self.schema).await
    }

    /// Returns how the tables compare with those that this program was built for.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn schema(&self) -> Result<Schema, DbErr> {
        Schema::read(&self.read).await
    }

    /// Returns a connection for reading.
    pub fn read(&self) -> &DatabaseConnection {
        note_read();
        &self.read
    }

    /// Begins a transaction for writing. On SQLite it waits for its turn and has the write
    /// lock from the beginning: a transaction that begins with a read may fail to get the
    /// lock later.
    ///
    /// # Errors
    /// If the database cannot be reached, is not free within [`DatabaseTimeouts::turn`], or its
    /// file was deleted, replaced or overwritten.
    pub async fn begin(&self) -> Result<Transaction, DbErr> {
        note_read();
        self.file.check()?;
        let begin = async {
            match &self.writer {
                Some(writer) => writer.begin().await.map(Transaction::from),
                None => self.write.begin().await.map(Transaction::from),
            }
        };
        let late = || DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
        timeout(self.timeouts.turn, begin).await.map_err(|_| late())?
    }

    /// Returns the same database without knowledge of its changes, so that polls always
    /// query it.
    #[must_use]
    pub fn without_memory(self) -> Self {
        let followed = self.followed.as_ref().map(ChangeFollower::idle);
        Self { changes: Changes::default(), followed, ..self }
    }

    /// Returns the order in which rows have changed.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Returns whether the database is a file on this machine rather than a server.
    pub fn is_sqlite(&self) -> bool {
        self.write.get_database_backend() == DbBackend::Sqlite
    }
}
