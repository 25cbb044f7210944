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
        inbox::{ConversationDetail, ConversationSummary, InboxChanges, InboxPage},
        thread::MessageRange,
        timestamp::Timestamp,
        view::InboxView,
    },
    server::entity::{account, agent, conversation},
};

mod counts;
mod cursor;
mod days;
mod filter;
mod order;
mod page;
mod search;
mod summary;

use cursor::{Cursor, given_out};
use search::Search;

/// More changes than this since the last poll, and the page is asked for anew.
const MOST_CHANGES: u64 = 100;
/// How far a poll looks back behind the last one: a transaction takes its time
/// before it becomes visible, and machines' clocks differ.
const OVERLAP: Duration = Duration::seconds(3);

impl Desk {
    /// A page of the inbox, in the view's order.
    ///
    /// # Errors
    /// If the cursor is none of ours, or one of another order.
    pub async fn inbox(
        &self,
        agent: &AgentActor,
        view: &InboxView,
        cursor: Option<&str>,
    ) -> Result<InboxPage, DomainError> {
        let since = self.now();
        let cursor = cursor.map(|cursor| Cursor::read(cursor, view.sort)).transpose()?;
        let search = Search::of(&view.query, self.database.read());
        let listed = filter::matching(view, agent.agent_id)?;
        let page = self.page(view.sort, cursor, &listed, search.as_ref()).await?;
        Ok(InboxPage {
            conversations: self.summaries(page.rows, search.as_ref()).await?,
            next_cursor: page.next.map(|at| at.to_string()),
            counts: self.inbox_counts(agent.agent_id).await?,
            since: since.into(),
        })
    }

    /// What has changed in any conversation since an earlier answer. While
    /// nothing has, this is a single look at an index.
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
        if changed.is_empty() {
            return Ok(InboxChanges { conversations: Vec::new(), counts: None, since: now.into(), reload: false });
        }
        let reload = changed.len() as u64 > MOST_CHANGES;
        let conversations = if reload { Vec::new() } else { self.summaries(changed, None).await? };
        let counts = Some(self.inbox_counts(agent.agent_id).await?);
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
        let row = rows().filter(conversation::Column::ConversationId.eq(id.clone())).one(self.database.read()).await?;
        let mut summaries = self.summaries(row.into_iter().collect(), None).await?;
        summaries.pop().ok_or(DomainError::NotFound)
    }
}

/// Conversations with their customers and agents.
fn rows() -> SelectThree<conversation::Entity, account::Entity, agent::Entity, sea_orm::TopologyStar> {
    conversation::Entity::find().find_also_related(account::Entity).find_also_related(agent::Entity)
}
