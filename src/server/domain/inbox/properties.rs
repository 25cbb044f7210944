//! Property tests of every cursor and every filter that a client can send.

use chrono::NaiveDate;
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{cursor::Cursor, days::bounds, filter::moment, position::Position};
use crate::{
    generated_inputs::{any_bytes, pattern},
    model::{inbox::InboxCursor, timestamp::Timestamp, view::Sort},
};

proptest! {
    #[test]
    fn a_cursor_is_one_that_was_given_out_or_refused(
        text in pattern("(last_message|waiting|priority|[.]|-?[0-9]{1,20}|\\PC){0,9}"),
        parts in (0_usize..5, any::<i64>(), any::<i64>()),
    ) {
        for sort in Sort::ALL {
            let near = format!("{sort}.{}.{}.{}", parts.0, parts.1, parts.2);
            for text in [&text, &near] {
                if let Ok(cursor) = Cursor::read(text, sort) {
                    // The database stores years with four digits.
                    prop_assert_eq!(Cursor::read(&cursor.to_string(), sort).ok(), Some(cursor));
                }
            }
        }
    }

    #[test]
    fn a_cursor_of_changes_is_one_that_was_given_out_or_refused(text in pattern("[0-9a-z]{1,8}([.]-?[0-9]{1,20}){1,6}([.]d[0-9]{1,20})?|([0-9a-z]{1,8}|[.]|-?[0-9]{1,20}|\\PC){0,9}")) {
        if let Some(position) = Position::read(&InboxCursor(text)) {
            let again = InboxCursor::from(position.clone());
            prop_assert_eq!(Position::read(&again), Some(position));
        }
    }

    #[test]
    fn a_moment_of_a_filter_is_read_or_refused(text in pattern("([0-9]{1,5}|[-:TZ+. ]|\\PC){0,12}")) {
        let _ = moment(Some(&Timestamp(text)));
    }
}

#[test]
fn any_bytes_as_cursor() {
    let words = ["last_message.0.", "waiting.1.", "priority.3.", ".", "-", "1795345200123456"];
    any_bytes("cursor", &words, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let read = Sort::ALL.map(|sort| {
            let read = Cursor::read(&text, sort).ok();
            if let Some(cursor) = read {
                assert_eq!(Cursor::read(&cursor.to_string(), sort).ok(), Some(cursor));
            }
            read
        });
        assert!(read.iter().flatten().count() <= 1, "a cursor is of one order: {read:?}");
        read.iter().any(Option::is_some)
    });
}

#[test]
fn any_bytes_as_changes() {
    any_bytes("changes", &["e1.", ".", "-", "42", ".7.40", ".d3"], |bytes| {
        let Some(position) = Position::read(&InboxCursor(String::from_utf8_lossy(bytes).into_owned())) else {
            return false;
        };
        let again = InboxCursor::from(position.clone());
        assert_eq!(Position::read(&again), Some(position));
        true
    });
}

#[test]
fn any_bytes_as_moment() {
    any_bytes("moment", &["2026-11-22", "T10:00:00", ".123456", "Z", "+06:00", "-", ":", " "], |bytes| {
        let read = moment(Some(&Timestamp(String::from_utf8_lossy(bytes).into_owned()))).ok().flatten();
        // Databases store years with four digits.
        assert!(read.is_none_or(|moment| (0..253_402_300_800).contains(&moment.timestamp())), "{read:?}");
        read.is_some()
    });
}

/// Tests any bytes as days. The first line is the first day, the second one the last
/// day.
#[test]
fn any_bytes_as_days() {
    let zones = [Tz::Asia__Dhaka, Tz::Africa__Cairo, Tz::America__St_Johns];
    any_bytes("days", &["2026-11-22", "2023-04-28", "+262142-12-31", "-262143-01-01", "-", "+", "\n"], |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let mut days = text.splitn(2, '\n').map(|day| day.parse::<NaiveDate>().ok());
        let (first, last) = (days.next().flatten(), days.next().flatten());
        let read = bounds(first, last, zones[bytes.len() % zones.len()]);
        if let Ok((Some(begins), Some(ends))) = &read
            && first <= last
        {
            assert!(begins < ends, "{begins:?} to {ends:?}");
        }
        (first.is_some() || last.is_some()) && read.is_ok()
    });
}
