//! The large demonstration: a shop as it is after a busy year, in any size.
//! Everything is derived from the number of a conversation, so each run makes
//! the same data, up to the moment at which the year ends.

mod texts;

use std::borrow::Cow;

use chrono::{DateTime, Duration, Utc};

use super::{
    dialogues::Side,
    seeded_random::SeededRandom,
    story::{Customer, Line, Rating, Story},
};
use crate::model::{
    conversation::{Priority, Status},
    language::Language,
};

/// The seed of all random numbers.
const SEED: u64 = 2026;
const YEAR: Duration = Duration::days(365);
/// The longest time from the beginning of a conversation to its last line.
const MAX_DURATION: Duration = Duration::minutes(75);
/// One in this many conversations is the regular customer's.
const REGULAR_EVERY: usize = 100;
/// Of 1,000 conversations, 12 are still active: the newest ones, of the last four days.
const ACTIVE: (usize, usize) = (12, 1_000);
/// The priorities by the number of a conversation. One in eight is urgent.
const PRIORITIES: [Priority; 8] = [
    Priority::Normal,
    Priority::Normal,
    Priority::Low,
    Priority::Normal,
    Priority::High,
    Priority::Normal,
    Priority::Urgent,
    Priority::Normal,
];
/// How ratings are spread: most customers are content.
const STARS: [i32; 10] = [5, 5, 4, 5, 3, 4, 5, 2, 4, 1];

/// A year with a number of conversations, which ends at a given moment.
pub(super) struct Year {
    conversations: usize,
    end: DateTime<Utc>,
}

impl Year {
    pub(super) fn new(conversations: usize, end: DateTime<Utc>) -> Self {
        Self { conversations, end }
    }

    /// Returns conversation number `number`; 0 is the oldest.
    pub(super) fn story(&self, number: usize) -> Story {
        let seeded = SeededRandom::new(SEED ^ ((number as u64) << 20));
        let is_active = number + (self.conversations * ACTIVE.0).div_ceil(ACTIVE.1) >= self.conversations;
        let language = if number.is_multiple_of(2) { Language::Bn } else { Language::En };
        let begins = self.begin(number, &seeded);
        let is_taken = !(is_active && number.is_multiple_of(9));
        let mut story = Story {
            customer: customer(number),
            subject: Cow::Borrowed(texts::subject(language, number)),
            language,
            status: status(number, is_active),
            priority: PRIORITIES[number / 2 % PRIORITIES.len()],
            agent: is_taken.then_some(number),
            begins,
            lines: Vec::new(),
            unread: 0,
            reopened: None,
            resolved_at: None,
            rating: None,
            labels: labels(&seeded),
        };
        let placeholders = texts::Placeholders { language, order: number, is_early: number < self.conversations / 2 };
        // An even number of lines ends with an agent's line.
        let count = match (is_active, is_taken) {
            (true, false) => 1,
            (true, true) => 2 + 2 * seeded.below(4) - usize::from(waits(number)),
            (false, _) => 5 + seeded.below(texts::LINES - 4),
        };
        self.talk(&mut story, &placeholders, count, &seeded);
        if is_active {
            self.leave_unread(&mut story, number, &seeded);
        } else {
            self.end(&mut story, &seeded);
        }
        story
    }

    /// Returns when a conversation begins. They are spread over the year, in
    /// the order of their numbers.
    fn begin(&self, number: usize, seeded: &SeededRandom) -> DateTime<Utc> {
        const STEPS: i64 = 1_000;
        let span = (YEAR - MAX_DURATION).num_milliseconds();
        let place = i64::try_from(number).unwrap_or(0) * STEPS + i64::try_from(seeded.below(1_000)).unwrap_or(0);
        let all = i64::try_from(self.conversations).unwrap_or(1).max(1) * STEPS;
        let after = i128::from(span) * i128::from(place) / i128::from(all);
        self.end - YEAR + Duration::milliseconds(i64::try_from(after).unwrap_or(0))
    }

    /// Adds lines of the customer and the agent in turn.
    fn talk(&self, story: &mut Story, placeholders: &texts::Placeholders, count: usize, seeded: &SeededRandom) {
        let reopening = (story.status == Status::Resolved && seeded.below(30) == 0).then_some(4);
        let mut at = story.begins;
        for index in 0..count {
            at += pause(seeded);
            if reopening == Some(index) {
                let resolved = at + Duration::minutes(10);
                at = resolved + Duration::minutes(60 + i64::try_from(seeded.below(120)).unwrap_or(0));
                story.reopened = Some((index, resolved));
            }
            let side = if index.is_multiple_of(2) { Side::Customer } else { Side::Agent };
            story.lines.push(Line { side, at, text: Cow::Owned(placeholders.line(index)) });
        }
    }

