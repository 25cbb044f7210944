//! What customers said of their conversations.

use sea_orm::{QuerySelect, entity::prelude::*};

use super::{count, zone::ZonedDays};
use crate::{
    model::statistics::Ratings,
    server::{
        domain::{desk::Desk, error::DomainError},
        entity::conversation::{Column, Entity},
    },
};

impl Desk {
    /// The ratings that were given in a period.
    pub(super) async fn ratings(&self, days: ZonedDays) -> Result<Ratings, DomainError> {
        let groups: Vec<(Option<i32>, i64)> = Entity::find()
            .select_only()
            .column(Column::Rating)
            .column_as(Column::Id.count(), "conversations")
            .filter(Column::RatedAt.gte(days.start()))
            .filter(Column::RatedAt.lt(days.end()))
            .group_by(Column::Rating)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let mut ratings = Ratings::default();
        for (stars, conversations) in groups {
            let place = stars.and_then(|stars| usize::try_from(stars - 1).ok());
            if let Some(given) = place.and_then(|place| ratings.distribution.get_mut(place)) {
                *given += count(conversations);
                ratings.count += count(conversations);
            }
        }
        let sum: f64 = (1..).zip(ratings.distribution).map(|(stars, given)| f64::from(stars) * f64::from(given)).sum();
        ratings.average = (ratings.count > 0).then(|| sum / f64::from(ratings.count));
        Ok(ratings)
    }
}
