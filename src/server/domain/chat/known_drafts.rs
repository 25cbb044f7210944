//! Which conversations an agent has drafts in. Polls of the agent need it, so it is kept in memory.

use std::{collections::HashSet, sync::Arc};

use sea_orm::{JoinType, QuerySelect, RelationTrait, entity::prelude::*};

use crate::{
    model::{
        draft::DraftIds,
        ids::{AgentId, ClientId, ConversationId},
        inbox::ConversationSummary,
    },
    server::{
        domain::{database::Row, error::DomainError, memory::FromRows, services::ChatService},
        entity::{conversation, draft, draft_list},
    },
};

/// The drafts of an agent, without their texts.
#[derive(Debug)]
pub(in crate::server::domain) struct KnownDrafts {
    agent: AgentId,
    /// How often a conversation got a draft of the agent or lost one.
    pub marks: i64,
    drafts: Vec<KnownDraft>,
}

/// A draft, or one that was sent or deleted lately.
#[derive(Debug, sea_orm::FromQueryResult)]
struct KnownDraft {
    conversation: ConversationId,
    is_note: bool,
    client_id: ClientId,
    is_draft: bool,
    marked: i64,
}

impl FromRows for KnownDrafts {
    fn rows(&self) -> impl Iterator<Item = Row> {
        [Row::Drafts(self.agent)].into_iter()
    }
}

impl KnownDrafts {
    /// Returns the ids of the agent's drafts in a conversation.
    pub fn ids(&self, id: &ConversationId) -> DraftIds {
        let of = |is_note: bool| {
            let found = self
                .drafts
                .iter()
                .find(|draft| draft.is_draft && draft.is_note == is_note && draft.conversation == *id);
            found.map(|draft| draft.client_id.clone())
        };
        DraftIds { reply: of(false), note: of(true) }
    }

    /// Returns the conversations that got a draft or lost one since there were so many marks.
    pub fn marked_since(&self, marks: i64) -> HashSet<ConversationId> {
        let is_new = |draft: &&KnownDraft| draft.marked > marks;
        self.drafts.iter().filter(is_new).map(|draft| draft.conversation.clone()).collect()
    }

    /// Marks the rows of the inbox that have a draft of the agent.
    pub fn mark(&self, summaries: &mut [ConversationSummary]) {
        let drafts = self.drafts.iter().filter(|draft| draft.is_draft);
        let marked: HashSet<_> = drafts.map(|draft| &draft.conversation).collect();
        for summary in summaries {
            summary.has_draft = marked.contains(&summary.conversation_id);
        }
    }
}

impl ChatService {
    /// Returns which conversations an agent has drafts in.
    pub(in crate::server::domain) async fn known_drafts(
        &self,
        agent: AgentId,
    ) -> Result<Arc<KnownDrafts>, DomainError> {
        let read = || async { self.read_known_drafts(agent).await.map(Some) };
        let known = self.memory.drafts.get(&self.database, agent, read).await?;
        known.ok_or(DomainError::Broken("an agent's drafts are unknown"))
    }

    async fn read_known_drafts(&self, agent: AgentId) -> Result<KnownDrafts, DomainError> {
        let read = self.database.read();
        // Read before the drafts: a draft that is stored in between is told of twice, and never missed.
        let list = draft_list::Entity::find().filter(draft_list::Column::AgentId.eq(agent)).all(read).await?.pop();
        let Some(list) = list else { return Ok(KnownDrafts { agent, marks: 0, drafts: Vec::new() }) };
        let drafts = draft::Entity::find()
            .select_only()
            .column_as(conversation::Column::ConversationId, "conversation")
            .columns([draft::Column::IsNote, draft::Column::ClientId, draft::Column::Marked])
            .column_as(draft::Column::Text.ne(""), "is_draft")
            .join(JoinType::InnerJoin, draft::Relation::Conversation.def())
            .filter(draft::Column::AgentId.eq(agent))
            .into_model()
            .all(read)
            .await?;
        Ok(KnownDrafts { agent, marks: list.marks, drafts })
    }
}
