//! The agents' inbox.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, SelectThree, entity::prelude::*};

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
        view::{InboxView, Sort},
    },
    server::entity::{account, agent, conversation},
};

mod counts;
mod cursor;
mod days;
mod filter;
mod order;
mod search;
mod summary;

use cursor::{Cursor, given_out};
use search::Search;
use summary::Parts;

/// Rows of a page.
const PAGE: u64 = 50;
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
        let listed = filter::matching(view, agent.agent_id, search.as_ref())?;
        let mut rows = self.rows_after(view.sort, cursor, &listed).await?;
        let is_last = rows.len() as u64 <= PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let last = rows.last().filter(|_| !is_last);
        let next_cursor = last.and_then(|(section, (row, ..))| Cursor::of(view.sort, *section, row));
        let rows = rows.into_iter().map(|(_, parts)| parts).collect();
        Ok(InboxPage {
            conversations: self.summaries(rows, search.as_ref()).await?,
            next_cursor: next_cursor.map(|at| at.to_string()),
            counts: self.inbox_counts(agent.agent_id).await?,
            since: since.into(),
        })
    }

    /// One row more than a page, each with the number of its section.
    async fn rows_after(
        &self,
        sort: Sort,
        cursor: Option<Cursor>,
        listed: &Condition,
    ) -> Result<Vec<(usize, Parts)>, DomainError> {
        let mut found: Vec<(usize, Parts)> = Vec::new();
        let first = cursor.map_or(0, |cursor| cursor.section);
        for (number, section) in order::sections(sort).into_iter().enumerate().skip(first) {
            let missing = (PAGE + 1).saturating_sub(found.len() as u64);
            if missing == 0 {
                break;
            }
            let after = cursor.filter(|cursor| cursor.section == number);
            let query = rows()
                .filter(listed.clone())
                .apply_if(after, |query, after| query.filter(section.after(after.moment, after.id)))
                .apply_if(section.only, |query, only| query.filter(only))
                .order_by(section.by, section.order.clone())
                .order_by(conversation::Column::Id, section.order)
                .limit(missing);
            let page = query.all(self.database.read()).await?;
            // One that has just moved from a section to the next comes once.
            let is_new = |(row, ..): &Parts| found.iter().all(|(_, (other, ..))| other.id != row.id);
            let new: Vec<_> = page.into_iter().filter(is_new).map(|parts| (number, parts)).collect();
            found.extend(new);
        }
        Ok(found)
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
