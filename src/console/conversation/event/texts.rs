//! The sentences of the lines, in both languages.

use crate::{
    console::{snooze::SnoozeTexts, texts::Texts},
    model::{
        conversation::Status,
        digits,
        event::{Assignee, EventChange, SnoozeChange, StatusChange},
        ids::AgentId,
        inbox::Snooze,
        language::Language,
        text::isolated,
    },
};

/// The texts in one language. Those that begin with a space follow the author.
pub(super) struct EventTexts {
    language: Language,
    pub you: &'static str,
    pub customer: &'static str,
    pub former_agent: &'static str,
    /// The signed-in agent as the assignee.
    to_you: &'static str,
    took: &'static str,
    assigned: &'static str,
    /// The server has assigned the conversation.
    was_assigned: &'static str,
    unassigned: &'static str,
    was_unassigned: &'static str,
    reopened: &'static str,
    resolved: &'static str,
    closed: &'static str,
    set_status: &'static str,
    snoozed: &'static str,
    ended_snooze: &'static str,
    snooze_ended: &'static str,
    set_priority: &'static str,
    added_label: &'static str,
    removed_label: &'static str,
    rated: (&'static str, &'static str),
}

const EN: EventTexts = EventTexts {
    language: Language::En,
    you: "You",
    customer: "The customer",
    former_agent: "A former agent",
    to_you: "you",
    took: " took this conversation",
    assigned: " assigned this to ",
    was_assigned: "Assigned to ",
    unassigned: " returned this to the queue",
    was_unassigned: "Returned to the queue",
    reopened: " reopened this",
    resolved: " resolved this",
    closed: " closed this",
    set_status: " set the status to ",
    snoozed: " snoozed this ",
    ended_snooze: " ended the snooze",
    snooze_ended: "Snooze ended",
    set_priority: " set the priority to ",
    added_label: " added the label ",
    removed_label: " removed the label ",
    rated: (" rated this ", " out of 5"),
};

const BN: EventTexts = EventTexts {
    language: Language::Bn,
    you: "আপনি",
    customer: "গ্রাহক",
    former_agent: "একজন প্রাক্তন এজেন্ট",
    to_you: "আপনি",
    took: " কথোপকথনটি নিয়েছেন",
    assigned: " অ্যাসাইন করেছেন: ",
    was_assigned: "অ্যাসাইন হয়েছে: ",
    unassigned: " সারিতে ফিরিয়ে দিয়েছেন",
    was_unassigned: "সারিতে ফিরেছে",
    reopened: " আবার খুলেছেন",
    resolved: " সমাধান করেছেন",
    closed: " বন্ধ করেছেন",
    set_status: " অবস্থা দিয়েছেন: ",
    snoozed: " স্নুজ করেছেন: ",
    ended_snooze: " স্নুজ শেষ করেছেন",
    snooze_ended: "স্নুজ শেষ হয়েছে",
    set_priority: " অগ্রাধিকার দিয়েছেন: ",
    added_label: " লেবেল যোগ করেছেন: ",
    removed_label: " লেবেল সরিয়েছেন: ",
    rated: (" রেটিং দিয়েছেন: ৫টির মধ্যে ", "টি"),
};

