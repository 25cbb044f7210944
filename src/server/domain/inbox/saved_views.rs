//! Views of the inbox that agents have saved, for themselves or for the team.

use sea_orm::{ActiveValue::Set, Condition, PaginatorTrait, QueryOrder, entity::prelude::*};

use crate::{
    model::{
        ids::SavedViewId,
        saved_view::{SavedView, SavedViewDraft},
    },
    server::{
        domain::{actor::AgentActor, error::DomainError, services::InboxService},
        entity::saved_view,
    },
};

/// The maximum number of views that an agent may save. A longer list would be hard to use.
const MAX_VIEWS: u64 = 50;

impl InboxService {
    /// Returns the agent's saved views and those that colleagues share, by name.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn saved_views(&self, agent: &AgentActor) -> Result<Vec<SavedView>, DomainError> {
        let visible = Condition::any()
            .add(saved_view::Column::AgentId.eq(agent.agent_id))
            .add(saved_view::Column::IsShared.eq(true));
        let rows = saved_view::Entity::find().filter(visible).order_by_asc(saved_view::Column::Id);
        let rows = rows.all(self.database.read()).await?;
        let mut views: Vec<SavedView> = rows.into_iter().map(|row| seen_by(agent, row)).collect();
        // The two databases sort texts differently.
        views.sort_by_cached_key(|view| view.name.to_lowercase());
        Ok(views)
    }

    /// Saves a view. Names may repeat, because colleagues do not see each other's own views.
    ///
    /// # Errors
    /// If the name or the address is not acceptable, or the agent has too many views.
    pub async fn save_view(&self, agent: &AgentActor, draft: SavedViewDraft) -> Result<SavedView, DomainError> {
        let SavedViewDraft { name, address, is_shared } = draft.check().map_err(DomainError::Fields)?;
        let transaction = self.database.begin().await?;
        let own = saved_view::Entity::find().filter(saved_view::Column::AgentId.eq(agent.agent_id));
        if own.count(&transaction).await? >= MAX_VIEWS {
            return Err(DomainError::Conflict("You can save up to 50 views. Delete one to save another."));
        }
        let row = saved_view::ActiveModel {
            agent_id: Set(agent.agent_id),
            name: Set(name),
            address: Set(address),
            is_shared: Set(is_shared),
            created_at: Set(self.now()),
            ..Default::default()
        };
        let row = row.insert(&transaction).await?;
        transaction.commit().await?;
        Ok(seen_by(agent, row))
    }

    /// Deletes a view. Agents delete their own, and admins also those that colleagues share.
    ///
    /// # Errors
    /// If there is no such view, or the agent may not delete it.
    pub async fn delete_view(&self, agent: &AgentActor, id: SavedViewId) -> Result<(), DomainError> {
        let mut deletable = Condition::any().add(saved_view::Column::AgentId.eq(agent.agent_id));
        if agent.is_admin() {
            deletable = deletable.add(saved_view::Column::IsShared.eq(true));
        }
        let transaction = self.database.begin().await?;
        let deletion = saved_view::Entity::delete_by_id(id).filter(deletable).exec(&transaction).await?;
        transaction.commit().await?;
        if deletion.rows_affected == 0 { Err(DomainError::NotFound) } else { Ok(()) }
    }
}

fn seen_by(agent: &AgentActor, row: saved_view::Model) -> SavedView {
    let can_delete = row.agent_id == agent.agent_id || row.is_shared && agent.is_admin();
    SavedView { id: row.id, name: row.name, address: row.address, is_shared: row.is_shared, can_delete }
}
