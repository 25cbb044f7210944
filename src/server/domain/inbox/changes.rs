//! Finds what has changed in the inbox since an earlier answer.

use std::{collections::HashSet, sync::Arc};

use sea_orm::{ActiveEnum, QuerySelect, entity::prelude::*};

use super::{position::Position, recent::RecentRow, snapshot::Snapshot};
use crate::{
    model::{
        ids::{AgentId, ConversationId, LabelId, UserId},
        inbox::{ConversationSummary, InboxChanges, InboxCounts, InboxCursor},
    },
    server::{
        domain::{
            actor::AgentActor,
            database::{Row, UpToDate},
            error::DomainError,
            memory::FromRows,
            services::InboxService,
        },
        entity::{
            conversation, conversation_label,
            inbox_change::{self, Subject},
        },
    },
};

/// The maximum number of changes in one answer. After more, the client reloads the page.
pub(in crate::server::domain) const MAX_CHANGES: u64 = 250;

/// Cursors after which nothing has changed.
#[derive(Debug)]
pub(in crate::server::domain) struct LatestChange {
    /// A snapshot that contains all changes.
    first: Snapshot,
    /// A later one. Cursors that are further ahead may be from another database.
    last: Snapshot,
}

impl LatestChange {
    /// Returns whether nothing has changed after a cursor. PostgreSQL's cursors also
    /// advance with transactions that do not affect the inbox, so each console has a
    /// different one.
    fn is_seen_by(&self, cursor: &Snapshot) -> bool {
        cursor.contains(&self.first) && cursor.precedes(&self.last)
    }
}

impl FromRows for LatestChange {
    fn rows(&self) -> impl Iterator<Item = Row> {
        [Row::LastChange].into_iter()
    }
}

/// The result of a poll.
enum Found {
    /// The conversations that changed.
    Rows(Vec<Arc<RecentRow>>),
    /// The client must reload the page.
    Reload,
}

