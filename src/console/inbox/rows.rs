//! The rows of the list, and how the changes from a poll are merged into them.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use leptos::prelude::*;

use crate::model::{
    ids::{AgentId, ConversationId},
    inbox::{ConversationSummary, InboxPage},
    view::{InboxView, Place, Sort},
};

/// Returns the `id` of a row's link, for the keyboard shortcuts.
pub fn element_id(id: &ConversationId) -> String {
    format!("row-{id}")
}

/// One row. It exists as long as its conversation is listed. A change notifies
/// only the row's own signal, so that the list is not drawn again.
#[derive(Clone, Debug)]
pub struct Row {
    /// The conversation.
    pub id: ConversationId,
    /// The summary that the row shows.
    pub summary: ArcRwSignal<ConversationSummary>,
}

impl Row {
    fn new(summary: ConversationSummary) -> Self {
        Self { id: summary.conversation_id.clone(), summary: ArcRwSignal::new(summary) }
    }

    fn update(&self, summary: &ConversationSummary) {
        if self.summary.with_untracked(|shown| shown != summary) {
            self.summary.set(summary.clone());
        }
    }

    /// Applies a change from a poll. A poll contains no search hits, so that
    /// the row keeps its hit.
    fn change(&self, summary: &ConversationSummary) {
        let hit = self.summary.with_untracked(|shown| shown.hit.clone());
        self.update(&ConversationSummary { hit, ..summary.clone() });
    }
}

/// The rules for which conversations belong in the list.
pub struct Rules<'a> {
    /// The tab and the filters.
    pub view: &'a InboxView,
    /// The signed-in agent.
    pub me: AgentId,
    /// The open conversation, which keeps its row even when it leaves the view.
    pub open: Option<&'a ConversationId>,
    /// The place of the last row of the pages loaded so far; none if there are no more pages.
    /// Conversations after it do not belong in the list yet. This is not the place of the list's
    /// last row, which may have moved since its page was loaded.
    pub end: Option<&'a Place>,
}

/// The page after those loaded so far.
#[derive(Clone, Debug)]
pub struct NextPage {
    /// The cursor to fetch it with.
    pub cursor: String,
    /// The place after which it begins; none after an empty page.
    pub after: Option<Place>,
}

impl NextPage {
    /// Returns the page after `page` in a list with this order; none after the last page.
    pub fn after(page: &InboxPage, sort: Sort) -> Option<Self> {
        let after = page.conversations.last().map(|last| sort.place(last));
        Some(Self { cursor: page.next_cursor.clone()?, after })
    }
}

impl Rules<'_> {
    /// Returns whether a conversation belongs in the list.
    pub fn admit(&self, summary: &ConversationSummary) -> bool {
        self.open == Some(&summary.conversation_id) || self.view.admits(summary, self.me)
    }

    /// Returns whether a change may add a row. During a search it cannot, because only the server
    /// can tell which conversations match.
    fn may_add_row(&self, summary: &ConversationSummary) -> bool {
        !self.view.is_search() && self.is_before_end(summary)
    }

    fn is_before_end(&self, summary: &ConversationSummary) -> bool {
        self.end.is_none_or(|end| self.view.sort.place(summary) <= *end)
    }
}

/// Merges changed conversations into the rows.
pub fn merge(rows: &[Row], changes: &[ConversationSummary], rules: &Rules) -> Vec<Row> {
    let listed: HashSet<&ConversationId> = rows.iter().map(|row| &row.id).collect();
    let is_taken =
        |change: &&ConversationSummary| listed.contains(&change.conversation_id) || rules.may_add_row(change);
    in_order(extend(rows, changes.iter().filter(is_taken), Row::change), rules)
}

/// Returns the rows that belong in the list, in its order.
fn in_order(mut merged: Vec<Row>, rules: &Rules) -> Vec<Row> {
    merged.retain(|row| row.summary.with_untracked(|summary| rules.admit(summary)));
    merged.sort_by_cached_key(|row| {
        (row.summary.with_untracked(|summary| rules.view.sort.place(summary)), Reverse(row.id.to_string()))
    });
    merged
}

/// Returns how many of the changed conversations are new in `merged`, or further up than in
/// `shown`.
pub fn count_news(shown: &[Row], merged: &[Row], changed: &[ConversationSummary]) -> usize {
    let changed: HashSet<&ConversationId> = changed.iter().map(|change| &change.conversation_id).collect();
    let places = |rows: &[Row], others: &[Row]| {
        let others: HashSet<&ConversationId> = others.iter().map(|row| &row.id).collect();
        let common = rows.iter().filter(|row| others.contains(&row.id)).enumerate();
        common.map(|(place, row)| (row.id.clone(), place)).collect::<HashMap<_, _>>()
    };
    let (before, after) = (places(shown, merged), places(merged, shown));
    let is_up = |id: &ConversationId| before.get(id).is_none_or(|before| after.get(id) < Some(before));
    merged.iter().filter(|row| changed.contains(&row.id) && is_up(&row.id)).count()
}

