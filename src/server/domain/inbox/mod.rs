//! The agents' inbox.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{QueryOrder, QuerySelect, SelectThree, entity::prelude::*};

use super::{
    actor::AgentActor,
    desk::{Desk, visible_to},
    error::DomainError,
};
use crate::{
    model::{
        ids::ConversationId,
        inbox::{ConversationDetail, ConversationSummary, InboxChanges, InboxPage, InboxView},
        thread::MessageRange,
        timestamp::Timestamp,
    },
    server::entity::{account, agent, conversation},
};

mod counts;
mod cursor;
mod filter;
mod summary;

use cursor::{Cursor, given_out};
use summary::summary;

/// Rows of a page.
const PAGE: u64 = 50;
/// More changes than this since the last poll, and the page is asked for anew.
const MOST_CHANGES: u64 = 100;
/// How far a poll looks back behind the last one: a transaction takes its time
/// before it becomes visible, and machines' clocks differ.
const OVERLAP: Duration = Duration::seconds(3);

impl Desk {
    /// A page of the inbox, the newest message first.
    ///
    /// # Errors
    /// If the cursor is none of ours.
    pub async fn inbox(
        &self,
        agent: &AgentActor,
        view: &InboxView,
        cursor: Option<&str>,
    ) -> Result<InboxPage, DomainError> {
        let since = self.now();
        let mut query = rows().filter(filter::matching(view, agent.agent_id));
        if let Some(cursor) = cursor {
            query = query.filter(cursor.parse::<Cursor>()?.before());
        }
        let mut rows = query
            .order_by_desc(conversation::Column::LastMessageAt)
            .order_by_desc(conversation::Column::Id)
            .limit(PAGE + 1)
            .all(self.database.read())
            .await?;
        let is_last = rows.len() as u64 <= PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next_cursor =
            rows.last().filter(|_| !is_last).and_then(|(row, ..)| Cursor::of(row)).map(|at| at.to_string());
        Ok(InboxPage {
            conversations: rows.into_iter().filter_map(|row| summary(row, since)).collect(),
            next_cursor,
            counts: self.inbox_counts(agent.agent_id).await?,
            since: since.into(),
        })
    }

    /// What has changed in any conversation since an earlier answer.
    ///
    /// # Errors
    /// If `since` is no moment.
    pub async fn inbox_changes(&self, agent: &AgentActor, since: &Timestamp) -> Result<InboxChanges, DomainError> {
        let from: DateTime<Utc> = since.0.parse().map_err(|_| DomainError::Cursor).and_then(given_out)?;
        let now = self.now();
        let changed = rows()
            .filter(conversation::Column::LastMessageAt.is_not_null())
            .filter(conversation::Column::UpdatedAt.gte(from.checked_sub_signed(OVERLAP).unwrap_or(from)))
            .order_by_asc(conversation::Column::UpdatedAt)
            .limit(MOST_CHANGES + 1)
            .all(self.database.read())
            .await?;
        let reload = changed.len() as u64 > MOST_CHANGES;
        let conversations =
            if reload { Vec::new() } else { changed.into_iter().filter_map(|row| summary(row, now)).collect() };
        let counts = self.inbox_counts(agent.agent_id).await?;
        Ok(InboxChanges { conversations, counts, since: now.into(), reload })
    }

    /// A conversation with its newest messages.
    ///
    /// # Errors
    /// If there is no such conversation.
    pub async fn conversation_detail(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
    ) -> Result<ConversationDetail, DomainError> {
        let actor = agent.clone().into();
        let read_up_to =
            visible_to(&actor, id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?.agent_read_up_to;
        Ok(ConversationDetail {
            summary: self.summary(id).await?,
            thread: self.thread(&actor, id, MessageRange::default()).await?,
            agent_read_up_to: read_up_to,
        })
    }

    /// A conversation's row.
    pub(super) async fn summary(&self, id: &ConversationId) -> Result<ConversationSummary, DomainError> {
        rows()
            .filter(conversation::Column::ConversationId.eq(id.clone()))
            .one(self.database.read())
            .await?
            .and_then(|row| summary(row, self.now()))
            .ok_or(DomainError::NotFound)
    }
}

/// Conversations with their customers and agents.
fn rows() -> SelectThree<conversation::Entity, account::Entity, agent::Entity, sea_orm::TopologyStar> {
    conversation::Entity::find().find_also_related(account::Entity).find_also_related(agent::Entity)
}
