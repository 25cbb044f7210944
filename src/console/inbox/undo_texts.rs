//! The texts that announce a change, in both languages.

use super::change::Change;
use crate::{
    console::{snooze::SnoozeTexts, texts::Texts},
    model::{conversation::Status, digits, ids::ConversationId, language::Language, text::isolated},
};

/// The texts in one language.
pub struct UndoTexts {
    language: Language,
    many: &'static str,
    open: &'static str,
    pending: &'static str,
    resolved: &'static str,
    closed: &'static str,
    snoozed: &'static str,
    assigned: &'static str,
    unassigned: &'static str,
    priority: &'static str,
    speaks: &'static str,
    labelled: (&'static str, &'static str),
    unlabelled: (&'static str, &'static str),
}

const EN: UndoTexts = UndoTexts {
    language: Language::En,
    many: " conversations",
    open: " reopened",
    pending: " set to pending",
    resolved: " resolved",
    closed: " closed",
    snoozed: " snoozed ",
    assigned: " assigned to ",
    unassigned: " unassigned",
    priority: ": priority ",
    speaks: ": language ",
    labelled: (": label “", "” added"),
    unlabelled: (": label “", "” removed"),
};

const BN: UndoTexts = UndoTexts {
    language: Language::Bn,
    many: "টি কথোপকথন",
    open: " আবার খোলা হয়েছে",
    pending: " অপেক্ষমাণ করা হয়েছে",
    resolved: " সমাধান করা হয়েছে",
    closed: " বন্ধ করা হয়েছে",
    snoozed: " স্নুজ করা হয়েছে: ",
    assigned: " অ্যাসাইন করা হয়েছে: ",
    unassigned: " থেকে অ্যাসাইন সরানো হয়েছে",
    priority: ": অগ্রাধিকার ",
    speaks: ": ভাষা ",
    labelled: (": “", "” লেবেল দেওয়া হয়েছে"),
    unlabelled: (": “", "” লেবেল সরানো হয়েছে"),
};

impl UndoTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the words that announce a change: of which conversation, or of how many, and what
    /// has changed.
    pub fn done(&self, ids: &[ConversationId], change: &Change) -> String {
        let subject = match ids {
            [id] => id.to_string(),
            _ => [&digits::localize(&ids.len().to_string(), self.language), self.many].concat(),
        };
        subject + &self.what(change)
    }

    fn what(&self, change: &Change) -> String {
        let texts = Texts::of(self.language);
        let (before, value, after) = match change {
            Change::Status(status) => (self.status(*status), String::new(), ""),
            Change::Snooze(snooze) => (self.snoozed, SnoozeTexts::of(self.language).until(snooze), ""),
            Change::Assignee(None) => (self.unassigned, String::new(), ""),
            Change::Assignee(Some(agent)) => (self.assigned, isolated(agent.name_in(self.language)), ""),
            Change::Priority(priority) => (self.priority, texts.priority(*priority).to_owned(), ""),
            Change::Language(language) => (self.speaks, language.own_name().to_owned(), ""),
            Change::Label(label, is_on) => {
                let (before, after) = if *is_on { self.labelled } else { self.unlabelled };
                (before, isolated(&label.name), after)
            }
        };
        [before, &value, after].concat()
    }

    const fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Open => self.open,
            Status::Pending => self.pending,
            Status::Resolved => self.resolved,
            Status::Closed => self.closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples::id, *};
    use crate::model::{conversation::Priority, inbox::Snooze};

    #[test]
    fn a_change_names_its_conversation_or_their_count() {
        let resolved = Change::Status(Status::Resolved);
        assert_eq!(UndoTexts::of(Language::En).done(&[id(1)], &resolved), "CONV-000000000001 resolved");
        let snoozed = Change::Snooze(Snooze { until: None });
        let said = "CONV-000000000001 snoozed until the customer writes";
        assert_eq!(UndoTexts::of(Language::En).done(&[id(1)], &snoozed), said);
        assert_eq!(UndoTexts::of(Language::En).done(&[id(1), id(2)], &resolved), "2 conversations resolved");
        let urgent = Change::Priority(Priority::Urgent);
        assert_eq!(UndoTexts::of(Language::Bn).done(&[id(1), id(2)], &urgent), "২টি কথোপকথন: অগ্রাধিকার জরুরি");
    }
}
