#[cfg(feature = "leptos")]
use super::pages::Pages;
use super::*;
use crate::{
    model::{error::ApiError, ids::ClientId, message::MessageType},
    ui::{
        outbox::{Entry, EntryState},
        signals::*,
    },
};

/// Reads a test timestamp of day and minute, such as "3 120".
fn moment_of(at: &Timestamp) -> Moment {
    let (day, minute) = at.0.split_once(' ').unwrap_or(("1", "0"));
    Moment { day: day.parse().expect("a day"), minute: minute.parse().expect("a minute") }
}

#[test]
fn unread_messages_elsewhere_are_counted_separately() {
    let mut timeline = timeline();
    let elsewhere: ConversationId = "CONV-ABCDEFGHIJKL".parse().unwrap();
    let answer = |unread, unread_elsewhere| Thread {
        unread,
        unread_elsewhere,
        unread_conversation: (unread_elsewhere > 0).then(|| elsewhere.clone()),
        ..thread(vec![message(1, true, "1 0")])
    };
    timeline.merge(&newest(), answer(3, 2));
    assert_eq!((timeline.unread, timeline.unread_elsewhere), (1, 2));
    assert_eq!(timeline.unread_conversation.as_ref(), Some(&elsewhere));
    // Read here, but the poll still says unread.
    timeline.mark_read(MessageId(1));
    assert_eq!((timeline.unread, timeline.unread_elsewhere), (0, 2));
    timeline.merge(&timeline.newer(), answer(0, 0));
    assert_eq!((timeline.unread_elsewhere, &timeline.unread_conversation), (0, &None));
}

fn timeline() -> Timeline {
    Timeline::with_calendar(Side::Customer, None, moment_of)
}

fn message(id: i64, is_agent: bool, at: &str) -> Message {
    Message {
        client_id: (!is_agent).then(|| client_id(id)),
        sender_id: is_agent.then_some(AgentId(1)),
        sender_name: if is_agent { "admin".to_owned() } else { String::new() },
        is_agent,
        created_at: Timestamp(at.to_owned()),
        ..Message::sample(MessageId(id))
    }
}

fn client_id(id: i64) -> ClientId {
    format!("client-{id}").parse().expect("a short printable name")
}

fn entry(id: i64, at: &str) -> Entry {
    Entry::new(client_id(id), format!("message {id}"), Timestamp(at.to_owned()))
}

fn thread(messages: Vec<Message>) -> Thread {
    Thread::sample(messages)
}

fn ids(timeline: &Timeline) -> Vec<i64> {
    timeline.messages().map(|message| message.id.0).collect()
}

/// Returns the range of a poll in a conversation without deletions.
fn poll(after: Option<MessageId>) -> MessageRange {
    MessageRange { deletions: Some(0), ..MessageRange::after(after) }
}

fn newest() -> MessageRange {
    MessageRange::default()
}

#[test]
fn messages_end_up_once_and_in_order() {
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(3, true, "1 0"), message(4, false, "1 1")]));
    timeline.merge(&newest(), thread(vec![message(4, false, "1 1"), message(5, true, "1 2")]));
    let older = MessageRange { before: Some(MessageId(3)), ..newest() };
    timeline.merge(&older, thread(vec![message(1, true, "1 0"), message(2, true, "1 0")]));
    assert_eq!(ids(&timeline), [1, 2, 3, 4, 5]);
    assert_eq!(timeline.newer(), poll(Some(MessageId(5))));
}

#[test]
fn only_new_messages_of_the_other_side_count_as_received() {
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(1, true, "1 0")]));
    let merged = timeline.merge(&timeline.newer(), thread(vec![message(2, false, "1 0"), message(3, true, "1 0")]));
    assert_eq!(merged.received.iter().map(|message| message.id.0).collect::<Vec<_>>(), [3]);
    let again = timeline.merge(&MessageRange::after(Some(MessageId(1))), thread(vec![message(3, true, "1 0")]));
    assert!(again.received.is_empty());
}

#[test]
fn a_message_that_was_sent_hides_none_that_came_before_it() {
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(1, true, "1 0")]));
    timeline.sent(message(3, false, "1 1"));
    assert_eq!(timeline.newer(), poll(Some(MessageId(1))), "2 has not been fetched yet");
    timeline.merge(&timeline.newer(), thread(vec![message(2, true, "1 1"), message(3, false, "1 1")]));
    assert_eq!(ids(&timeline), [1, 2, 3]);
}