impl InboxService {
    /// Returns what has changed in any conversation since an earlier answer. If nothing
    /// has changed, the answer comes from memory. A cursor that this database did not
    /// issue, or that is ahead of it, leads to a reload.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn inbox_changes(&self, agent: &AgentActor, since: &InboxCursor) -> Result<InboxChanges, DomainError> {
        let since = Position::read(since);
        // Read before the rows, like the cursor.
        let drafts = self.chat().known_drafts(agent.agent_id).await?;
        let seen = since.as_ref().map_or(0, |since| since.marks);
        let Seen { mut conversations, counts, current, mut reload } =
            self.changes_since(agent, since.map(|since| since.snapshot)).await?;
        let mut marked = if reload || seen == drafts.marks { HashSet::new() } else { drafts.marked_since(seen) };
        for row in &conversations {
            marked.remove(&row.conversation_id);
        }
        if (conversations.len() + marked.len()) as u64 > MAX_CHANGES {
            (conversations, reload) = (Vec::new(), true);
        } else if !marked.is_empty() {
            conversations.extend(self.listed_rows(agent.agent_id, marked).await?);
        }
        drafts.mark(&mut conversations);
        let since = Position { snapshot: current, marks: drafts.marks }.into();
        Ok(InboxChanges { conversations, counts, since, now: self.now().into(), reload })
    }

    /// Returns what has changed for all agents.
    async fn changes_since(&self, agent: &AgentActor, cursor: Option<Snapshot>) -> Result<Seen, DomainError> {
        let now = self.database.catch_up().await;
        let known = now.and_then(|now| self.memory.latest_change.known_since(now, &()));
        if let Some(((_, latest), cursor)) = known.as_ref().zip(cursor.as_ref())
            && latest.is_seen_by(cursor)
        {
            return Ok(Seen::nothing(cursor.clone()));
        }
        let moment = self.database.changes().now();
        // The cursor is read before the rows. A change that is committed
        // between the two is returned twice, but never missed.
        let (current, first, found) = match cursor {
            Some(seen) => {
                let (current, is_changed) = seen.advance(self.database.read()).await?;
                let found = match (seen.precedes(&current), is_changed) {
                    (false, _) => Found::Reload,
                    (true, false) => Found::Rows(Vec::new()),
                    (true, true) => self.changed_rows(now, &seen, &current).await?,
                };
                // If nothing has changed since the request's cursor, that cursor contains all
                // changes too.
                let first = if seen.precedes(&current) && !is_changed { seen } else { current.clone() };
                (current, first, found)
            }
            None => {
                let current = Snapshot::take(self.database.read()).await?;
                (current.clone(), current, Found::Reload)
            }
        };
        let (moment, first) = match known {
            // The value in memory is still valid, and its snapshot is earlier: it is kept.
            Some((earlier, latest)) if first.contains(&latest.first) => (earlier, latest.first.clone()),
            _ => (moment, first),
        };
        self.memory.latest_change.keep((), moment, LatestChange { first, last: current.clone() });
        let (rows, reload) = match found {
            Found::Rows(rows) if rows.is_empty() => return Ok(Seen::nothing(current)),
            Found::Rows(rows) => (rows, false),
            Found::Reload => (Vec::new(), true),
        };
        let counts = Some(self.inbox_counts(agent.agent_id).await?);
        let conversations = self.in_order_of_change(agent.agent_id, rows);
        Ok(Seen { conversations, counts, current, reload })
    }

    /// Returns the rows of these conversations that are in the inbox.
    async fn listed_rows(
        &self,
        agent: AgentId,
        ids: HashSet<ConversationId>,
    ) -> Result<Vec<ConversationSummary>, DomainError> {
        let rows = super::rows()
            .filter(conversation::Column::ConversationId.is_in(ids))
            .filter(conversation::Column::LastMessageAt.is_not_null());
        self.summaries(rows.all(self.database.read()).await?, None, Some(agent)).await
    }

    /// Returns the conversations that changed themselves or show something that did.
    async fn changed_rows(
        &self,
        now: Option<UpToDate<'_>>,
        seen: &Snapshot,
        current: &Snapshot,
    ) -> Result<Found, DomainError> {
        let read = self.database.read();
        let related = inbox_change::Entity::find()
            .select_only()
            .columns([inbox_change::Column::Subject, inbox_change::Column::SubjectId])
            .filter(current.adds(seen, inbox_change::Column::ChangeSeq))
            .limit(MAX_CHANGES + 1);
        let related: Vec<(String, i64)> = related.into_tuple().all(read).await?;
        // A newer node may record subjects that are unknown to this one.
        let subject = |text: &String| Subject::try_from_value(text).unwrap_or(Subject::Everything);
        let related: Vec<_> = related.iter().map(|(text, id)| (subject(text), *id)).collect();
        let is_everything = related.iter().any(|(subject, _)| *subject == Subject::Everything);
        if is_everything || related.len() as u64 > MAX_CHANGES {
            return Ok(Found::Reload);
        }
        let mut to_read = self.conversations_that_show(&related).await?;
        // On SQLite, the index holds both columns, so this reads no row.
        let own = conversation::Entity::find()
            .select_only()
            .columns([conversation::Column::Id, conversation::Column::ChangeSeq])
            .filter(current.adds(seen, conversation::Column::ChangeSeq))
            .limit(MAX_CHANGES + 1);
        let mut own: Vec<(i64, i64)> = own.into_tuple().all(read).await?;
        own.retain(|(id, _)| !to_read.contains(id));
        if (to_read.len() + own.len()) as u64 > MAX_CHANGES {
            return Ok(Found::Reload);
        }
        let mut rows = self.recent_rows(now, current.epoch(), own, &mut to_read);
        if !to_read.is_empty() {
            let moment = self.database.changes().now();
            let mut changed = super::rows().filter(conversation::Column::Id.is_in(to_read)).all(read).await?;
            // The only message of a conversation was taken back, so the conversation is no longer in
            // the list.
            let is_emptied =
                |row: &conversation::Model| row.last_message_at.is_none() && row.last_deletion_at.is_some();
            if changed.iter().any(|(row, ..)| is_emptied(row)) {
                return Ok(Found::Reload);
            }
            changed.retain(|(row, ..)| row.last_message_at.is_some());
            rows.extend(self.keep_recent_rows(moment, current.epoch(), changed).await?);
        }
        Ok(Found::Rows(rows))
    }

    /// Returns the row numbers of conversations that show one of these things;
    /// if there are too many, of some of them.
    async fn conversations_that_show(&self, related: &[(Subject, i64)]) -> Result<HashSet<i64>, DomainError> {
        let of = |subject: Subject| related.iter().filter(move |(changed, _)| *changed == subject).map(|(_, id)| *id);
        let customers: Vec<UserId> = of(Subject::Customer).map(UserId).collect();
        let labels: Vec<LabelId> = of(Subject::Label).map(LabelId).collect();
        let agents: Vec<AgentId> = of(Subject::Agent).map(AgentId).collect();
        let read = self.database.read();
        let mut found = HashSet::new();
        if !customers.is_empty() {
            let theirs = conversation::Entity::find()
                .select_only()
                .column(conversation::Column::Id)
                .filter(conversation::Column::UserId.is_in(customers))
                .limit(MAX_CHANGES + 1);
            found.extend(theirs.into_tuple::<i64>().all(read).await?);
        }
        if !labels.is_empty() {
            let uses = conversation_label::Entity::find()
                .select_only()
                .column(conversation_label::Column::ConversationId)
                .filter(conversation_label::Column::LabelId.is_in(labels))
                // Otherwise a conversation with several of the labels takes the place of others.
                .distinct()
                .limit(MAX_CHANGES + 1);
            found.extend(uses.into_tuple::<i64>().all(read).await?);
        }
        if !agents.is_empty() {
            let assigned = conversation::Entity::find()
                .select_only()
                .column(conversation::Column::Id)
                .filter(conversation::Column::AssignedAgentId.is_in(agents))
                .filter(conversation::is_active())
                .limit(MAX_CHANGES + 1);
            found.extend(assigned.into_tuple::<i64>().all(read).await?);
        }
        Ok(found)
    }
}

/// The answer to a poll, before the asking agent's drafts are added.
struct Seen {
    conversations: Vec<ConversationSummary>,
    counts: Option<InboxCounts>,
    /// The changes that it contains.
    current: Snapshot,
    reload: bool,
}

impl Seen {
    fn nothing(current: Snapshot) -> Self {
        Self { conversations: Vec::new(), counts: None, current, reload: false }
    }
}
