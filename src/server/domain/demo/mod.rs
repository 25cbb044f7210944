//! Fills a database with conversations like those of a shop, to try Adda out
//! and to measure it.

mod dialogues;
mod people;
mod rows;
mod seeded_random;
mod store;
mod story;
mod tour;
mod year;

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*, sea_query::OnConflict};

use self::{store::Shop, story::Story, year::Year};
use super::{desk::Desk, error::DomainError, random, team::accounts::NewAgent};
use crate::{
    model::{
        color::Color,
        ids::{AgentId, LabelId, UserId},
        label::LabelDraft,
        role::Role,
    },
    server::entity::{agent, label},
};

/// How many conversations one transaction adds. The writes of a server that
/// runs meanwhile wait for it: some tenths of a second.
const BATCH: usize = 200;

/// A kind of demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demonstration {
    /// 200 conversations over the last 60 days, to look around in.
    Tour,
    /// This many conversations over the last year, with ten messages each on average.
    Year(usize),
}

impl Demonstration {
    /// Returns how many conversations it adds.
    pub fn conversations(self) -> usize {
        match self {
            Self::Tour => tour::CONVERSATIONS,
            Self::Year(conversations) => conversations,
        }
    }

    /// Returns the colleagues that the admin gets: display name and the same in
    /// Bangla.
    fn colleagues(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Tour => &people::COLLEAGUES[..2],
            Self::Year(_) => &people::COLLEAGUES,
        }
    }

    fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Tour => &[],
            Self::Year(_) => &people::LABELS,
        }
    }
}

impl Desk {
    /// Adds the conversations of a demonstration, in both languages and all statuses,
    /// the colleagues who answer and the labels. A second call adds as many again, with
    /// the same colleagues. `progress` is called with the number of stored
    /// conversations.
    ///
    /// # Errors
    /// If the database fails. Then the conversations that were reported to `progress`
    /// are stored.
    pub async fn fill_with_demo(
        &self,
        demonstration: Demonstration,
        mut progress: impl FnMut(usize),
    ) -> Result<(), DomainError> {
        for (name, name_bn) in demonstration.colleagues() {
            self.add_demo_agent(name, name_bn).await?;
        }
        let settings = self.settings().settings().await?;
        let shop = Shop {
            settings: &settings,
            agents: self.demo_agents().await?,
            labels: self.demo_labels(demonstration.labels()).await?,
        };
        let now = self.now();
        let count = demonstration.conversations();
        let story = |number| match demonstration {
            Demonstration::Tour => tour::story(number, now),
            Demonstration::Year(conversations) => Year::new(conversations, now).story(number),
        };
        for first in (0..count).step_by(BATCH) {
            let end = (first + BATCH).min(count);
            let stories: Vec<Story> = (first..end).map(story).collect();
            let transaction = self.database.begin().await?;
            store::store(&transaction, &stories, &shop).await?;
            transaction.commit().await?;
            progress(end);
        }
        Ok(())
    }

    async fn demo_agents(&self) -> Result<Vec<(AgentId, UserId)>, DomainError> {
        let agents = agent::Entity::find().order_by_asc(agent::Column::Id).all(self.database.read()).await?;
        Ok(agents.into_iter().map(|agent| (agent.id, agent.user_id)).collect())
    }

    /// Adds a colleague with a random password; `adda user password` sets
    /// another.
    async fn add_demo_agent(&self, name: &str, name_bn: &str) -> Result<(), DomainError> {
        let added = self
            .team()
            .add_agent(NewAgent {
                username: name.to_owned(),
                password: random::secret(&*self.random),
                role: Role::Agent,
                display_name_bn: name_bn.to_owned(),
                bio: "Demonstration".to_owned(),
            })
            .await;
        match added {
            Ok(_) | Err(DomainError::NameTaken) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Returns the labels with these names, and creates those that do not
    /// exist.
    async fn demo_labels(&self, names: &[&str]) -> Result<Vec<LabelId>, DomainError> {
        let transaction = self.database.begin().await?;
        let mut ids = Vec::new();
        for (order, (name, color)) in (1..).zip(names.iter().zip(LabelDraft::COLORS)) {
            let row = label::ActiveModel {
                name: Set((*name).to_owned()),
                color: Set(color.parse().unwrap_or(Color::PRIMARY)),
                order: Set(order),
                created_at: Set(self.now()),
                ..Default::default()
            };
            label::Entity::insert(row)
                .on_conflict(OnConflict::column(label::Column::Name).do_nothing().to_owned())
                .exec_without_returning(&transaction)
                .await?;
            let found = label::Entity::find().filter(label::Column::Name.eq(*name)).one(&transaction).await?;
            ids.extend(found.map(|row| row.id));
        }
        transaction.commit().await?;
        Ok(ids)
    }
}
