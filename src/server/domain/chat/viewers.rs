//! The agents who have the same conversation on screen, shown to each other so
//! that two do not answer at the same time.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set, Condition, DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*,
    sea_query::OnConflict,
};

use super::typing;
use crate::{
    model::{
        ids::ConversationId,
        thread::{MessageRange, Thread},
        viewer::Viewer,
    },
    server::{
        age::is_recent,
        domain::{actor::AgentActor, database::Row, error::DomainError, memory::FromRows, services::ChatService},
        entity::{agent, conversation, viewer},
    },
};

/// The agents who look at a conversation or did so recently.
#[derive(Debug)]
pub(in crate::server::domain) struct KnownViewers(Vec<(viewer::Model, Option<agent::Model>)>);

impl FromRows for KnownViewers {
    fn rows(&self) -> impl Iterator<Item = Row> {
        let agents = self.0.iter().map(|(viewer, _)| Row::Agent(viewer.agent_id));
        [Row::Viewers].into_iter().chain(agents)
    }
}

/// The minimum time between two updates of a viewer.
const TOUCH_EVERY: Duration = Duration::seconds(10);
/// The time without a request after which an agent counts as gone: a little more than
/// [`TOUCH_EVERY`] plus the time between two polls.
pub(in crate::server::domain) const GONE_AFTER: Duration = Duration::seconds(15);

impl ChatService {
    /// Answers an agent's poll of an open conversation: new messages, and the
    /// colleagues who look at it too. `is_looking` is true if the agent has it on
    /// screen, which is stored for the colleagues' polls.
    ///
    /// # Errors
    /// If the conversation does not exist.
    pub async fn watch(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        range: MessageRange,
        is_looking: bool,
    ) -> Result<Thread, DomainError> {
        let thread = self.thread(&agent.clone().into(), id, range).await?;
        let now = self.now();
        let seen = self.known_viewers(id).await?;
        let own = recent(&seen, now).find(|(row, _)| row.agent_id == agent.agent_id);
        if is_looking && own.is_none_or(|(row, _)| !is_recent(row.seen_at, now, TOUCH_EVERY)) {
            let (desk, agent, id) = (self.clone(), agent.clone(), id.clone());
            let write = async move { desk.note_look(&agent, &id, now).await };
            self.database.write_incidentally("who looks at a conversation", write).await;
        }
        let viewers = recent(&seen, now)
            .filter(|(row, _)| row.agent_id != agent.agent_id)
            .filter_map(|(row, agent)| Some(shown(row, agent.as_ref()?, now)))
            .collect();
        Ok(Thread { viewers, ..thread })
    }

    /// Returns the agents who look at a conversation or did so recently.
    async fn known_viewers(&self, id: &ConversationId) -> Result<Arc<KnownViewers>, DomainError> {
        let read = || async {
            let rows = viewer::Entity::find()
                .filter(viewer::Column::ConversationId.in_subquery(row_number(id)))
                .order_by_asc(viewer::Column::AgentId)
                .find_also_related(agent::Entity)
                .all(self.database.read())
                .await?;
            Ok(Some(KnownViewers(rows)))
        };
        let seen = self.memory.viewers.get(&self.database, id.clone(), read).await?;
        Ok(seen.unwrap_or_else(|| Arc::new(KnownViewers(Vec::new()))))
    }

    async fn note_look(&self, agent: &AgentActor, id: &ConversationId, now: DateTime<Utc>) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        write(&transaction, agent, id, now, None).await?;
        transaction.commit().await?;
        // Removes the agent from other conversations. In a separate
        // transaction: two tabs of one agent could wait for each other.
        let transaction = self.database.begin().await?;
        viewer::Entity::delete_many()
            .filter(viewer::Column::AgentId.eq(agent.agent_id))
            .filter(
                Condition::any()
                    .add(viewer::Column::SeenAt.lte(now - GONE_AFTER))
                    .add(viewer::Column::SeenAt.gte(now + GONE_AFTER)),
            )
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Records that an agent types a reply, and therefore looks at the
    /// conversation.
    pub(super) async fn note_writing(
        &self,
        transaction: &DatabaseTransaction,
        agent: &AgentActor,
        id: &ConversationId,
    ) -> Result<(), DomainError> {
        let now = self.now();
        write(transaction, agent, id, now, Some(now)).await
    }
}

async fn write(
    transaction: &DatabaseTransaction,
    agent: &AgentActor,
    id: &ConversationId,
    now: DateTime<Utc>,
    typing_at: Option<DateTime<Utc>>,
) -> Result<(), DomainError> {
    let number: Option<i64> = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::Id)
        .filter(conversation::Column::ConversationId.eq(id.clone()))
        .into_tuple()
        .one(transaction)
        .await?;
    let mut changed = vec![viewer::Column::SeenAt];
    if typing_at.is_some() {
        changed.push(viewer::Column::TypingAt);
    }
    let row = viewer::ActiveModel {
        conversation_id: Set(number.ok_or(DomainError::NotFound)?),
        agent_id: Set(agent.agent_id),
        seen_at: Set(now),
        typing_at: Set(typing_at),
    };
    let again = OnConflict::columns([viewer::Column::ConversationId, viewer::Column::AgentId])
        .update_columns(changed)
        .to_owned();
    viewer::Entity::insert(row).on_conflict(again).exec_without_returning(transaction).await?;
    Ok(())
}

/// Selects the row number of a conversation.
fn row_number(id: &ConversationId) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::QueryTrait;
    conversation::Entity::find()
        .select_only()
        .column(conversation::Column::Id)
        .filter(conversation::Column::ConversationId.eq(id.clone()))
        .into_query()
}

/// Returns the viewers who have not left.
fn recent(seen: &KnownViewers, now: DateTime<Utc>) -> impl Iterator<Item = &(viewer::Model, Option<agent::Model>)> {
    seen.0.iter().filter(move |(row, _)| is_recent(row.seen_at, now, GONE_AFTER))
}

fn shown(row: &viewer::Model, agent: &agent::Model, now: DateTime<Utc>) -> Viewer {
    Viewer {
        id: agent.id,
        name: agent.display_name.clone(),
        name_bn: agent.display_name_bn.clone(),
        is_writing: typing::is_fresh(row.typing_at, now),
    }
}
