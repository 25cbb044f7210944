//! The agents' inbox.

pub mod bulk;
pub mod labels;

use sea_orm::{SelectThree, entity::prelude::*};

use super::{actor::AgentActor, desk::visible_to, error::DomainError, services::InboxService};
use crate::{
    model::{
        ids::ConversationId,
        inbox::{ConversationDetail, ConversationSummary, InboxPage},
        thread::MessageRange,
        view::InboxView,
    },
    server::entity::{account, agent, conversation},
};

mod changes;
mod counts;
mod cursor;
mod days;
mod filter;
mod mentions;
mod order;
mod page;
mod position;
#[cfg(test)]
mod properties;
mod recent;
mod saved_views;
mod search;
mod snapshot;
mod summary;

pub(super) use changes::{LatestChange, MAX_CHANGES};
pub(super) use counts::{Count, conversations_by_status, open_by_agent};
use cursor::Cursor;
use position::Position;
pub(super) use recent::RecentRow;
use search::Search;
use snapshot::Snapshot;

impl InboxService {
    /// Returns a page of the inbox, in the view's order.
    ///
    /// # Errors
    /// If the cursor was not made by this server, or is of another order.
    pub async fn inbox(
        &self,
        agent: &AgentActor,
        view: &InboxView,
        cursor: Option<&str>,
    ) -> Result<InboxPage, DomainError> {
        // Taken before the rows: what changes while they are read is returned
        // by the next poll.
        let since = Snapshot::take(self.database.read()).await?;
        let drafts = self.chat().known_drafts(agent.agent_id).await?;
        let cursor = cursor.map(|cursor| Cursor::read(cursor, view.sort)).transpose()?;
        let search = Search::of(&view.query, self.database.read());
        let listed = filter::matching(view, agent.agent_id, self.assignment().absent_agents().await?)?;
        let page = self.page(view.sort, cursor, &listed, search.as_ref()).await?;
        let mut conversations = self.summaries(page.rows, search.as_ref(), Some(agent.agent_id)).await?;
        drafts.mark(&mut conversations);
        Ok(InboxPage {
            conversations,
            next_cursor: page.next.map(|at| at.to_string()),
            counts: self.inbox_counts(agent.agent_id).await?,
            since: Position { snapshot: since, marks: drafts.marks }.into(),
        })
    }

    /// Returns a conversation with its newest messages.
    ///
    /// # Errors
    /// If the conversation does not exist.
    pub async fn conversation_detail(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
    ) -> Result<ConversationDetail, DomainError> {
        let actor = agent.clone().into();
        let read_up_to =
            visible_to(&actor, id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?.agent_read_up_to;
        Ok(ConversationDetail {
            summary: self.summary(agent, id).await?,
            thread: self.chat().thread(&actor, id, MessageRange::default()).await?,
            agent_read_up_to: read_up_to,
        })
    }

    /// Returns a conversation's row of the inbox, as an agent sees it.
    pub(super) async fn summary(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
    ) -> Result<ConversationSummary, DomainError> {
        let row = rows().filter(conversation::Column::ConversationId.eq(id.clone())).one(self.database.read()).await?;
        let mut summaries = self.summaries(row.into_iter().collect(), None, Some(agent.agent_id)).await?;
        self.chat().known_drafts(agent.agent_id).await?.mark(&mut summaries);
        summaries.pop().ok_or(DomainError::NotFound)
    }
}

/// Selects conversations with their customers and agents.
fn rows() -> SelectThree<conversation::Entity, account::Entity, agent::Entity, sea_orm::TopologyStar> {
    conversation::Entity::find().find_also_related(account::Entity).find_also_related(agent::Entity)
}
