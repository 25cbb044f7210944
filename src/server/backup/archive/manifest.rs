//! What a backup says about itself.

use std::fmt;

use chrono::{DateTime, Utc};
use sea_orm::DbBackend;
use serde::{Deserialize, Serialize};

/// The version of the format that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// The first entry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    pub format: u32,
    /// The version of Adda that made the backup.
    pub adda: String,
    /// When the copy of the database was taken.
    pub made_at: DateTime<Utc>,
    /// The kind of the database.
    pub database: Kind,
    /// The last of `migrations`.
    pub newest_migration: String,
    /// The migrations that the database had, in their order.
    pub migrations: Vec<String>,
    /// The numbers of rows.
    pub counts: Counts,
}

/// The number of rows of the main tables.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Counts {
    /// Conversations.
    pub conversations: u64,
    /// Messages, with notes and lines by the system.
    pub messages: u64,
    /// Agents.
    pub agents: u64,
    /// Files to which rows refer: attachments, thumbnails and agents' pictures.
    pub files: u64,
}

/// The last entry.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// How many entries precede, without the lists of checksums.
    pub entries: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// How many files were copied.
    pub files: u64,
    /// How many files were missing in the store.
    pub missing: u64,
    /// The names of the first missing files.
    pub missing_names: Vec<String>,
    /// The SHA-256 of all lists of checksums, one after the other.
    pub checksums: String,
}

/// The kind of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A file.
    Sqlite,
    /// A server.
    Postgresql,
}

impl From<DbBackend> for Kind {
    fn from(backend: DbBackend) -> Self {
        if backend == DbBackend::Sqlite { Self::Sqlite } else { Self::Postgresql }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgresql => "PostgreSQL",
        })
    }
}