/// Merges the answer to a search that was asked again into the rows: what it has found since then
/// takes its place among them.
pub fn merge_answer(rows: &[Row], page: &[ConversationSummary], rules: &Rules) -> Vec<Row> {
    let before_end = |found: &&ConversationSummary| rules.is_before_end(found);
    in_order(extend(rows, page.iter().filter(before_end), Row::update), rules)
}

/// Appends the next page to the rows.
pub fn append(rows: &[Row], page: &[ConversationSummary]) -> Vec<Row> {
    extend(rows, page, Row::update)
}

/// Replaces the rows with a new first page, and reuses the rows that are on it.
pub fn replace(rows: &[Row], page: &[ConversationSummary]) -> Vec<Row> {
    let kept: HashMap<&ConversationId, &Row> = rows.iter().map(|row| (&row.id, row)).collect();
    let row_of = |summary: &ConversationSummary| match kept.get(&summary.conversation_id) {
        Some(row) => {
            row.update(summary);
            Row::clone(row)
        }
        None => Row::new(summary.clone()),
    };
    page.iter().map(row_of).collect()
}

/// Returns the row that Tab reaches: the first of the `preferred` ones that is listed, else the
/// first row.
pub fn tab_stop(rows: &[Row], preferred: impl IntoIterator<Item = ConversationId>) -> Option<ConversationId> {
    let is_listed = |id: &ConversationId| rows.iter().any(|row| row.id == *id);
    preferred.into_iter().find(is_listed).or_else(|| rows.first().map(|row| row.id.clone()))
}

/// Returns whether both lists show the same conversations in the same order.
pub fn is_same_order(a: &[Row], b: &[Row]) -> bool {
    a.iter().map(|row| &row.id).eq(b.iter().map(|row| &row.id))
}

