//! The rows of one conversation, as the server would have written them.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;

use super::{dialogues::Side, story::Story};
use crate::{
    model::{
        ids::{AgentId, ConversationId, LabelId, MessageId, UserId},
        message::MessageType,
    },
    server::{
        domain::chat::excerpt::excerpt,
        entity::{conversation, conversation_label, conversation_period, message},
    },
};

/// The ids of a conversation's rows, and the accounts that they refer to.
pub(super) struct Names<'a> {
    /// The id of the conversation's row.
    pub number: i64,
    pub id: ConversationId,
    /// The ids of the welcome line and of the other lines, in their order.
    pub messages: &'a [i64],
    pub customer: UserId,
    /// The agent who answers and their account, if there is one.
    pub agent: Option<(AgentId, UserId)>,
    pub labels: &'a [LabelId],
    /// The text of the welcome line.
    pub welcome: &'a str,
}

/// All rows of a conversation.
pub(super) struct Rows {
    pub conversation: conversation::ActiveModel,
    pub messages: Vec<message::ActiveModel>,
    /// The period before the last one, if the conversation was reopened.
    pub period: Option<conversation_period::ActiveModel>,
    pub labels: Vec<conversation_label::ActiveModel>,
}

pub(super) fn rows(story: &Story, names: &Names<'_>) -> Rows {
    let mut messages = vec![welcome(story, names)];
    let first_unread = story.lines.len() - story.unread;
    for (index, (line, id)) in story.lines.iter().zip(&names.messages[1..]).enumerate() {
        let is_read = index < first_unread;
        let is_agent = line.side == Side::Agent;
        let agent = names.agent.map(|(_, account)| account);
        messages.push(message::ActiveModel {
            id: Set(MessageId(*id)),
            sender_id: Set(if is_agent { agent } else { Some(names.customer) }),
            is_agent: Set(is_agent),
            message_type: Set(MessageType::Text),
            content: Set(line.text.clone().into_owned()),
            is_read: Set(is_read),
            // Read when the other side wrote next, or at once.
            read_at: Set(is_read.then(|| story.lines.get(index + 1).map_or(line.at, |next| next.at))),
            created_at: Set(line.at),
            ..messages[0].clone()
        });
    }
    let labels = story.labels.iter().filter_map(|label| names.labels.get(*label));
    let labelled =
        |label: &LabelId| conversation_label::ActiveModel { conversation_id: Set(names.number), label_id: Set(*label) };
    Rows {
        conversation: conversation(story, names),
        messages,
        period: earlier_period(story, names.number),
        labels: labels.map(labelled).collect(),
    }
}

/// Returns the welcome line by the system, which does not count as unread.
fn welcome(story: &Story, names: &Names<'_>) -> message::ActiveModel {
    message::ActiveModel {
        id: Set(MessageId(names.messages[0])),
        conversation_id: Set(names.number),
        sender_id: Set(None),
        is_agent: Set(false),
        message_type: Set(MessageType::System),
        content: Set(names.welcome.to_owned()),
        is_read: Set(true),
        read_at: Set(None),
        created_at: Set(story.begins),
        ..Default::default()
    }
}

fn conversation(story: &Story, names: &Names<'_>) -> conversation::ActiveModel {
    let numbered = NumberedLines { story, ids: &names.messages[1..] };
    let last = numbered.last();
    let unread_of = |side: Side| if last.side == side { i32::try_from(story.unread).unwrap_or(0) } else { 0 };
    let opening = numbered.last_opening();
    let asked_at = numbered.first(Side::Customer, opening);
    let rating = story.rating.as_ref();
    let changes = [Some(last.at), story.resolved_at, rating.map(|rating| rating.at)];
    conversation::ActiveModel {
        id: Set(names.number),
        conversation_id: Set(names.id.clone()),
        user_id: Set(names.customer),
        assigned_agent_id: Set(names.agent.map(|(agent, _)| agent)),
        assigned_at: Set(Some(story.begins)),
        subject: Set(story.subject.clone().into_owned()),
        status: Set(story.status),
        priority: Set(story.priority),
        language: Set(story.language),
        user_unread_count: Set(unread_of(Side::Agent)),
        agent_unread_count: Set(unread_of(Side::Customer)),
        last_message_at: Set(Some(last.at)),
        last_message_id: Set(names.messages.last().copied().map(MessageId)),
        last_message_text: Set(excerpt(&last.text)),
        last_message_type: Set(MessageType::Text),
        last_message_is_agent: Set(last.side == Side::Agent),
        user_read_up_to: Set(numbered.newest_read(Side::Agent)),
        agent_read_up_to: Set(numbered.newest_read(Side::Customer)),
        first_message_at: Set(numbered.first(Side::Customer, 0)),
        first_response_at: Set(numbered.first(Side::Agent, 0)),
        opened_at: Set(asked_at),
        asked_at: Set(asked_at),
        responded_at: Set(numbered.first(Side::Agent, opening)),
        resolved_at: Set(story.resolved_at),
        waiting_since: Set(numbered.waiting_since().filter(|_| story.status.is_active())),
        rating: Set(rating.map(|rating| rating.stars)),
        rating_comment: Set(rating.map_or_else(String::new, |rating| rating.comment.to_owned())),
        rated_at: Set(rating.map(|rating| rating.at)),
        created_at: Set(story.begins),
        updated_at: Set(changes.into_iter().flatten().max().unwrap_or(story.begins)),
        ..Default::default()
    }
}

fn earlier_period(story: &Story, number: i64) -> Option<conversation_period::ActiveModel> {
    let (_, resolved_at) = story.reopened?;
    let numbered = NumberedLines { story, ids: &[] };
    let opened_at = numbered.first(Side::Customer, 0)?;
    Some(conversation_period::ActiveModel {
        conversation_id: Set(number),
        opened_at: Set(opened_at),
        asked_at: Set(Some(opened_at)),
        responded_at: Set(numbered.first(Side::Agent, 0)),
        resolved_at: Set(resolved_at),
        ..Default::default()
    })
}

/// The lines, with the ids of their messages.
struct NumberedLines<'a> {
    story: &'a Story,
    ids: &'a [i64],
}

impl NumberedLines<'_> {
    fn last(&self) -> &super::story::Line {
        // A story has at least one line.
        &self.story.lines[self.story.lines.len() - 1]
    }

    /// Returns when a side first wrote, from a line on.
    fn first(&self, side: Side, from: usize) -> Option<DateTime<Utc>> {
        self.story.lines[from..].iter().find(|line| line.side == side).map(|line| line.at)
    }

    /// Returns the index of the line with which the last period began.
    fn last_opening(&self) -> usize {
        self.story.reopened.map_or(0, |(line, _)| line)
    }

    fn newest_read(&self, side: Side) -> Option<MessageId> {
        let read = self.story.lines.len() - self.story.unread;
        let place = self.story.lines[..read].iter().rposition(|line| line.side == side)?;
        self.ids.get(place).copied().map(MessageId)
    }

    /// Returns the time of the oldest line that no agent has answered.
    fn waiting_since(&self) -> Option<DateTime<Utc>> {
        let lines = &self.story.lines;
        let from = lines.iter().rposition(|line| line.side == Side::Agent).map_or(0, |answer| answer + 1);
        lines.get(from).map(|line| line.at)
    }
}