#[test]
fn another_tabs_answer_is_taken_in_where_it_leaves_no_gap() {
    let mut timeline = timeline();
    let none = thread(Vec::new());
    let [after_1, after_2, after_3] = [1, 2, 3].map(|id| Some(MessageId(id)));
    assert_eq!(timeline.continues_at(None, 0, &none), None, "nothing is known of it yet");
    timeline.merge(&newest(), none.clone());
    assert_eq!(timeline.continues_at(None, 0, &none), Some(poll(None)));
    assert_eq!(timeline.continues_at(after_2, 0, &none), None, "what came before 2 is missing");
    timeline.merge(&newest(), thread(vec![message(1, false, "1 0"), message(2, true, "1 0")]));
    assert_eq!(timeline.continues_at(after_2, 0, &none), Some(poll(after_2)));
    assert_eq!(timeline.continues_at(after_1, 0, &none), Some(poll(after_1)));
    assert_eq!(timeline.continues_at(after_3, 0, &none), None, "3 is missing");
}

#[test]
fn another_tabs_newest_messages_are_taken_in_if_they_reach_back_to_the_cursor() {
    let newest_of = |messages| Thread { has_more: true, ..thread(messages) };
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(1, true, "1 0")]));
    let after_1 = Some(timeline.newer());
    assert_eq!(timeline.continues_at(None, 0, &newest_of(vec![message(3, true, "1 0")])), None, "2 may be missing");
    assert_eq!(timeline.continues_at(None, 0, &newest_of(vec![message(1, true, "1 0")])), after_1);
    let all = thread(vec![message(2, true, "1 0"), message(3, true, "1 0")]);
    assert_eq!(timeline.continues_at(None, 0, &all), after_1, "there are none before 2");
    timeline.merge(&timeline.newer(), all);
    assert_eq!(ids(&timeline), [1, 2, 3]);
    assert_eq!(timeline.older(), None, "the first message is here");
}

#[test]
fn older_messages_are_asked_for_while_there_are_any() {
    let mut timeline = timeline();
    assert_eq!(timeline.older(), None);
    timeline.merge(&newest(), Thread { has_more: true, ..thread(vec![message(7, true, "1 0")]) });
    let older = timeline.older().expect("there are older ones");
    assert_eq!(older.before, Some(MessageId(7)));
    timeline.merge(&older, thread(vec![message(6, true, "1 0")]));
    assert_eq!(timeline.older(), None);
}

fn keys(timeline: &Timeline, outbox: &[Entry]) -> Vec<RowKey> {
    timeline.plan(outbox, 9).into_iter().map(|row| row.key).collect()
}

#[test]
fn days_and_the_new_line_stand_between_messages() {
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(1, false, "8 0"), message(2, true, "9 0"), message(3, true, "8 0")]));
    timeline.draw_new_line();
    let expected = [
        RowKey::Day { day: 8, today: 9 },
        RowKey::Own(client_id(1)),
        RowKey::New,
        RowKey::Day { day: 9, today: 9 },
        RowKey::Message(MessageId(2)),
        RowKey::Message(MessageId(3)),
    ];
    assert_eq!(keys(&timeline, &[]), expected);
    timeline.mark_read(MessageId(3));
    timeline.draw_new_line();
    assert!(!keys(&timeline, &[]).contains(&RowKey::New));
}

#[cfg(feature = "leptos")]
#[test]
fn the_new_line_waits_for_older_messages_that_are_new_too() {
    let mut timeline = timeline();
    let page =
        |from: i64, to| Thread { has_more: true, ..thread((from..=to).map(|id| message(id, true, "9 0")).collect()) };
    let line_before = |timeline: &Timeline| {
        let keys = keys(timeline, &[]);
        keys.iter().position(|key| *key == RowKey::New).and_then(|place| {
            keys[place + 1..].iter().find_map(|key| match key {
                RowKey::Message(id) => Some(*id),
                _ => None,
            })
        })
    };
    timeline.merge(&newest(), page(5, 7));
    timeline.draw_new_line_after(Some(MessageId(3)));
    assert_eq!(line_before(&timeline), None, "the first new message may be among those that are not loaded");
    let older = timeline.older().expect("there are older ones");
    timeline.merge(&older, page(2, 4));
    timeline.draw_new_line_after(Some(MessageId(3)));
    assert_eq!(line_before(&timeline), Some(MessageId(4)));
    timeline.draw_new_line_after(None);
    assert_eq!(line_before(&timeline), None);
}

