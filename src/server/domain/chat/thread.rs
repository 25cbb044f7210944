//! Reads a conversation: new messages, and its status.

use std::sync::Arc;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{news::Unread, rating, typing};
use crate::{
    model::{
        draft::DraftIds,
        ids::{ConversationId, MessageId},
        message::Message,
        thread::{MessageRange, Thread, WithinBusinessHours},
    },
    server::{
        domain::{
            actor::Actor,
            desk::{may_see, messages_visible_to},
            error::DomainError,
            services::ChatService,
        },
        entity::{conversation, message},
    },
};

impl ChatService {
    /// Returns part of a conversation and its status. If nothing is new, the
    /// answer comes from memory.
    ///
    /// # Errors
    /// If the conversation is not the actor's.
    pub async fn thread(&self, actor: &Actor, id: &ConversationId, range: MessageRange) -> Result<Thread, DomainError> {
        let known = self.known_conversation(id).await?.filter(|conversation| may_see(actor, conversation));
        let known = known.ok_or(DomainError::NotFound)?;
        let conversation = &*known;
        // Read apart from the conversation: the row of an agent at work changes every few
        // seconds, and that must not invalidate all of their conversations.
        let agent = match conversation.assigned_agent_id {
            Some(agent) => self.assignment().known_assignee(agent).await?,
            None => None,
        };
        let presence = self.settings().presence().await?;
        let nothing_new = range.after.is_some() && range.after >= newest_visible_to(actor, conversation);
        let (messages, has_more) = if nothing_new {
            (Vec::new(), false)
        } else {
            Box::pin(self.messages(actor, conversation.id, range)).await?
        };
        let revisions = self.revisions(actor, conversation, range).await?;
        let deleted = if revisions.messages.is_empty() {
            Vec::new()
        } else {
            Box::pin(self.with_senders(revisions.messages)).await?
        };
        let (read_up_to, unread) = match actor {
            Actor::Customer(_) => (conversation.agent_read_up_to, conversation.user_unread_count),
            Actor::Agent(_) => (conversation.user_read_up_to, conversation.agent_unread_count),
        };
        let elsewhere = match actor {
            Actor::Customer(customer) => self.unread_besides(customer, Some(conversation.id)).await?,
            Actor::Agent(_) => Unread::default(),
        };
        let drafts = match actor {
            Actor::Customer(_) => DraftIds::default(),
            Actor::Agent(agent) => self.known_drafts(agent.agent_id).await?.ids(id),
        };
        let now = self.now();
        Ok(Thread {
            messages,
            deleted,
            deletions: revisions.cursor,
            status: conversation.status,
            agent: agent.as_ref().map(|agent| agent.card(now)),
            read_up_to,
            unread: u32::try_from(unread).unwrap_or(0).saturating_add(elsewhere.messages),
            unread_elsewhere: elsewhere.messages,
            unread_conversation: elsewhere.newest,
            has_more,
            other_is_typing: typing::is_other_side_typing(actor, conversation, now),
            viewers: Vec::new(),
            drafts,
            agents_online: presence.agents_online > 0,
            within_business_hours: WithinBusinessHours(presence.within_business_hours(now)),
            opens_at: presence.opens_at(now),
            settings_version: presence.settings.version(),
            rating: rating::rating_of_ended(conversation),
        })
    }

    /// Returns a conversation without checking who may see it.
    pub(super) async fn known_conversation(
        &self,
        id: &ConversationId,
    ) -> Result<Option<Arc<conversation::Model>>, DomainError> {
        let read = || async {
            let row = conversation::Entity::find().filter(conversation::Column::ConversationId.eq(id.clone()));
            Ok(row.all(self.database.read()).await?.pop())
        };
        self.memory.conversations.get(&self.database, id.clone(), read).await
    }

    /// Returns the messages of a range, oldest first, and whether there are more.
    async fn messages(
        &self,
        actor: &Actor,
        conversation: i64,
        range: MessageRange,
    ) -> Result<(Vec<Message>, bool), DomainError> {
        let limit = range.limit_or_default();
        let mut query = messages_visible_to(actor, conversation);
        if let Some(after) = range.after {
            query = query.filter(message::Column::Id.gt(after));
        }
        if let Some(before) = range.before {
            query = query.filter(message::Column::Id.lt(before));
        }
        // Messages after another one are read forwards; otherwise the newest are read.
        let forwards = range.after.is_some();
        query =
            if forwards { query.order_by_asc(message::Column::Id) } else { query.order_by_desc(message::Column::Id) };
        let mut rows = query.limit(limit + 1).all(self.database.read()).await?;
        let has_more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        if !forwards {
            rows.reverse();
        }
        Ok((self.with_senders(rows).await?, has_more))
    }

    async fn with_senders(&self, rows: Vec<message::Model>) -> Result<Vec<Message>, DomainError> {
        let senders = self.senders(&rows).await?;
        self.with_mentions(rows.into_iter().map(|row| senders.message(row)).collect()).await
    }
}

/// Returns the newest message that the actor may see.
fn newest_visible_to(actor: &Actor, conversation: &conversation::Model) -> Option<MessageId> {
    match actor {
        Actor::Customer(_) => conversation.last_message_id,
        Actor::Agent(_) => conversation.last_message_id.max(conversation.last_note_id),
    }
}
