//! What holds for every place in a list and every filter, whatever a client makes up.

use proptest::prelude::*;

use super::{cursor::Cursor, filter::moment, snapshot::Snapshot};
use crate::{
    made_up::pattern,
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
                    // The database knows years with four digits.
                    prop_assert_eq!(Cursor::read(&cursor.to_string(), sort).ok(), Some(cursor));
                }
            }
        }
    }

    #[test]
    fn a_cursor_of_changes_is_one_that_was_given_out_or_refused(text in pattern("[0-9a-z]{1,8}([.]-?[0-9]{1,20}){1,6}|([0-9a-z]{1,8}|[.]|-?[0-9]{1,20}|\\PC){0,9}")) {
        if let Some(snapshot) = Snapshot::read(&InboxCursor(text)) {
            let again = InboxCursor::from(snapshot.clone());
            prop_assert_eq!(Snapshot::read(&again), Some(snapshot));
        }
    }

    #[test]
    fn a_moment_of_a_filter_is_read_or_refused(text in pattern("([0-9]{1,5}|[-:TZ+. ]|\\PC){0,12}")) {
        let _ = moment(Some(&Timestamp(text)));
    }
}