fn groups(timeline: &Timeline) -> Vec<(bool, bool)> {
    let rows = timeline.plan(&[], 1).into_iter().filter(|row| !matches!(row.key, RowKey::Day { .. } | RowKey::New));
    rows.map(|row| (row.look.starts_group, row.look.ends_group)).collect()
}

#[test]
fn messages_of_one_sender_close_in_time_are_a_group() {
    let mut timeline = timeline();
    let mut colleague = message(4, true, "1 5");
    colleague.sender_id = Some(AgentId(2));
    timeline.merge(
        &newest(),
        thread(vec![message(1, true, "1 0"), message(2, true, "1 4"), message(3, true, "1 9"), colleague]),
    );
    assert_eq!(groups(&timeline), [(true, false), (false, true), (true, true), (true, true)]);
}

#[test]
fn colleagues_are_not_grouped_with_each_other_or_with_the_agent_who_looks() {
    let mut timeline = Timeline::with_calendar(Side::Shop, Some(AgentId(1)), moment_of);
    let by = |id: i64, agent: i64| Message { sender_id: Some(AgentId(agent)), ..message(id, true, "1 0") };
    timeline.merge(&newest(), thread(vec![by(1, 2), by(2, 2), by(3, 3), by(4, 1)]));
    let planned = timeline.plan(&[entry(5, "1 1")], 1);
    let groups: Vec<bool> = planned.iter().skip(1).map(|row| row.look.starts_group).collect();
    assert_eq!(groups, [true, false, true, true, false]);
}

#[test]
fn a_quote_shows_what_has_become_of_the_quoted_message() {
    let quote = Quote {
        id: MessageId(1),
        is_agent: true,
        sender_name: "admin".to_owned(),
        sender_name_bn: String::new(),
        text: "message 1".to_owned(),
        is_deleted: false,
    };
    let shown = |timeline: &Timeline| timeline.quoted(&quote, Language::En).to_owned();
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(2, true, "1 1")]));
    assert_eq!(shown(&timeline), "message 1", "it is not loaded");
    timeline.sent(message(1, true, "1 0"));
    assert_eq!(shown(&timeline), "message 1");
    let at = |second: &str| Some(Timestamp(second.to_owned()));
    timeline.sent(Message { content: "other words".to_owned(), edited_at: at("1 2"), ..message(1, true, "1 0") });
    assert_eq!(shown(&timeline), "other words");
    timeline.sent(Message { content: String::new(), deleted_at: at("1 3"), ..message(1, true, "1 0") });
    assert_eq!(shown(&timeline), "Message deleted");
}

#[test]
fn a_customer_whose_name_comes_later_stays_one_author() {
    let mut timeline = Timeline::with_calendar(Side::Shop, Some(AgentId(1)), moment_of);
    let named = Message { sender_name: "Mina".to_owned(), ..message(2, false, "1 1") };
    timeline.merge(&newest(), thread(vec![message(1, false, "1 0"), named]));
    assert_eq!(groups(&timeline), [(true, false), (false, true)]);
}

#[test]
fn a_message_keeps_its_row_when_it_arrives() {
    let mut timeline = timeline();
    let mut rows = Rows::default();
    timeline.merge(&newest(), thread(vec![message(1, true, "1 0")]));
    assert!(rows.update(&timeline, &[entry(2, "1 1")], 1));
    let before = rows.all();
    let delivery = |row: &Row| row.look.with_untracked(|look| look.delivery.clone());
    assert_eq!(delivery(&before[2]), Some(Delivery::Sending));

    timeline.sent(message(2, false, "1 1"));
    assert!(!rows.update(&timeline, &[], 1), "no row came, went or moved");
    assert_eq!(delivery(&before[2]), Some(Delivery::Sent), "the row that was there learns it");

    timeline.merge(&timeline.newer(), Thread { read_up_to: Some(MessageId(2)), ..thread(vec![]) });
    assert!(!rows.update(&timeline, &[], 1));
    assert_eq!(delivery(&before[2]), Some(Delivery::Read));
}

#[test]
fn a_message_that_arrived_by_a_poll_is_not_shown_as_pending_too() {
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(2, false, "1 1")]));
    assert_eq!(
        keys(&timeline, &[entry(2, "1 1"), entry(3, "1 1")])[1..],
        [RowKey::Own(client_id(2)), RowKey::Own(client_id(3))]
    );
}

