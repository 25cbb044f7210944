//! Conversations that began in a period, by kind and by time.

use std::collections::HashMap;

use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

use super::{count, seconds::quarter, zone::ZonedDays};
use crate::{
    model::{
        conversation::{Priority, Status},
        ids::AgentId,
        language::Language,
    },
    server::{
        domain::{desk::Desk, error::DomainError},
        entity::conversation::{Column, Entity},
    },
};

/// How many conversations of each kind began.
#[derive(Default)]
pub(super) struct Kinds {
    pub all: u32,
    pub statuses: HashMap<Status, u32>,
    pub priorities: HashMap<Priority, u32>,
    pub languages: HashMap<Language, u32>,
    pub agents: HashMap<Option<AgentId>, u32>,
}

impl Desk {
    pub(super) async fn conversations_by_kind(&self, days: ZonedDays) -> Result<Kinds, DomainError> {
        let groups: Vec<(Status, Priority, Language, Option<AgentId>, i64)> = began_in(days)
            .select_only()
            .column(Column::Status)
            .column(Column::Priority)
            .column(Column::Language)
            .column(Column::AssignedAgentId)
            .column_as(Column::Id.count(), "conversations")
            .group_by(Column::Status)
            .group_by(Column::Priority)
            .group_by(Column::Language)
            .group_by(Column::AssignedAgentId)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let mut kinds = Kinds::default();
        for (status, priority, language, agent, conversations) in groups {
            let conversations = count(conversations);
            kinds.all += conversations;
            *kinds.statuses.entry(status).or_default() += conversations;
            *kinds.priorities.entry(priority).or_default() += conversations;
            *kinds.languages.entry(language).or_default() += conversations;
            *kinds.agents.entry(agent).or_default() += conversations;
        }
        Ok(kinds)
    }

    /// How many began on each of the days.
    pub(super) async fn conversations_by_day(&self, days: ZonedDays) -> Result<HashMap<usize, u32>, DomainError> {
        let read = self.database.read();
        let mut query = began_in(days).select_only();
        QueryTrait::query(&mut query)
            .expr_as(quarter(read.get_database_backend(), Expr::col(Column::FirstMessageAt)), "quarter");
        let quarters: Vec<(i64, i64)> = query
            .column_as(Column::Id.count(), "conversations")
            .group_by(Expr::col("quarter"))
            .into_tuple()
            .all(read)
            .await?;
        let mut by_day = HashMap::new();
        for (quarter, conversations) in quarters {
            if let Some(place) = days.place(quarter) {
                *by_day.entry(place.day).or_default() += count(conversations);
            }
        }
        Ok(by_day)
    }
}

fn began_in(days: ZonedDays) -> Select<Entity> {
    Entity::find().filter(Column::FirstMessageAt.gte(days.start())).filter(Column::FirstMessageAt.lt(days.end()))
}
