//! The small demonstration: 200 conversations to look around in.

use std::borrow::Cow;

use chrono::{DateTime, Duration, Utc};

use super::{
    dialogues::{DIALOGUES, Dialogue, Side},
    people,
    story::{Customer, Line, Story},
};
use crate::model::{conversation::Status, language::Language};

/// How many conversations it has.
pub(super) const CONVERSATIONS: usize = 200;
/// The number of days over which they are spread.
pub(super) const DAYS: usize = 60;
/// Time between two messages of a conversation.
const MESSAGE_INTERVAL: Duration = Duration::minutes(3);

/// Returns a conversation: the same for the same number, so that screenshots of it can
/// be compared. Number 0 is the newest.
pub(super) fn story(number: usize, now: DateTime<Utc>) -> Story {
    Plan::of(number, now).story()
}

struct Plan {
    number: usize,
    dialogue: &'static Dialogue,
    language: Language,
    name: &'static str,
    status: Status,
    begins: DateTime<Utc>,
}

impl Plan {
    fn of(number: usize, now: DateTime<Utc>) -> Self {
        let scattered = number * 7919 % CONVERSATIONS;
        let language = if scattered.is_multiple_of(2) { Language::En } else { Language::Bn };
        let names = match language {
            Language::En => &people::ENGLISH_NAMES,
            Language::Bn => &people::BANGLA_NAMES,
        };
        // The newest conversations are still open.
        let status = match (number, scattered % 10) {
            (0..=13, 3) => Status::Pending,
            (0..=13, _) => Status::Open,
            (_, 0 | 1) => Status::Closed,
            (14..=40, 2) => Status::Pending,
            _ => Status::Resolved,
        };
        let minutes = number * DAYS * 24 * 60 / CONVERSATIONS / if number < 14 { 20 } else { 1 };
        let ago = Duration::minutes(i64::try_from(minutes + scattered % 50 + 20).unwrap_or(0));
        Self {
            number,
            dialogue: &DIALOGUES[number % DIALOGUES.len()],
            language,
            name: names[scattered / 2 % names.len()],
            status,
            begins: now - ago,
        }
    }

    fn story(&self) -> Story {
        let pairs = self.lines();
        let mut at = self.begins;
        let lines: Vec<Line> = pairs
            .iter()
            .map(|(side, text)| {
                at += MESSAGE_INTERVAL;
                Line { side: *side, at, text: Cow::Borrowed(text) }
            })
            .collect();
        Story {
            customer: self.customer(),
            subject: Cow::Borrowed(self.dialogue.subject(self.language)),
            language: self.language,
            status: self.status,
            priority: self.dialogue.priority,
            // New ones wait for an agent.
            agent: (lines.len() > 1).then_some(self.number),
            begins: self.begins,
            unread: usize::from(self.waits()),
            reopened: None,
            resolved_at: (!self.status.is_active()).then_some(at),
            rating: None,
            labels: Vec::new(),
            lines,
        }
    }

    /// Returns the customer. Of ten customers, seven are known to the shop.
    fn customer(&self) -> Customer {
        let is_identified = self.number % 10 < 7;
        let email = if is_identified { format!("customer{}@example.com", self.number + 1) } else { String::new() };
        Customer::New { name: self.name.to_owned(), email, is_identified }
    }

    /// Returns whether the customer waits for an answer. Then the dialogue
    /// stops there.
    fn waits(&self) -> bool {
        self.status.is_active() && self.number.is_multiple_of(2)
    }

    fn lines(&self) -> &'static [(Side, &'static str)] {
        let lines = self.dialogue.lines(self.language);
        let is_new = self.number % 6 == 4 && self.status.is_active();
        if is_new {
            &lines[..1]
        } else if self.waits() {
            let last = lines.iter().rposition(|(side, _)| *side == Side::Customer).unwrap_or(0);
            &lines[..=last]
        } else {
            lines
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_has_both_languages_and_all_statuses_over_its_days() {
        let now = Utc::now();
        let stories: Vec<Story> = (0..CONVERSATIONS).map(|number| story(number, now)).collect();
        for language in Language::ALL {
            assert!(stories.iter().filter(|story| story.language == language).count() >= CONVERSATIONS / 3);
        }
        for status in Status::ALL {
            assert!(stories.iter().any(|story| story.status == status), "{status} is missing");
        }
        let oldest = stories.iter().map(|story| now - story.begins).max().unwrap_or_default();
        assert!((55..=61).contains(&oldest.num_days()), "the oldest is {} days old", oldest.num_days());
        assert!(
            stories.iter().flat_map(|story| &story.lines).all(|line| line.at < now),
            "a message lies in the future"
        );
    }
}
