//! A position in the inbox: the last row of a page.

use std::fmt;

use chrono::{DateTime, Datelike, Utc};

use super::order;
use crate::{
    model::view::Sort,
    server::{domain::error::DomainError, entity::conversation},
};

/// The position of a row in one order. Written as the order, the number of its
/// section, microseconds since 1970 and the row's number, separated by dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    sort: Sort,
    pub section: usize,
    pub moment: DateTime<Utc>,
    pub id: i64,
}

impl Cursor {
    /// Returns the position of a row; none for a row that is not in the inbox.
    pub(super) fn of(sort: Sort, section: usize, row: &conversation::Model) -> Option<Self> {
        let moment = match order::sections(sort).get(section)?.by {
            conversation::Column::WaitingSince => row.waiting_since?,
            _ => row.last_message_at?,
        };
        Some(Self::at(sort, section, moment, row.id))
    }

    /// Returns the position of the row with this time and number.
    pub(super) fn at(sort: Sort, section: usize, moment: DateTime<Utc>, id: i64) -> Self {
        Self { sort, section, moment, id }
    }

    /// Reads a cursor of the same order only: in another order the row has
    /// another position.
    pub(super) fn read(text: &str, sort: Sort) -> Result<Self, DomainError> {
        let parts: Vec<&str> = text.split('.').collect();
        let [code, section, micros, id] = parts[..] else { return Err(DomainError::Cursor) };
        let section: usize = number(section)?;
        if code != sort.code() || section >= order::sections(sort).len() {
            return Err(DomainError::Cursor);
        }
        let moment =
            DateTime::from_timestamp_micros(number(micros)?).ok_or(DomainError::Cursor).and_then(check_moment)?;
        Ok(Self { sort, section, moment, id: number(id)? })
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, DomainError> {
    text.parse().map_err(|_| DomainError::Cursor)
}

/// Checks that this server can have issued a time. PostgreSQL refuses those
/// that are too long ago.
pub(super) fn check_moment(moment: DateTime<Utc>) -> Result<DateTime<Utc>, DomainError> {
    if (1970..10_000).contains(&moment.year()) { Ok(moment) } else { Err(DomainError::Cursor) }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.sort, self.section, self.moment.timestamp_micros(), self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_what_it_writes() {
        for (text, sort) in [
            ("last_message.0.1795345200123456.42", Sort::LastMessage),
            ("waiting.1.1795345200123456.42", Sort::Waiting),
            ("priority.3.1795345200123456.42", Sort::Priority),
        ] {
            assert_eq!(Cursor::read(text, sort).map(|cursor| cursor.to_string()).ok().as_deref(), Some(text));
        }
    }

    #[test]
    fn and_nothing_else() {
        for wrong in [
            "",
            "...",
            "1795345200123456.42",
            "last_message.1.1795345200123456.42",
            "last_message.0.1795345200123456.42.1",
            "last_message.-1.1795345200123456.42",
            "last_message.0.x.1",
            "last_message.0.1.x",
            "last_message.0.99999999999999999999.1",
            "last_message.0.9223372036854775807.1",
            "last_message.0.-8000000000000000000.1",
            "last_message.0.1.1' OR 1=1 --",
            "waiting.0.1795345200123456.42",
        ] {
            assert!(matches!(Cursor::read(wrong, Sort::LastMessage), Err(DomainError::Cursor)), "{wrong:?}");
        }
    }
}
