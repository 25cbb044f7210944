//! A place in the inbox: the last row of a page.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Utc};
use sea_orm::{Condition, entity::prelude::*};

use crate::server::{domain::error::DomainError, entity::conversation};

/// The sort key of a row. Written as microseconds since 1970 and the row's
/// number, with a dot between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    last_message_at: DateTime<Utc>,
    id: i64,
}

impl Cursor {
    /// The place of a row; none for one that is not in the inbox.
    pub(super) fn of(row: &conversation::Model) -> Option<Self> {
        Some(Self { last_message_at: row.last_message_at?, id: row.id })
    }

    /// The rows that follow.
    pub(super) fn before(&self) -> Condition {
        let older = conversation::Column::LastMessageAt.lt(self.last_message_at);
        let same = conversation::Column::LastMessageAt.eq(self.last_message_at);
        Condition::any().add(older).add(Condition::all().add(same).add(conversation::Column::Id.lt(self.id)))
    }
}

/// A moment that this server can have given out. PostgreSQL refuses those that
/// lie too far back.
pub(super) fn given_out(moment: DateTime<Utc>) -> Result<DateTime<Utc>, DomainError> {
    if (1970..10_000).contains(&moment.year()) { Ok(moment) } else { Err(DomainError::Cursor) }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.last_message_at.timestamp_micros(), self.id)
    }
}

impl FromStr for Cursor {
    type Err = DomainError;

    fn from_str(text: &str) -> Result<Self, DomainError> {
        let (micros, id) = text.split_once('.').ok_or(DomainError::Cursor)?;
        let micros = micros.parse().map_err(|_| DomainError::Cursor)?;
        let last_message_at = DateTime::from_timestamp_micros(micros).ok_or(DomainError::Cursor).and_then(given_out)?;
        Ok(Self { last_message_at, id: id.parse().map_err(|_| DomainError::Cursor)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_what_it_writes_and_nothing_else() {
        let cursor: Cursor = "1795345200123456.42".parse().unwrap();
        assert_eq!(cursor.to_string(), "1795345200123456.42");
        for wrong in [
            "",
            ".",
            "1",
            "1.x",
            "x.1",
            "1.2.3",
            "99999999999999999999.1",
            "9223372036854775807.1",
            "-8000000000000000000.1",
            "1' OR 1=1 --",
        ] {
            assert!(matches!(wrong.parse::<Cursor>(), Err(DomainError::Cursor)), "{wrong:?}");
        }
    }
}
