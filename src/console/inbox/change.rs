//! A change of a conversation by this agent: how it looks, how it is sent, and what undoes it.

use std::pin::Pin;

use crate::{
    api::{agent, labels},
    model::{
        agent::Colleague,
        conversation::{Priority, Status},
        error::ApiError,
        ids::ConversationId,
        inbox::{ConversationSummary, ConversationUpdate, Snooze},
        label::Label,
        language::Language,
    },
};

/// The request that makes a change.
pub(super) type Sent = Pin<Box<dyn Future<Output = Result<ConversationSummary, ApiError>>>>;

/// A new value of one property of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Status(Status),
    Snooze(Snooze),
    Priority(Priority),
    Assignee(Option<Colleague>),
    Language(Language),
    /// Adds a label if true, else removes it.
    Label(Label, bool),
}

impl Change {
    /// Shows the change in a summary.
    pub fn show_in(&self, summary: &mut ConversationSummary) {
        match self {
            Self::Status(status) => {
                summary.status = *status;
                (summary.is_snoozed, summary.snoozed_until) = (false, None);
            }
            Self::Snooze(snooze) => {
                summary.status = Status::Pending;
                (summary.is_snoozed, summary.snoozed_until) = (true, snooze.until.clone());
            }
            Self::Priority(priority) => summary.priority = *priority,
            Self::Assignee(agent) => summary.assigned_agent.clone_from(agent),
            Self::Language(language) => summary.language = *language,
            Self::Label(label, is_on) => {
                let place = summary.labels.iter().position(|other| other.id == label.id);
                match place {
                    Some(place) if !is_on => drop(summary.labels.remove(place)),
                    None if *is_on => summary.labels.push(label.clone()),
                    _ => {}
                }
            }
        }
    }

    /// Returns the change that restores the value which a conversation has now. Returns none if the
    /// change would change nothing.
    pub fn reverse(&self, now: &ConversationSummary) -> Option<Self> {
        let reverse = match self {
            Self::Status(_) | Self::Snooze(_) => now.snooze().map_or(Self::Status(now.status), Self::Snooze),
            Self::Priority(_) => Self::Priority(now.priority),
            Self::Assignee(_) => Self::Assignee(now.assigned_agent.clone()),
            Self::Language(_) => Self::Language(now.language),
            Self::Label(label, _) => Self::Label(label.clone(), now.labels.iter().any(|other| other.id == label.id)),
        };
        (!reverse.is_same_value(self)).then_some(reverse)
    }

    /// Returns whether both set the same value. Other data of an agent, such as being online,
    /// may differ.
    fn is_same_value(&self, other: &Self) -> bool {
        let id = |agent: &Option<Colleague>| agent.as_ref().map(|agent| agent.id);
        match (self, other) {
            (Self::Assignee(one), Self::Assignee(two)) => id(one) == id(two),
            (Self::Label(_, one), Self::Label(_, two)) => one == two,
            _ => self == other,
        }
    }

    /// Returns the update that makes the change, unless it changes a label. With `instead_of`, the
    /// server makes it only if the conversation still has that value.
    pub fn update(&self, instead_of: Option<&Self>) -> Option<ConversationUpdate> {
        let mut update = ConversationUpdate::default();
        match self {
            Self::Status(status) => (update.status, update.is_snoozed) = (Some(*status), Some(false)),
            Self::Snooze(snooze) => {
                (update.is_snoozed, update.snoozed_until) = (Some(true), Some(snooze.until.clone()));
            }
            Self::Priority(priority) => update.priority = Some(*priority),
            Self::Assignee(agent) => update.assigned_agent_id = Some(agent.as_ref().map(|agent| agent.id)),
            Self::Language(language) => update.language = Some(*language),
            Self::Label(..) => return None,
        }
        match instead_of {
            Some(Self::Status(status)) => (update.if_status, update.if_is_snoozed) = (Some(*status), Some(false)),
            Some(Self::Snooze(snooze)) => {
                (update.if_is_snoozed, update.if_snoozed_until) = (Some(true), Some(snooze.until.clone()));
            }
            Some(Self::Priority(priority)) => update.if_priority = Some(*priority),
            Some(Self::Assignee(agent)) => update.if_assigned_agent_id = Some(agent.as_ref().map(|agent| agent.id)),
            Some(Self::Language(language)) => update.if_language = Some(*language),
            Some(Self::Label(..)) | None => {}
        }
        Some(update)
    }

    /// Returns the request that makes the change.
    pub(super) fn call(&self, id: ConversationId, instead_of: Option<&Self>) -> Sent {
        match (self, self.update(instead_of)) {
            (Self::Label(label, is_on), _) => Box::pin(labels::label_conversation(id, label.id, *is_on)),
            (_, Some(update)) => Box::pin(agent::update_conversation(id, update)),
            (_, None) => Box::pin(agent::update_conversation(id, ConversationUpdate::default())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples::summary, *};
    use crate::model::{color::Color, ids::LabelId, timestamp::Timestamp};

    #[test]
    fn the_reverse_restores_what_was_there() {
        let before = summary(1, 0);
        let label = Label { id: LabelId(3), name: "Delivery".to_owned(), color: Color::PRIMARY };
        let changes = [
            Change::Status(Status::Closed),
            Change::Priority(Priority::Urgent),
            Change::Language(Language::Bn),
            Change::Label(label, true),
        ];
        for change in changes {
            let mut changed = before.clone();
            change.show_in(&mut changed);
            assert_ne!(changed, before, "{change:?}");
            assert_eq!(change.reverse(&changed), None, "{change:?}");
            let reverse = change.reverse(&before).unwrap();
            reverse.show_in(&mut changed);
            assert_eq!(changed, before, "{change:?}");
        }
    }

    #[test]
    fn a_snooze_and_a_status_restore_each_other() {
        let until = |day: &str| Snooze { until: Some(Timestamp(format!("2026-11-{day}T03:00:00.000Z"))) };
        let open = summary(1, 0);
        let mut snoozed = open.clone();
        Change::Snooze(until("23")).show_in(&mut snoozed);
        assert_eq!((snoozed.status, snoozed.snooze()), (Status::Pending, Some(until("23"))));
        assert_eq!(Change::Snooze(until("23")).reverse(&snoozed), None);
        assert_eq!(Change::Snooze(until("23")).reverse(&open), Some(Change::Status(Status::Open)));
        for change in [Change::Snooze(until("24")), Change::Status(Status::Pending), Change::Status(Status::Closed)] {
            assert_eq!(change.reverse(&snoozed), Some(Change::Snooze(until("23"))), "{change:?}");
        }
        Change::Status(Status::Pending).show_in(&mut snoozed);
        assert_eq!((snoozed.status, snoozed.snooze()), (Status::Pending, None));
        let update = Change::Status(Status::Open).update(Some(&Change::Snooze(Snooze { until: None }))).unwrap();
        assert_eq!((update.status, update.is_snoozed), (Some(Status::Open), Some(false)));
        assert_eq!((update.if_is_snoozed, update.if_snoozed_until), (Some(true), Some(None)));
    }

    #[test]
    fn undoing_asks_for_the_value_that_was_set() {
        let update = Change::Priority(Priority::Low).update(Some(&Change::Priority(Priority::High))).unwrap();
        assert_eq!((update.priority, update.if_priority), (Some(Priority::Low), Some(Priority::High)));
        let update = Change::Assignee(None).update(Some(&Change::Assignee(None))).unwrap();
        assert_eq!((update.assigned_agent_id, update.if_assigned_agent_id), (Some(None), Some(None)));
    }
}
