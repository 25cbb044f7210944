//! Mentions in the inbox: which rows have a note that mentions an agent, and how many of these the
//! agent has not seen.

use std::collections::HashMap;

use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    model::{
        ids::{AgentId, MentionId, MessageId},
        mention::Mention,
    },
    server::{
        domain::{database::select, error::DomainError, services::InboxService},
        entity::{agent, mention, message},
    },
};

/// How many mentions an agent has not seen, and the newest of them. Conversations without a message
/// are not in the inbox. The index `support_mention_unseen` holds these mentions.
const UNSEEN: &str = "\
    SELECT COUNT(*) AS total, MAX(unseen.id) AS newest \
    FROM support_mention AS unseen \
    JOIN support_conversation ON support_conversation.id = unseen.conversation_id \
    WHERE unseen.agent_id = $1 AND unseen.seen_at IS NULL AND support_conversation.last_message_at IS NOT NULL";

/// The row of [`UNSEEN`].
#[derive(FromQueryResult)]
struct Unseen {
    total: i64,
    newest: Option<MentionId>,
}

/// The agents whom the notes of a conversation mention, each with the newest mention.
pub(in crate::server::domain) type Mentions = Vec<(AgentId, Mention)>;

impl InboxService {
    /// Returns the mentions in conversations, by the numbers of their rows: those of one agent, or
    /// of all agents.
    pub(super) async fn mentions_in(
        &self,
        conversations: Vec<i64>,
        of: Option<AgentId>,
    ) -> Result<HashMap<i64, Mentions>, DomainError> {
        let mut rows = mention::Entity::find()
            .select_only()
            .columns([
                mention::Column::ConversationId,
                mention::Column::AgentId,
                mention::Column::Id,
                mention::Column::MessageId,
            ])
            .column(mention::Column::SeenAt)
            .columns([agent::Column::DisplayName, agent::Column::DisplayNameBn])
            .join(
                JoinType::InnerJoin,
                mention::Entity::belongs_to(message::Entity)
                    .from(mention::Column::MessageId)
                    .to(message::Column::Id)
                    .into(),
            )
            .join(
                JoinType::InnerJoin,
                message::Entity::belongs_to(agent::Entity)
                    .from(message::Column::SenderId)
                    .to(agent::Column::UserId)
                    .into(),
            )
            .filter(mention::Column::ConversationId.is_in(conversations))
            .order_by_asc(mention::Column::Id);
        if let Some(agent) = of {
            rows = rows.filter(mention::Column::AgentId.eq(agent));
        }
        type Columns = (i64, AgentId, MentionId, MessageId, Option<DateTimeUtc>, String, String);
        let rows: Vec<Columns> = rows.into_tuple().all(self.database.read()).await?;
        let mut mentions: HashMap<i64, Mentions> = HashMap::new();
        for (conversation, agent, id, message_id, seen_at, sender_name, sender_name_bn) in rows {
            let known = mentions.entry(conversation).or_default();
            let earlier = known.iter().position(|(other, _)| *other == agent).map(|at| known.swap_remove(at).1);
            let is_seen = seen_at.is_some() && earlier.is_none_or(|earlier| earlier.is_seen);
            known.push((agent, Mention { id, message_id, is_seen, sender_name, sender_name_bn }));
        }
        Ok(mentions)
    }

    /// Returns how many mentions an agent has not seen, and the newest of them.
    pub(super) async fn unseen_mentions(&self, me: AgentId) -> Result<(u32, Option<MentionId>), DomainError> {
        let row = select::<Unseen>(self.database.read(), UNSEEN, [me.0.into()]).await?.pop();
        let Unseen { total, newest } = row.ok_or(DomainError::Broken("a count returned no row"))?;
        Ok((u32::try_from(total).unwrap_or(u32::MAX), newest))
    }
}

/// Returns the mention of an agent.
pub(super) fn mention_of(mentions: &Mentions, me: AgentId) -> Option<&Mention> {
    mentions.iter().find(|(agent, _)| *agent == me).map(|(_, mention)| mention)
}
