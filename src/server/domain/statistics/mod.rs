//! Statistics of a period, compared with the one before. The database counts;
//! what comes from it is small, whatever the number of conversations.

mod conversations;
mod durations;
mod messages;
mod ratings;
mod seconds;
mod waiting;
mod zone;

use std::{collections::HashMap, hash::Hash};

use chrono_tz::Tz;
use sea_orm::{QueryOrder, entity::prelude::*};
use tokio::try_join;

use self::{conversations::Kinds, messages::Quarter, zone::ZonedDays};
use super::{desk::Desk, error::DomainError};
use crate::{
    model::{
        conversation::{Priority, Status},
        ids::UserId,
        language::Language,
        statistics::{AgentFigures, Compared, DayFigures, Period, Share, Statistics, Totals},
    },
    server::entity::agent,
};

/// What both periods are measured by.
struct Measured {
    kinds: Kinds,
    quarters: Vec<Quarter>,
    totals: Totals,
}

impl Desk {
    /// The statistics of a period.
    ///
    /// # Errors
    /// If the days that were typed are none, or too many.
    pub async fn statistics(&self, period: &Period) -> Result<Statistics, DomainError> {
        let zone: Tz = self.presence().await?.settings.timezone.parse().unwrap_or(Tz::UTC);
        let days = period.days(zone::today(self.now(), zone)).map_err(DomainError::Fields)?;
        let zoned = ZonedDays { days, zone };
        // Two at a time: the polls need connections too.
        let (now, (before, began, replies)) = try_join!(self.measure(zoned), async {
            let before = self.measure(zoned.before()).await?;
            Ok((before, self.conversations_by_day(zoned).await?, self.replies_by_account(zoned).await?))
        })?;
        Ok(Statistics {
            from: days.from,
            to: days.to,
            timezone: zone.name().to_owned(),
            per_day: per_day(zoned, &began, &now.quarters),
            by_status: shares(&Status::ALL, &now.kinds.statuses, &before.kinds.statuses),
            by_priority: shares(&Priority::ALL, &now.kinds.priorities, &before.kinds.priorities),
            by_language: shares(&Language::ALL, &now.kinds.languages, &before.kinds.languages),
            by_agent: self.by_agent(&now.kinds, &before.kinds, &replies).await?,
            hours: hours(zoned, &now.quarters),
            waiting: self.waiting().await?,
            totals: now.totals,
            before: before.totals,
        })
    }

    async fn measure(&self, days: ZonedDays) -> Result<Measured, DomainError> {
        let kinds = self.conversations_by_kind(days).await?;
        let quarters = self.messages_by_quarter(days).await?;
        let messages = |is_agent: bool| -> u32 {
            let of_side = quarters.iter().filter(|quarter| quarter.is_agent == is_agent);
            of_side.map(|quarter| quarter.messages).sum()
        };
        let totals = Totals {
            conversations: kinds.all,
            customer_messages: messages(false),
            agent_messages: messages(true),
            first_response: self.first_responses(days).await?,
            resolution: self.resolutions(days).await?,
            ratings: self.ratings(days).await?,
        };
        Ok(Measured { kinds, quarters, totals })
    }

    /// Who did anything, or did in the period before; the busiest first.
    async fn by_agent(
        &self,
        now: &Kinds,
        before: &Kinds,
        replies: &HashMap<UserId, u32>,
    ) -> Result<Vec<AgentFigures>, DomainError> {
        let agents = agent::Entity::find().order_by_asc(agent::Column::Id).all(self.database.read()).await?;
        let nobody = AgentFigures { agent: None, count: compared(&None, &now.agents, &before.agents), replies: 0 };
        let mut figures: Vec<AgentFigures> = agents
            .into_iter()
            .map(|row| AgentFigures {
                count: compared(&Some(row.id), &now.agents, &before.agents),
                replies: replies.get(&row.user_id).copied().unwrap_or(0),
                agent: Some(row.colleague(self.now())),
            })
            .chain([nobody])
            .filter(|figures| figures.count != Compared::default() || figures.replies > 0)
            .collect();
        figures.sort_by_key(|figures| std::cmp::Reverse((figures.count.conversations, figures.replies)));
        Ok(figures)
    }
}

fn per_day(days: ZonedDays, began: &HashMap<usize, u32>, quarters: &[Quarter]) -> Vec<DayFigures> {
    let mut figures: Vec<DayFigures> = days
        .days
        .each()
        .enumerate()
        .map(|(index, date)| DayFigures {
            date,
            conversations: began.get(&index).copied().unwrap_or(0),
            customer_messages: 0,
            agent_messages: 0,
        })
        .collect();
    for quarter in quarters {
        if let Some(day) = days.place(quarter.number).and_then(|place| figures.get_mut(place.day)) {
            let side = if quarter.is_agent { &mut day.agent_messages } else { &mut day.customer_messages };
            *side += quarter.messages;
        }
    }
    figures
}

/// Customers' messages by weekday and hour.
fn hours(days: ZonedDays, quarters: &[Quarter]) -> Vec<Vec<u32>> {
    let mut hours = vec![vec![0; 24]; 7];
    for quarter in quarters.iter().filter(|quarter| !quarter.is_agent) {
        if let Some(place) = days.place(quarter.number) {
            hours[place.weekday][place.hour] += quarter.messages;
        }
    }
    hours
}

fn shares<T: Copy + Eq + Hash>(all: &[T], now: &HashMap<T, u32>, before: &HashMap<T, u32>) -> Vec<Share<T>> {
    all.iter().map(|of| Share { of: *of, count: compared(of, now, before) }).collect()
}

fn compared<T: Eq + Hash>(of: &T, now: &HashMap<T, u32>, before: &HashMap<T, u32>) -> Compared {
    let in_one = |counts: &HashMap<T, u32>| counts.get(of).copied().unwrap_or(0);
    Compared { conversations: in_one(now), before: in_one(before) }
}

/// A count of the database, which is never negative.
fn count(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