/// Updates the existing rows and appends the others.
fn extend<'a>(
    rows: &[Row],
    summaries: impl IntoIterator<Item = &'a ConversationSummary>,
    update: fn(&Row, &ConversationSummary),
) -> Vec<Row> {
    let mut all = rows.to_vec();
    let mut places: HashMap<ConversationId, usize> =
        all.iter().enumerate().map(|(place, row)| (row.id.clone(), place)).collect();
    for summary in summaries {
        match places.get(&summary.conversation_id) {
            Some(&place) => update(&all[place], summary),
            None => {
                places.insert(summary.conversation_id.clone(), all.len());
                all.push(Row::new(summary.clone()));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        console::inbox::samples::{id, summary},
        model::{
            conversation::Status,
            inbox::{Hit, HitPlace},
        },
    };

    const ME: AgentId = AgentId(1);

    fn rows(summaries: &[ConversationSummary]) -> Vec<Row> {
        append(&[], summaries)
    }

    fn names(rows: &[Row]) -> Vec<String> {
        rows.iter().map(|row| row.id.as_str()[16..].to_owned()).collect()
    }

    fn merged(rows: &[Row], changes: &[ConversationSummary], view: &InboxView) -> Vec<Row> {
        merge(rows, changes, &Rules { view, me: ME, open: None, end: None })
    }

    fn open_ones() -> InboxView {
        InboxView { statuses: vec![Status::Open], ..InboxView::default() }
    }

    #[test]
    fn a_new_message_moves_a_row_to_the_top_and_keeps_it() {
        let before = rows(&[summary(2, 20), summary(1, 10)]);
        let after = merged(&before, &[summary(1, 30)], &InboxView::default());
        assert_eq!(names(&after), ["1", "2"]);
        before[1].summary.update_untracked(|summary| summary.subject = "touched".to_owned());
        assert_eq!(after[0].summary.get_untracked().subject, "touched", "it is the same row");
    }

    #[test]
    fn tab_reaches_one_row_that_is_listed() {
        let shown = rows(&[summary(2, 20), summary(1, 10)]);
        assert_eq!(tab_stop(&shown, [id(9), id(1)]), Some(id(1)));
        assert_eq!(tab_stop(&shown, [id(9)]), Some(id(2)));
        assert_eq!(tab_stop(&[], [id(1)]), None);
    }

    #[test]
    fn only_new_conversations_and_those_that_move_up_are_news() {
        let shown = rows(&[summary(3, 30), summary(2, 20), summary(1, 10)]);
        let count =
            |changes: &[ConversationSummary]| count_news(&shown, &merged(&shown, changes, &open_ones()), changes);
        assert_eq!(count(&[]), 0);
        assert_eq!(count(&[summary(4, 40)]), 1);
        assert_eq!(count(&[summary(3, 50)]), 0, "it is at the top already");
        let closed = ConversationSummary { status: Status::Closed, ..summary(3, 30) };
        assert_eq!(count(&[closed]), 0);
        // Changing the rows comes last, because they are shared.
        assert_eq!(count(&[summary(4, 40), summary(1, 60)]), 2);
    }

    #[test]
    fn a_change_that_moves_nothing_leaves_the_list_alone() {
        let before = rows(&[summary(2, 20), summary(1, 10)]);
        let change = ConversationSummary { unread: 3, ..summary(1, 10) };
        let after = merged(&before, &[change, summary(2, 20)], &InboxView::default());
        assert!(is_same_order(&before, &after));
        assert_eq!(before[1].summary.get_untracked().unread, 3);
    }

    #[test]
    fn a_row_that_no_longer_matches_is_removed_unless_it_is_open() {
        let before = rows(&[summary(2, 20), summary(1, 10)]);
        let closed = ConversationSummary { status: Status::Closed, ..summary(2, 20) };
        assert_eq!(names(&merged(&before, std::slice::from_ref(&closed), &open_ones())), ["1"]);
        let view = open_ones();
        let rules = Rules { view: &view, me: ME, open: Some(&id(2)), end: None };
        let kept = merge(&before, &[closed], &rules);
        assert_eq!(names(&kept), ["2", "1"]);
        assert_eq!(names(&merged(&kept, &[], &view)), ["1"], "once it is not open any more");
    }

    #[test]
    fn a_conversation_that_now_matches_is_added() {
        let closed = ConversationSummary { status: Status::Closed, ..summary(3, 30) };
        let after = merged(&rows(&[summary(1, 10)]), &[summary(2, 20), closed], &open_ones());
        assert_eq!(names(&after), ["2", "1"]);
    }

    #[test]
    fn a_row_below_the_loaded_pages_is_not_added() {
        let before = rows(&[summary(4, 40), summary(3, 30)]);
        let view = InboxView::default();
        let end = view.sort.place(&summary(3, 30));
        let rules = Rules { view: &view, me: ME, open: None, end: Some(&end) };
        let older = merge(&before, &[summary(1, 10)], &rules);
        assert_eq!(names(&older), ["4", "3"]);
        assert_eq!(names(&merge(&before, &[summary(1, 35)], &rules)), ["4", "1", "3"]);
        assert_eq!(names(&append(&before, &[summary(3, 30), summary(2, 20)])), ["4", "3", "2"]);
    }

    #[test]
    fn rows_before_the_next_page_are_listed_even_if_the_last_row_has_moved() {
        let view = InboxView::default();
        let end = view.sort.place(&summary(3, 30));
        let rules = Rules { view: &view, me: ME, open: None, end: Some(&end) };
        let moved = merge(&rows(&[summary(4, 40), summary(3, 30)]), &[summary(3, 50)], &rules);
        assert_eq!(names(&moved), ["3", "4"]);
        assert_eq!(names(&merge(&moved, &[summary(1, 35), summary(2, 29)], &rules)), ["3", "4", "1"]);
    }

    #[test]
    fn search_results_stay_until_the_next_search() {
        let hit = Some(Hit { place: HitPlace::Message, parts: Vec::new() });
        let before = rows(&[ConversationSummary { hit: hit.clone(), ..summary(1, 10) }]);
        let view = InboxView { query: "parcel".to_owned(), ..InboxView::default() };
        let polled = merged(&before, &[summary(1, 20), summary(2, 30)], &view);
        assert_eq!(names(&polled), ["1"], "whether a new one has the words, only the server knows");
        assert_eq!(polled[0].summary.get_untracked().hit, hit);
        assert_eq!(replace(&polled, &[summary(1, 20)])[0].summary.get_untracked().hit, None);
    }

    #[test]
    fn a_repeated_search_adds_what_it_has_found_since() {
        let hit = Some(Hit { place: HitPlace::Message, parts: Vec::new() });
        let found = |number, second| ConversationSummary { hit: hit.clone(), ..summary(number, second) };
        let before = rows(&[found(2, 20), found(1, 10)]);
        let view = InboxView { query: "parcel".to_owned(), ..InboxView::default() };
        let rules = Rules { view: &view, me: ME, open: None, end: None };
        let after = merge_answer(&before, &[found(3, 30), found(1, 25), found(2, 20)], &rules);
        assert_eq!(names(&after), ["3", "1", "2"]);
        assert_eq!(after[0].summary.get_untracked().hit, hit);
    }

    #[test]
    fn a_reload_brings_what_has_changed_to_the_rows_that_are_there() {
        let before = rows(&[summary(2, 20), summary(1, 10)]);
        let renamed = ConversationSummary { subject: "renamed".to_owned(), unread: 2, ..summary(1, 10) };
        let after = replace(&before, &[summary(2, 20), renamed]);
        assert!(is_same_order(&before, &after));
        assert_eq!(
            before[1].summary.with_untracked(|row| (row.subject.clone(), row.unread)),
            ("renamed".to_owned(), 2)
        );
    }

    #[test]
    fn a_new_first_page_keeps_the_rows_it_shares() {
        let before = rows(&[summary(2, 20), summary(1, 10)]);
        let after = replace(&before, &[summary(3, 30), summary(2, 20)]);
        assert_eq!(names(&after), ["3", "2"]);
        before[0].summary.update_untracked(|summary| summary.subject = "touched".to_owned());
        assert_eq!(after[1].summary.get_untracked().subject, "touched");
    }
}
