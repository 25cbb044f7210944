//! The cursor of the inbox's polls: the changes that an agent has seen, of conversations and of the
//! agent's own drafts.

use super::snapshot::Snapshot;
use crate::model::inbox::InboxCursor;

/// What separates the two parts. No part of a snapshot begins with this letter and a digit only.
const SEPARATOR: &str = ".d";

/// A cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The changes of conversations.
    pub snapshot: Snapshot,
    /// How often a conversation had got a draft of the agent or lost one.
    pub marks: i64,
}

impl Position {
    /// Reads a cursor; none if this server did not make it. One of an earlier version, or of an agent
    /// who had no draft yet, has no number of drafts.
    pub fn read(cursor: &InboxCursor) -> Option<Self> {
        let (snapshot, marks) = match cursor.0.rsplit_once(SEPARATOR) {
            Some((snapshot, marks)) => (snapshot, marks.parse().ok().filter(|marks| *marks > 0)?),
            None => (cursor.0.as_str(), 0),
        };
        Some(Self { snapshot: Snapshot::read(snapshot)?, marks })
    }
}

impl From<Position> for InboxCursor {
    fn from(Position { snapshot, marks }: Position) -> Self {
        Self(if marks == 0 { snapshot.to_string() } else { format!("{snapshot}{SEPARATOR}{marks}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Position> {
        Position::read(&InboxCursor(text.to_owned()))
    }

    #[test]
    fn a_position_reads_what_it_writes() {
        for (text, marks) in [("e1.42.7.40", 0), ("e1.42.d3", 3), ("e1.42.7.40.d9223372036854775807", i64::MAX)] {
            let position = read(text).expect("a cursor");
            assert_eq!(position.marks, marks, "{text}");
            assert_eq!(InboxCursor::from(position).0, text);
        }
    }

    #[test]
    fn and_nothing_else() {
        for wrong in ["", ".d1", "e1.d1", "e1.42.d", "e1.42.d0", "e1.42.d-1", "e1.42.dx", "e1.42.d1.d2", "e1.42.d1.7"] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
