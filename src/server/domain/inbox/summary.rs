//! Makes rows of the inbox from rows of the database.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{mentions::mention_of, search::Search};
use crate::{
    model::{
        customer::Customer,
        ids::AgentId,
        inbox::{ConversationSummary, Hit, LastMessage},
        label::Label,
        mention::Mention,
    },
    server::{
        domain::{error::DomainError, services::InboxService},
        entity::{account, agent, conversation},
    },
};

/// A conversation with its customer and its agent. The customer's account
/// exists, because of a foreign key.
pub(super) type Parts = (conversation::Model, Option<account::Model>, Option<agent::Model>);

impl InboxService {
    /// Returns the rows with their labels, the agents who wrote last, the mentions of the agent
    /// `me` and, after a search, the places of the words. Each of these is one query for all rows.
    pub(super) async fn summaries(
        &self,
        rows: Vec<Parts>,
        search: Option<&Search>,
        me: Option<AgentId>,
    ) -> Result<Vec<ConversationSummary>, DomainError> {
        let ids: Vec<i64> = rows.iter().map(|(row, ..)| row.id).collect();
        let mentions = match me {
            Some(_) => self.mentions_in(ids.clone(), me).await?,
            None => HashMap::new(),
        };
        let mut labels = self.labels_of(ids).await?;
        let answers =
            rows.iter().filter(|(row, ..)| row.last_message_is_agent).filter_map(|(row, ..)| row.last_message_id);
        let mut writers = self.chat().agents_who_sent(answers.collect()).await?;
        let mut hits = match search {
            Some(search) => {
                let known: Vec<_> =
                    rows.iter().filter_map(|(row, customer, _)| Some((row, customer.as_ref()?))).collect();
                search.hits(self.database.read(), &known).await?
            }
            None => HashMap::new(),
        };
        let now = self.now();
        let summaries = rows.into_iter().filter_map(|parts| {
            let id = parts.0.id;
            let writer = parts.0.last_message_id.and_then(|message| writers.remove(&message));
            let mention = me.zip(mentions.get(&id)).and_then(|(me, mentions)| mention_of(mentions, me)).cloned();
            summary(parts, labels.remove(&id).unwrap_or_default(), writer, hits.remove(&id), mention, now)
        });
        Ok(summaries.collect())
    }
}

fn summary(
    (row, customer, agent): Parts,
    labels: Vec<Label>,
    writer: Option<agent::Model>,
    hit: Option<Hit>,
    mention: Option<Mention>,
    now: DateTime<Utc>,
) -> Option<ConversationSummary> {
    let is_snoozed = row.is_snoozed();
    Some(ConversationSummary {
        is_snoozed,
        snoozed_until: row.snoozed_until.filter(|_| is_snoozed).map(Into::into),
        conversation_id: row.conversation_id,
        customer: customer?.into(),
        assigned_agent: agent.map(|agent| agent.colleague(now)),
        subject: row.subject,
        status: row.status,
        priority: row.priority,
        language: row.language,
        unread: u32::try_from(row.agent_unread_count).unwrap_or(0),
        last_message: row.last_message_at.map(|at| {
            let (sender_id, sender_name, sender_name_bn) =
                writer.map(|agent| (Some(agent.id), agent.display_name, agent.display_name_bn)).unwrap_or_default();
            LastMessage {
                text: row.last_message_text,
                message_type: row.last_message_type,
                is_agent: row.last_message_is_agent,
                sender_id,
                sender_name,
                sender_name_bn,
                created_at: at.into(),
            }
        }),
        waiting_since: row.waiting_since.map(Into::into),
        labels,
        // Rows are shared by agents: the asking agent's drafts are marked later.
        has_draft: false,
        hit,
        mention,
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
    })
}

impl From<account::Model> for Customer {
    fn from(row: account::Model) -> Self {
        Self { id: row.id, name: row.name, email: row.email, is_anonymous: row.external_id.is_none() }
    }
}