#[test]
fn a_refused_message_says_why() {
    let refused = Entry { state: EntryState::Failed(ApiError::not_found()), ..entry(1, "1 0") };
    let rows = timeline().plan(&[refused], 1);
    assert_eq!(rows[1].look.delivery, Some(Delivery::Failed(ApiError::not_found())));
}

#[test]
fn rows_that_stay_survive_what_is_put_before_and_between_them() {
    let mut timeline = timeline();
    let mut rows = Rows::default();
    timeline
        .merge(&newest(), Thread { has_more: true, ..thread(vec![message(5, true, "1 0"), message(8, true, "1 1")]) });
    rows.update(&timeline, &[], 1);
    let looks = |rows: &Rows| rows.all().into_iter().map(|row| (row.key, row.look)).collect::<Vec<_>>();
    let before = looks(&rows);
    let older = timeline.older().expect("there are older ones");
    timeline.merge(&older, thread(vec![message(1, true, "1 0")]));
    timeline.sent(message(6, false, "1 1"));
    assert!(rows.update(&timeline, &[], 1));
    let after = looks(&rows);
    assert_eq!(after.len(), 5);
    for (key, look) in before {
        let kept = after.iter().find(|row| row.0 == key).expect("the row is still there");
        look.update(|look| look.at = Timestamp("touched".to_owned()));
        assert_eq!(kept.1.get_untracked().at.0, "touched", "{key:?} is the same row");
    }
}

#[test]
fn reading_counts_down_what_is_unread() {
    let mut timeline = timeline();
    let unread = vec![message(1, true, "1 0"), message(2, true, "1 0"), message(3, true, "1 0")];
    timeline.merge(&newest(), Thread { unread: 3, ..thread(unread) });
    assert_eq!(timeline.last_received(), Some(MessageId(3)));
    timeline.mark_read(MessageId(2));
    assert_eq!(timeline.unread, 1);
}

#[test]
fn a_poll_that_was_under_way_brings_nothing_read_back() {
    let mut timeline = timeline();
    let asked = timeline.newer();
    timeline.merge(&asked, Thread { unread: 1, ..thread(vec![message(1, true, "1 0")]) });
    timeline.mark_read(MessageId(1));
    timeline.merge(&asked, Thread { unread: 1, ..thread(vec![message(1, true, "1 0")]) });
    assert_eq!(timeline.unread, 0);
    assert!(!timeline.has_unread_up_to(MessageId(1)));
    timeline.merge(&timeline.newer(), Thread { unread: 1, ..thread(vec![message(2, true, "1 0")]) });
    assert_eq!(timeline.unread, 1, "a later message is unread");
}

#[cfg(feature = "leptos")]
#[test]
fn an_older_page_leaves_the_rows_after_it_where_they_are() {
    let mut timeline = timeline();
    let (mut rows, mut pages) = (Rows::default(), Pages::default());
    let mut draw = |timeline: &Timeline| {
        rows.update(timeline, &[], 9);
        let has_changed = pages.update(&rows.all());
        let drawn = pages
            .all()
            .into_iter()
            .map(|page| page.rows.get_untracked().into_iter().map(|row| row.key).collect::<Vec<_>>());
        (has_changed, drawn.collect::<Vec<_>>())
    };
    let [day, one, two, three, four, five] = [
        RowKey::Day { day: 1, today: 9 },
        RowKey::Message(MessageId(1)),
        RowKey::Message(MessageId(2)),
        RowKey::Message(MessageId(3)),
        RowKey::Message(MessageId(4)),
        RowKey::Message(MessageId(5)),
    ];
    let newest_page = vec![message(3, true, "1 0"), message(4, true, "1 0")];
    timeline.merge(&newest(), Thread { has_more: true, ..thread(newest_page) });
    assert_eq!(draw(&timeline), (true, vec![vec![day.clone(), three.clone(), four.clone()]]));

    timeline.merge(&timeline.newer(), thread(vec![message(5, true, "1 0")]));
    assert_eq!(draw(&timeline), (false, vec![vec![day.clone(), three.clone(), four.clone(), five.clone()]]));

    let older = timeline.older().expect("there are older ones");
    timeline.merge(&older, thread(vec![message(1, true, "1 0"), message(2, true, "1 0")]));
    assert_eq!(draw(&timeline), (true, vec![vec![day.clone(), one, two], vec![three, four, five]]));

    let mut another = self::timeline();
    another.merge(&newest(), thread(vec![message(9, true, "1 0")]));
    assert_eq!(draw(&another), (true, vec![vec![day, RowKey::Message(MessageId(9))]]));
    assert_eq!(draw(&self::timeline()), (true, vec![]));
}

