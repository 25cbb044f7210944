//! Messages as both sides get them, with the names and pictures of their
//! senders.

use std::{collections::HashMap, sync::Arc};

use sea_orm::{Condition, JoinType, QuerySelect, entity::prelude::*};

use super::{events, excerpt::headline, quotes};
use crate::{
    model::{
        event::{Event, EventChange},
        ids::{AgentId, MessageId, UserId},
        message::{Message, MessageType},
        quote::Quote,
    },
    server::{
        domain::{
            actor::{Actor, CustomerActor},
            attachments,
            error::DomainError,
            services::ChatService,
        },
        entity::{account, agent, message},
    },
};

impl ChatService {
    /// Returns a message of the actor as both sides get it.
    pub(in crate::server::domain) async fn message_by(
        &self,
        actor: &Actor,
        row: message::Model,
    ) -> Result<Message, DomainError> {
        if row.quoted_id.is_some() {
            return Ok(self.senders(std::slice::from_ref(&row)).await?.message(row));
        }
        let mut senders = Senders::default();
        match actor {
            Actor::Customer(CustomerActor { customer }) => {
                senders.customers.insert(customer.id, customer.name.clone());
            }
            Actor::Agent(agent) => match self.access().known_agent(agent.user_id).await? {
                Some(found) => drop(senders.agents.insert(agent.user_id, found)),
                // The agent has been disabled in the meantime.
                None => senders = self.senders(std::slice::from_ref(&row)).await?,
            },
        }
        self.with_mentions_in(senders.message(row)).await
    }

    /// Returns the agents who sent these messages, by message id.
    pub(in crate::server::domain) async fn agents_who_sent(
        &self,
        messages: Vec<MessageId>,
    ) -> Result<HashMap<MessageId, agent::Model>, DomainError> {
        if messages.is_empty() {
            return Ok(HashMap::new());
        }
        let sender =
            message::Entity::belongs_to(agent::Entity).from(message::Column::SenderId).to(agent::Column::UserId);
        let rows = message::Entity::find()
            .join(JoinType::InnerJoin, sender.into())
            .select_also(agent::Entity)
            .filter(message::Column::Id.is_in(messages))
            .filter(message::Column::IsAgent.eq(true))
            .all(self.database.read())
            .await?;
        Ok(rows.into_iter().filter_map(|(message, agent)| Some((message.id, agent?))).collect())
    }

    /// Returns the senders of these messages, and the messages that they quote.
    pub(in crate::server::domain) async fn senders(&self, rows: &[message::Model]) -> Result<Senders, DomainError> {
        let quoted = quotes::quoted_by(self.database.read(), rows).await?;
        let mut ids: Vec<UserId> = rows.iter().chain(&quoted).filter_map(|row| row.sender_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let assignees: Vec<AgentId> = rows.iter().filter_map(events::assignee_of).collect();
        if ids.is_empty() && assignees.is_empty() {
            return Ok(Senders { quoted: by_id(quoted), ..Senders::default() });
        }
        let read = self.database.read();
        let accounts = account::Entity::find().filter(account::Column::Id.is_in(ids.clone())).all(read).await?;
        let is_named = Condition::any().add(agent::Column::UserId.is_in(ids)).add(agent::Column::Id.is_in(assignees));
        let agents = agent::Entity::find().filter(is_named).all(read).await?;
        Ok(Senders {
            customers: accounts.into_iter().map(|row| (row.id, row.name)).collect(),
            agents: agents.into_iter().map(|row| (row.user_id, Arc::new(row))).collect(),
            quoted: by_id(quoted),
        })
    }
}

fn by_id(rows: Vec<message::Model>) -> HashMap<MessageId, message::Model> {
    rows.into_iter().map(|row| (row.id, row)).collect()
}

/// Names and pictures of senders, by account, and quoted messages.
#[derive(Default)]
pub(in crate::server::domain) struct Senders {
    customers: HashMap<UserId, String>,
    agents: HashMap<UserId, Arc<agent::Model>>,
    quoted: HashMap<MessageId, message::Model>,
}

impl Senders {
    /// Returns a change with the name of the agent to whom the conversation was assigned.
    fn named(&self, mut event: Event) -> Event {
        if let EventChange::Assignee(Some(assignee)) = &mut event.change
            && let Some(agent) = self.agents.values().find(|agent| agent.id == assignee.id)
        {
            assignee.name.clone_from(&agent.display_name);
            assignee.name_bn.clone_from(&agent.display_name_bn);
        }
        event
    }

    fn agent_of(&self, row: &message::Model) -> Option<&agent::Model> {
        row.sender_id.filter(|_| row.is_agent).and_then(|id| self.agents.get(&id)).map(|agent| &**agent)
    }

    fn name_of(&self, row: &message::Model) -> String {
        let customer = row.sender_id.and_then(|id| self.customers.get(&id));
        self.agent_of(row).map(|agent| &agent.display_name).or(customer).cloned().unwrap_or_default()
    }

    fn name_bn_of(&self, row: &message::Model) -> String {
        self.agent_of(row).map(|agent| agent.display_name_bn.clone()).unwrap_or_default()
    }

    /// Returns what a message shows of the one that it quotes.
    fn quote_of(&self, row: &message::Model) -> Option<Quote> {
        let quoted = self.quoted.get(&row.quoted_id?).filter(|quoted| quotes::may_show(row, quoted))?;
        let text = headline(quoted);
        Some(Quote {
            id: quoted.id,
            is_agent: quoted.is_agent,
            sender_name: self.name_of(quoted),
            sender_name_bn: self.name_bn_of(quoted),
            is_deleted: text.is_empty(),
            text,
        })
    }

    /// Returns the message as both sides get it.
    pub(in crate::server::domain) fn message(&self, row: message::Model) -> Message {
        let agent = self.agent_of(&row);
        let (sender_name, sender_name_bn) = (self.name_of(&row), self.name_bn_of(&row));
        let quote = self.quote_of(&row);
        let picture = attachments::picture(&row);
        let event = events::event_of(&row).map(|event| self.named(event));
        Message {
            id: row.id,
            client_id: row.client_id,
            sender_id: agent.map(|agent| agent.id),
            sender_name,
            sender_name_bn,
            sender_avatar: agent.and_then(|agent| agent.avatar.clone()),
            // Earlier versions stored system messages as sent by agents.
            is_agent: row.is_agent && row.message_type != MessageType::System,
            message_type: row.message_type,
            content: row.content,
            attachment: row.attachment.as_deref().map(|key| attachments::address(row.id, key)),
            attachment_name: row.attachment_name,
            is_note: row.is_note,
            quote,
            attachment_type: row.attachment_type,
            attachment_size: row.attachment_size.and_then(|size| u64::try_from(size).ok()),
            picture,
            event,
            mentions: Vec::new(),
            is_read: row.is_read,
            created_at: row.created_at.into(),
            edited_at: row.edited_at.map(Into::into),
            deleted_at: row.deleted_at.map(Into::into),
            attachment_deleted_at: row.attachment_deleted_at.map(Into::into),
        }
    }
}
