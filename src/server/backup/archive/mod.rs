//! The entries of a backup, in their order:
//!
//! - `adda-backup.json`: the [`Header`], by which a backup is recognised.
//! - `database/adda.sqlite3`: the file of a SQLite database; or, of PostgreSQL,
//!   `database/TABLE.NUMBER.jsonl` (rows, one JSON object per line) and
//!   `database/sequences.json`.
//! - `folder/first-admin-password`, if the password has not been shown yet.
//! - `attachments/KEY`: a stored file.
//! - `checksums/NUMBER.sha256`, after each thousand entries and at the end: their
//!   SHA-256, in the format of `sha256sum`. So neither side keeps a list of all files.
//! - `complete.json`: the [`Summary`]. A backup without it is incomplete.

mod manifest;
mod name;
mod reader;
mod writer;

pub(super) use self::{
    manifest::{Counts, FORMAT, Header, Kind, Summary},
    name::Name,
    reader::{Reader, open},
    writer::Writer,
};

/// How many entries a list of checksums covers.
const LISTED: usize = 1_000;
/// How many bytes of an entry are in memory at a time.
pub(super) const BLOCK: usize = 64 * 1024;