impl EventTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the sentence for a change by `who`; by the server if it is empty. `me` is the
    /// signed-in agent.
    pub fn sentence(&self, who: &str, change: &EventChange, me: AgentId) -> String {
        let by = |words: &str, what: &str| [&isolated(who), words, what].concat();
        let texts = Texts::of(self.language);
        match change {
            EventChange::Status(StatusChange { from, to: Status::Open }) if !from.is_active() => by(self.reopened, ""),
            EventChange::Status(StatusChange { to: Status::Resolved, .. }) => by(self.resolved, ""),
            EventChange::Status(StatusChange { to: Status::Closed, .. }) => by(self.closed, ""),
            EventChange::Status(StatusChange { to, .. }) => by(self.set_status, texts.status(*to)),
            EventChange::Snooze(SnoozeChange { is_snoozed: true, until }) => {
                by(self.snoozed, &SnoozeTexts::of(self.language).until(&Snooze { until: until.clone() }))
            }
            EventChange::Snooze(_) if who.is_empty() => self.snooze_ended.to_owned(),
            EventChange::Snooze(_) => by(self.ended_snooze, ""),
            EventChange::Priority(priority) => by(self.set_priority, texts.priority(*priority)),
            EventChange::Assignee(Some(agent)) if who.is_empty() => {
                [self.was_assigned, &self.agent(agent, me)].concat()
            }
            EventChange::Assignee(Some(agent)) if agent.is_author => by(self.took, ""),
            EventChange::Assignee(Some(agent)) => by(self.assigned, &self.agent(agent, me)),
            EventChange::Assignee(None) if who.is_empty() => self.was_unassigned.to_owned(),
            EventChange::Assignee(None) => by(self.unassigned, ""),
            EventChange::LabelAdded(label) => by(self.added_label, &isolated(label)),
            EventChange::LabelRemoved(label) => by(self.removed_label, &isolated(label)),
            EventChange::Unknown => String::new(),
            EventChange::Rating(rating) => {
                let number = digits::localize(&rating.to_string(), self.language);
                by(self.rated.0, &[&number, self.rated.1].concat())
            }
        }
    }

    fn agent(&self, agent: &Assignee, me: AgentId) -> String {
        match self.language.pick(&agent.name, &agent.name_bn) {
            _ if agent.id == me => self.to_you.to_owned(),
            "" => self.former_agent.to_owned(),
            name => isolated(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::conversation::Priority;

    const ME: AgentId = AgentId(1);

    fn assignee(id: i64, is_author: bool) -> EventChange {
        let (name, name_bn) = ("Rafi".to_owned(), "রাফি".to_owned());
        EventChange::Assignee(Some(Assignee { id: AgentId(id), is_author, name, name_bn }))
    }

    #[track_caller]
    fn says(who: &str, change: &EventChange, english: &str, bangla: &str) {
        let said = |language| {
            let sentence = EventTexts::of(language).sentence(who, change, ME);
            sentence.replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!((said(Language::En).as_str(), said(Language::Bn).as_str()), (english, bangla));
    }

    #[test]
    fn each_change_is_one_sentence() {
        let status = |from, to| EventChange::Status(StatusChange { from, to });
        says("Mina", &status(Status::Open, Status::Resolved), "Mina resolved this", "Mina সমাধান করেছেন");
        says("Mina", &status(Status::Resolved, Status::Open), "Mina reopened this", "Mina আবার খুলেছেন");
        let pending = status(Status::Open, Status::Pending);
        says("Mina", &pending, "Mina set the status to Pending", "Mina অবস্থা দিয়েছেন: অপেক্ষমাণ");
        let snooze = |is_snoozed| EventChange::Snooze(SnoozeChange { is_snoozed, until: None });
        says("Mina", &snooze(true), "Mina snoozed this until the customer writes", "Mina স্নুজ করেছেন: গ্রাহক না লেখা পর্যন্ত");
        says("Mina", &snooze(false), "Mina ended the snooze", "Mina স্নুজ শেষ করেছেন");
        says("", &snooze(false), "Snooze ended", "স্নুজ শেষ হয়েছে");
        let urgent = EventChange::Priority(Priority::Urgent);
        says("Mina", &urgent, "Mina set the priority to Urgent", "Mina অগ্রাধিকার দিয়েছেন: জরুরি");
        says("Mina", &assignee(2, false), "Mina assigned this to Rafi", "Mina অ্যাসাইন করেছেন: রাফি");
        says("Mina", &assignee(1, false), "Mina assigned this to you", "Mina অ্যাসাইন করেছেন: আপনি");
        says("Rafi", &assignee(2, true), "Rafi took this conversation", "Rafi কথোপকথনটি নিয়েছেন");
        says("", &assignee(2, false), "Assigned to Rafi", "অ্যাসাইন হয়েছে: রাফি");
        says("", &EventChange::Assignee(None), "Returned to the queue", "সারিতে ফিরেছে");
        let label = EventChange::LabelAdded("VIP".to_owned());
        says("Mina", &label, "Mina added the label VIP", "Mina লেবেল যোগ করেছেন: VIP");
        says("X", &EventChange::Rating(4), "X rated this 4 out of 5", "X রেটিং দিয়েছেন: ৫টির মধ্যে ৪টি");
    }
}