/// Returns an answer with deleted messages, and the cursor of the last deletion.
fn deleting(ids: &[i64], deletions: i64) -> Thread {
    let deleted = ids.iter().map(|id| deleted(*id)).collect();
    Thread { deleted, deletions, ..thread(Vec::new()) }
}

fn deleted(id: i64) -> Message {
    let at = Some(Timestamp("2 0".to_owned()));
    Message { content: String::new(), deleted_at: at, ..message(id, true, "1 0") }
}

fn deleted_in(timeline: &Timeline) -> Vec<i64> {
    timeline.messages().filter(|message| message.deletion().is_some()).map(|message| message.id.0).collect()
}

#[test]
fn a_deleted_message_is_drawn_again_and_does_not_come_back() {
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(1, true, "1 0"), message(2, true, "1 0")]));
    assert_eq!(timeline.newer().deletions, Some(0));
    let mut rows = Rows::default();
    rows.update(&timeline, &[], 1);
    // Message 9 is on a page that was not fetched.
    let merged = timeline.merge(&timeline.newer(), deleting(&[2, 9], 40));
    assert!(merged.received.is_empty());
    assert_eq!((ids(&timeline), deleted_in(&timeline)), (vec![1, 2], vec![2]));
    assert_eq!(timeline.newer().deletions, Some(40));
    assert!(rows.update(&timeline, &[], 1), "the row is drawn again");
    assert_eq!(timeline.unread_messages().map(|message| message.id.0).collect::<Vec<_>>(), [1]);
    let late = Message { is_read: true, ..message(2, true, "1 0") };
    timeline.merge(&MessageRange::after(Some(MessageId(1))), thread(vec![late]));
    assert_eq!(deleted_in(&timeline), [2], "a late answer does not bring it back");
    timeline.merge(&timeline.newer(), thread(vec![deleted(3)]));
    assert_eq!(timeline.newer().deletions, Some(40), "nothing more was deleted");
}

fn edited(id: i64, content: &str, at: &str) -> Message {
    Message { content: content.to_owned(), edited_at: Some(Timestamp(at.to_owned())), ..message(id, true, "1 0") }
}

fn contents(timeline: &Timeline) -> Vec<&str> {
    timeline.messages().map(|message| message.content.as_str()).collect()
}

#[test]
fn an_edited_message_is_drawn_again_and_stays_read() {
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(1, true, "1 0"), message(2, true, "1 0"), message(3, true, "1 0")]));
    timeline.mark_read(MessageId(3));
    let mut rows = Rows::default();
    rows.update(&timeline, &[], 1);
    let before = rows.all();

    let answer = |message, deletions| Thread { deleted: vec![message], deletions, ..thread(Vec::new()) };
    let merged = timeline.merge(&timeline.newer(), answer(edited(2, "better", "2 5"), 40));
    assert_eq!(merged.received, [], "it is not new");
    assert_eq!((contents(&timeline), timeline.newer().deletions), (vec!["message 1", "better", "message 3"], Some(40)));
    assert!(!timeline.has_unread_up_to(MessageId(3)), "it was read before");
    assert!(rows.update(&timeline, &[], 1));
    let after = rows.all();
    let is_same: Vec<bool> = before.iter().zip(&after).map(|(before, after)| before.key == after.key).collect();
    assert_eq!(is_same, [true, true, false, true], "after the day's line, only the edited row is new");
    assert!(!rows.update(&timeline, &[], 1));

    timeline.merge(&timeline.newer(), answer(edited(2, "best", "2 6"), 50));
    assert!(rows.update(&timeline, &[], 1), "a second edit is drawn too");
    timeline.merge(
        &MessageRange::after(Some(MessageId(1))),
        thread(vec![message(2, true, "1 0"), edited(2, "better", "2 5")]),
    );
    assert_eq!(contents(&timeline)[1], "best", "a late answer does not bring it back");
    timeline.sent(Message { deleted_at: Some(Timestamp("2 7".to_owned())), ..message(2, true, "1 0") });
    timeline.sent(edited(2, "best", "2 6"));
    assert_eq!(deleted_in(&timeline), [2], "and neither what was deleted");
}