    /// Leaves the last lines unread. An active conversation waits for the customer or
    /// for an agent. A customer who waits may write again.
    fn leave_unread(&self, story: &mut Story, number: usize, seeded: &SeededRandom) {
        if story.lines.last().is_some_and(|line| line.side == Side::Agent) {
            story.unread = usize::from(number.is_multiple_of(3));
            return;
        }
        let again = seeded.below(3);
        for text in &texts::again(story.language)[..again] {
            let at = story.lines.last().map_or(story.begins, |line| line.at) + pause(seeded);
            story.lines.push(Line { side: Side::Customer, at, text: Cow::Borrowed(text) });
        }
        // One in four has been read and not answered yet.
        story.unread = if number % 8 == 4 { 0 } else { 1 + again };
    }

    fn end(&self, story: &mut Story, seeded: &SeededRandom) {
        let last = story.lines.last().map_or(story.begins, |line| line.at);
        let later = |from: DateTime<Utc>, most: usize| {
            let seconds = i64::try_from(60 + seeded.below(most)).unwrap_or(60);
            (from + Duration::seconds(seconds)).min(self.end)
        };
        let resolved = later(last, 72_000);
        story.resolved_at = Some(resolved);
        if seeded.below(4) == 0 {
            let stars = *seeded.one(&STARS);
            story.rating =
                Some(Rating { stars, comment: texts::comment(story.language, stars), at: later(resolved, 7_200) });
        }
        // Some customers left before the last answer came.
        let ends_with_answer = story.lines.last().is_some_and(|line| line.side == Side::Agent);
        story.unread = usize::from(ends_with_answer && seeded.below(20) == 0);
    }
}

/// Returns whether an active conversation ends with the customer's line.
fn waits(number: usize) -> bool {
    number % 4 < 2
}

fn pause(seeded: &SeededRandom) -> Duration {
    Duration::milliseconds(20_000 + i64::try_from(seeded.below(240_000)).unwrap_or(0))
}

fn status(number: usize, is_active: bool) -> Status {
    match is_active {
        true if number.is_multiple_of(5) => Status::Pending,
        true => Status::Open,
        false if number.is_multiple_of(4) => Status::Closed,
        false => Status::Resolved,
    }
}

/// Returns the customer. Of ten customers, seven are known to the shop.
fn customer(number: usize) -> Customer {
    if number.is_multiple_of(REGULAR_EVERY) {
        return Customer::Regular;
    }
    let is_identified = number % 10 < 7;
    let email = if is_identified { format!("customer{number}@example.com") } else { String::new() };
    Customer::New { name: texts::name(number), email, is_identified }
}

fn labels(seeded: &SeededRandom) -> Vec<usize> {
    match seeded.below(12) {
        0 => vec![0, 1 + seeded.below(3)],
        1..=3 => vec![seeded.below(4)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories(conversations: usize) -> Vec<Story> {
        let year = Year::new(conversations, Utc::now());
        (0..conversations).map(|number| year.story(number)).collect()
    }

    #[test]
    fn a_year_has_ten_messages_a_conversation_and_all_kinds_of_conversations() {
        let stories = stories(10_000);
        let lines: usize = stories.iter().map(|story| story.lines.len() + 1).sum();
        assert!((95_000..105_000).contains(&lines), "{lines} messages");
        for status in Status::ALL {
            assert!(stories.iter().any(|story| story.status == status), "{status} is missing");
        }
        assert_eq!(stories.iter().filter(|story| story.status.is_active()).count(), 120);
        assert!(stories.iter().any(|story| story.agent.is_none()) && stories.iter().any(|story| story.unread > 1));
        assert!(
            stories.iter().any(|story| story.reopened.is_some()) && stories.iter().any(|story| story.rating.is_some())
        );
        assert!(stories.iter().any(|story| !story.labels.is_empty()));
        assert!(stories.is_sorted_by_key(|story| story.begins));
    }

    #[test]
    fn nothing_lies_in_the_future_or_before_what_it_follows() {
        for conversations in [1, 2, 7, 100, 3_000] {
            let now = Utc::now();
            let year = Year::new(conversations, now);
            for story in (0..conversations).map(|number| year.story(number)) {
                assert!(now - story.begins <= YEAR);
                assert!(story.lines.first().is_some_and(|line| line.at > story.begins && line.side == Side::Customer));
                assert!(story.lines.is_sorted_by_key(|line| line.at));
                let last = story.lines.last().map(|line| line.at);
                assert!(
                    last.is_some_and(|last| last <= now && story.resolved_at.is_none_or(|at| at > last && at <= now))
                );
            }
        }
    }

    #[test]
    fn the_same_number_is_the_same_conversation() {
        let texts = |stories: Vec<Story>| -> Vec<String> {
            stories.into_iter().flat_map(|story| story.lines).map(|line| line.text.into_owned()).collect()
        };
        assert_eq!(texts(stories(300)), texts(stories(300)));
    }
}
