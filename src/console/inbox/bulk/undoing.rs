//! What undoes an action on many conversations.

use crate::{
    console::inbox::{Change, Inbox},
    model::{
        agent::Colleague,
        bulk::{BulkAction, BulkReport, Outcome},
        conversation::Status,
        ids::ConversationId,
        inbox::ConversationSummary,
        label::Label,
    },
};

/// Returns what is shown of the conversations before the action.
pub(super) fn known(ids: &[String], inbox: Inbox) -> Vec<ConversationSummary> {
    let known = |id: &String| inbox.known(&id.parse().ok()?);
    ids.iter().filter_map(known).collect()
}

/// Returns the change that an action makes in each conversation; none if its agent or label is
/// unknown.
pub(super) fn change_of(action: BulkAction, labels: &[Label], team: &[Colleague]) -> Option<Change> {
    let label = |id| labels.iter().find(|label| label.id == id).cloned();
    Some(match action {
        BulkAction::Resolve => Change::Status(Status::Resolved),
        BulkAction::Close => Change::Status(Status::Closed),
        BulkAction::Reopen => Change::Status(Status::Open),
        BulkAction::Assign(None) => Change::Assignee(None),
        BulkAction::Assign(Some(id)) => Change::Assignee(Some(team.iter().find(|agent| agent.id == id).cloned()?)),
        BulkAction::Priority(priority) => Change::Priority(priority),
        BulkAction::Label(id) => Change::Label(label(id)?, true),
        BulkAction::Unlabel(id) => Change::Label(label(id)?, false),
    })
}

/// Returns what undoes a change in each conversation in which the server has made it.
pub(super) fn reverses(
    change: &Change,
    report: &BulkReport,
    known: &[ConversationSummary],
) -> Vec<(ConversationId, Change)> {
    let is_done = |summary: &&ConversationSummary| {
        let id = summary.conversation_id.as_str();
        report.results.iter().any(|result| result.conversation_id == id && result.outcome == Outcome::Done)
    };
    let reverse = |summary: &ConversationSummary| Some((summary.conversation_id.clone(), change.reverse(summary)?));
    known.iter().filter(is_done).filter_map(reverse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        console::inbox::samples::{id, summary},
        model::bulk::BulkResult,
    };

    #[test]
    fn only_conversations_that_were_changed_are_changed_back() {
        let result = |number, outcome| BulkResult { conversation_id: id(number).to_string(), outcome, reason: None };
        let report = BulkReport { results: vec![result(1, Outcome::Done), result(2, Outcome::Refused)] };
        let known = [ConversationSummary { status: Status::Pending, ..summary(1, 0) }, summary(2, 0)];
        let undone = reverses(&Change::Status(Status::Closed), &report, &known);
        assert_eq!(undone, [(id(1), Change::Status(Status::Pending))]);
    }
}