#[test]
fn a_message_that_was_taken_back_is_not_drawn_and_does_not_come_back() {
    let recalled = |message: Message| Message {
        content: String::new(),
        message_type: MessageType::System,
        deleted_at: Some(Timestamp("2 0".to_owned())),
        ..message
    };
    let mut timeline = timeline();
    timeline.merge(&newest(), thread(vec![message(1, true, "1 0"), message(2, true, "1 0")]));
    timeline.sent(message(3, false, "1 0"));
    let keys = |timeline: &Timeline| timeline.plan(&[], 1).into_iter().skip(1).map(|row| row.key).collect::<Vec<_>>();
    let [first, second] = [1, 2].map(|id| RowKey::Message(MessageId(id)));
    assert_eq!(keys(&timeline), [first.clone(), second, RowKey::Own(client_id(3))]);
    let deleted = [message(2, true, "1 0"), message(3, false, "1 0")].map(recalled).to_vec();
    let merged = timeline.merge(&timeline.newer(), Thread { deleted, deletions: 40, ..thread(Vec::new()) });
    assert_eq!((merged.received, keys(&timeline)), (Vec::new(), vec![first.clone()]));
    assert_eq!(timeline.last_received(), Some(MessageId(1)));
    assert_eq!(timeline.unread_messages().count(), 1);
    timeline.merge(&timeline.newer(), thread(vec![message(2, true, "1 0"), message(3, false, "1 0")]));
    assert_eq!(keys(&timeline), [first], "a late answer does not bring them back");
}

#[test]
fn an_edited_message_shows_its_time() {
    let mut timeline = timeline();
    let group = [1, 3].map(|id| message(id, true, "1 0"));
    let [first, last] = group;
    timeline.merge(&newest(), thread(vec![first, edited(2, "better", "2 5"), last]));
    let ends: Vec<bool> = timeline.plan(&[], 1).iter().skip(1).map(|planned| planned.look.ends_group).collect();
    assert_eq!(ends, [false, true, true]);
}

#[test]
fn a_page_from_before_a_deletion_makes_the_next_poll_ask_again() {
    let mut timeline = timeline();
    timeline.merge(&newest(), Thread { has_more: true, ..thread(vec![message(7, true, "1 0")]) });
    let older = timeline.older().expect("older messages");
    timeline.merge(&timeline.newer(), deleting(&[5], 40));
    assert_eq!(timeline.newer().deletions, Some(40));
    timeline.merge(&older, thread(vec![message(5, true, "1 0")]));
    assert_eq!(timeline.newer().deletions, Some(0), "the page may be older than the deletion");
    timeline.merge(&timeline.newer(), deleting(&[5], 40));
    assert_eq!((deleted_in(&timeline), timeline.newer().deletions), (vec![5], Some(40)));
}

#[test]
fn another_tabs_answer_is_taken_in_where_it_leaves_no_deletion_out() {
    let mut timeline = timeline();
    timeline.merge(&newest(), Thread { deletions: 20, ..thread(vec![message(1, true, "1 0")]) });
    let after = Some(MessageId(1));
    assert_eq!(timeline.continues_at(after, 30, &deleting(&[1], 40)), None, "deletions up to 30 are missing");
    let asked = timeline.continues_at(after, 10, &deleting(&[1], 40)).expect("nothing is missing");
    timeline.merge(&asked, deleting(&[1], 40));
    assert_eq!((deleted_in(&timeline), timeline.newer().deletions), (vec![1], Some(40)));
    assert_eq!(timeline.continues_at(None, 0, &deleting(&[], 50)), None, "earlier messages may have been deleted");
}

#[cfg(feature = "leptos")]
#[test]
fn a_kept_conversation_has_its_newest_messages_and_marks_as_many_unread_as_the_answer_says() {
    let mut kept = timeline();
    kept.merge(&newest(), Thread { unread: 3, ..thread((1..=5).map(|id| message(id, true, "1 0")).collect()) });
    kept.draw_new_line();
    kept.prepare_to_keep(3);
    assert_eq!(kept.messages().map(|message| message.id.0).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!(kept.older().and_then(|range| range.before), Some(MessageId(3)));
    assert_eq!(kept.new_from, None);
    // Another agent has read all but the new one.
    kept.merge(&kept.newer(), Thread { unread: 1, ..thread(vec![message(6, true, "1 1")]) });
    kept.renew_new_line();
    assert_eq!(kept.new_from, Some(MessageId(6)));
    assert!(kept.messages().all(|message| message.is_read == (message.id.0 < 6)));
}
