//! The names of the entries. Names of another form are refused, so that no entry can
//! be written outside of the place that is restored.

use std::fmt;

use crate::server::storage::StorageKey;

const HEADER: &str = "adda-backup.json";
const SQLITE_FILE: &str = "database/adda.sqlite3";
const SEQUENCES: &str = "database/sequences.json";
const PASSWORD: &str = "folder/first-admin-password";
const COMPLETE: &str = "complete.json";

/// What an entry contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// The header.
    Header,
    /// The database of SQLite.
    SqliteFile,
    /// Rows of a table of PostgreSQL.
    Rows {
        /// The table.
        table: String,
        /// Counts the entries of the table.
        number: u32,
    },
    /// The sequences of PostgreSQL.
    Sequences,
    /// The first admin's password, which has not been shown yet.
    Password,
    /// A stored file.
    File(StorageKey),
    /// A list of checksums.
    Checksums(u32),
    /// The summary.
    Complete,
}

impl Name {
    /// Reads the name of an entry, or returns none if a backup has no such entry.
    pub fn parse(text: &str) -> Option<Self> {
        let numbered = |text: &str| text.parse().ok();
        Some(match text {
            HEADER => Self::Header,
            SQLITE_FILE => Self::SqliteFile,
            SEQUENCES => Self::Sequences,
            PASSWORD => Self::Password,
            COMPLETE => Self::Complete,
            _ => {
                if let Some(path) = text.strip_prefix("attachments/") {
                    Self::File(StorageKey::of_path(path)?)
                } else if let Some(list) = text.strip_prefix("checksums/") {
                    Self::Checksums(numbered(list.strip_suffix(".sha256")?)?)
                } else {
                    let (table, number) = text.strip_prefix("database/")?.strip_suffix(".jsonl")?.split_once('.')?;
                    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter == '_';
                    if table.is_empty() || !table.chars().all(is_plain) {
                        return None;
                    }
                    Self::Rows { table: table.to_owned(), number: numbered(number)? }
                }
            }
        })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header => f.write_str(HEADER),
            Self::SqliteFile => f.write_str(SQLITE_FILE),
            Self::Rows { table, number } => write!(f, "database/{table}.{number:06}.jsonl"),
            Self::Sequences => f.write_str(SEQUENCES),
            Self::Password => f.write_str(PASSWORD),
            Self::File(key) => write!(f, "attachments/{}", key.to_path()),
            Self::Checksums(number) => write!(f, "checksums/{number:06}.sha256"),
            Self::Complete => f.write_str(COMPLETE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_survives_being_written_and_read() {
        let key = |key: &str| Name::File(StorageKey::stored(key));
        let rows = Name::Rows { table: "support_message".to_owned(), number: 12 };
        for name in [
            Name::Header,
            Name::SqliteFile,
            rows,
            Name::Sequences,
            Name::Password,
            Name::Checksums(1),
            Name::Complete,
            key("files/a1.txt"),
            key("files/50 % of \"this\" #1?.txt"),
            key("files/../নাদিয়া"),
        ] {
            assert_eq!(Name::parse(&name.to_string()), Some(name));
        }
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in [
            "../adda.sqlite3",
            "/etc/passwd",
            "attachments/../adda.sqlite3",
            "attachments//etc/passwd",
            "attachments/files/../../x",
            "attachments/./x",
            "attachments/",
            "attachments/a\\..\\b",
            "attachments/%2Fetc/passwd",
            "database/../x.1.jsonl",
            "database/support_message;.1.jsonl",
            "database/adda.sqlite3-wal",
            "folder/adda.lock",
            "",
        ] {
            assert_eq!(Name::parse(name), None, "{name}");
        }
    }
}
