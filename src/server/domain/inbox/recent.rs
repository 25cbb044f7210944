//! Keeps the rows that changed last in memory, because every console asks for them.
//!
//! A row is found by the number of its last change, so it shows at least that change. A
//! change in another table that the row shows gets a separate number
//! ([`inbox_change`](crate::server::entity::inbox_change)): a poll that returns such a
//! change reads the row again.

use std::{collections::HashSet, sync::Arc};

use chrono::{DateTime, Utc};

use super::{
    mentions::{Mentions, mention_of},
    summary::Parts,
};
use crate::{
    model::{ids::AgentId, inbox::ConversationSummary},
    server::{
        domain::{
            database::{Moment, Row, UpToDate},
            error::DomainError,
            memory::FromRows,
            services::InboxService,
        },
        entity::agent,
    },
};

/// A row of the inbox that changed recently.
#[derive(Debug)]
pub(in crate::server::domain) struct RecentRow {
    id: i64,
    /// The epoch of the database that gave the number.
    epoch: String,
    /// The number of the row's last change.
    change: i64,
    summary: ConversationSummary,
    /// The assignee, whose presence depends on the time.
    agent: Option<agent::Model>,
    /// The agents whom notes mention. A change of these is a change of the row.
    mentions: Mentions,
}

impl FromRows for RecentRow {
    fn rows(&self) -> impl Iterator<Item = Row> {
        let agent = self.agent.as_ref().map(|agent| Row::Agent(agent.id));
        [Row::Conversation(self.id)].into_iter().chain(agent)
    }
}

impl RecentRow {
    /// Returns the row as the agent `me` sees it, with the assignee's presence at this moment.
    fn shown(&self, me: AgentId, now: DateTime<Utc>) -> ConversationSummary {
        let agent = self.agent.clone().map(|agent| agent.colleague(now));
        let mention = mention_of(&self.mentions, me).cloned();
        ConversationSummary { assigned_agent: agent, mention, ..self.summary.clone() }
    }
}

impl InboxService {
    /// Returns the rows that are in memory and have these numbers of their last changes.
    /// Adds the others to `missing`.
    pub(super) fn recent_rows(
        &self,
        now: Option<UpToDate<'_>>,
        epoch: &str,
        changes: Vec<(i64, i64)>,
        missing: &mut HashSet<i64>,
    ) -> Vec<Arc<RecentRow>> {
        let known = |id: i64, change: i64| {
            let row = self.memory.recent_rows.known(now?, &id)?;
            (row.change == change && row.epoch == epoch).then_some(row)
        };
        let mut rows = Vec::with_capacity(changes.len());
        for (id, change) in changes {
            match known(id, change) {
                Some(row) => rows.push(row),
                None => {
                    missing.insert(id);
                }
            }
        }
        rows
    }

    /// Completes rows that were read after a moment, and keeps them in memory.
    pub(super) async fn keep_recent_rows(
        &self,
        moment: Moment,
        epoch: &str,
        rows: Vec<Parts>,
    ) -> Result<Vec<Arc<RecentRow>>, DomainError> {
        // Without its customer, a row has no summary.
        let rows: Vec<Parts> = rows.into_iter().filter(|(_, customer, _)| customer.is_some()).collect();
        let numbers: Vec<_> = rows.iter().map(|(row, _, agent)| (row.id, row.change_seq, agent.clone())).collect();
        let mut mentions = self.mentions_in(rows.iter().map(|(row, ..)| row.id).collect(), None).await?;
        let summaries = self.summaries(rows, None, None).await?;
        let kept = numbers.into_iter().zip(summaries).map(|((id, change, agent), summary)| {
            let mentions = mentions.remove(&id).unwrap_or_default();
            let row = Arc::new(RecentRow { id, epoch: epoch.to_owned(), change, summary, agent, mentions });
            self.memory.recent_rows.share(id, moment, Arc::clone(&row));
            row
        });
        Ok(kept.collect())
    }

    /// Returns rows in the order of their changes, as they are shown to the agent `me` now.
    pub(super) fn in_order_of_change(&self, me: AgentId, mut rows: Vec<Arc<RecentRow>>) -> Vec<ConversationSummary> {
        rows.sort_by_key(|row| (row.change, row.id));
        let now = self.now();
        rows.iter().map(|row| row.shown(me, now)).collect()
    }
}
