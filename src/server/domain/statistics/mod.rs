//! Statistics of a period, compared with the previous one.
//!
//! `sql` has the queries, `day` reads the events of a day, `day_cache` keeps past days in memory,
//! and `figures` adds them up.

mod day;
mod day_cache;
mod figures;
mod sql;
mod turns;
mod waiting;
mod zone;

use std::{collections::HashMap, hash::Hash};

use chrono_tz::Tz;
use sea_orm::{QueryOrder, entity::prelude::*};

pub use self::day_cache::DayCache;
use self::{
    day::Kind,
    figures::{Figures, figures},
    zone::ZonedDays,
};
use super::{error::DomainError, services::StatisticsService};
use crate::{
    model::{
        conversation::{Priority, Status},
        language::Language,
        statistics::{AgentFigures, Compared, Period, Share, Statistics},
    },
    server::entity::agent,
};

impl Figures {
    /// Returns how many conversations began, grouped by a property.
    fn by<T: Eq + Hash>(&self, of: impl Fn(&Kind) -> T) -> HashMap<T, u32> {
        let mut counts = HashMap::new();
        for (kind, conversations) in &self.kinds {
            *counts.entry(of(kind)).or_default() += conversations;
        }
        counts
    }
}

impl StatisticsService {
    /// Returns the statistics of a period.
    ///
    /// # Errors
    /// If the days are not valid or too many, or too many requests for
    /// statistics wait.
    pub async fn statistics(&self, period: &Period) -> Result<Statistics, DomainError> {
        let settings = self.settings().presence().await?.settings;
        let zone: Tz = settings.timezone.parse().unwrap_or(Tz::UTC);
        let days = period.days(zone::today(self.now(), zone)).map_err(DomainError::Fields)?;
        let zoned = ZonedDays { days, zone };
        let _turn = self.statistics.turns.take().await?;
        let before = self.figures(zoned.before()).await?;
        let now = self.figures(zoned).await?;
        Ok(Statistics {
            from: days.from,
            to: days.to,
            timezone: zone.name().to_owned(),
            by_status: shares(&Status::ALL, &now, &before, |kind| kind.status),
            by_priority: shares(&Priority::ALL, &now, &before, |kind| kind.priority),
            by_language: shares(&Language::ALL, &now, &before, |kind| kind.language),
            by_agent: self.by_agent(&now, &before).await?,
            waiting: self.waiting().await?,
            rating_enabled: settings.rating_enabled,
            per_day: now.per_day,
            hours: now.hours,
            totals: now.totals,
            before: before.totals,
        })
    }

    async fn figures(&self, days: ZonedDays) -> Result<Figures, DomainError> {
        let (first, end) = days.quarters();
        if first >= end {
            return Ok(figures(days, &[]));
        }
        let (first, last) = (day::day_of(first), day::day_of(end - 1));
        let happened = self.happened(first, usize::try_from(last - first + 1).unwrap_or(0)).await?;
        // Takes some milliseconds for a year of a large shop, so it must not block a
        // thread that answers requests.
        let added = tokio::task::spawn_blocking(move || figures(days, &happened)).await;
        added.map_err(|_| DomainError::Broken("the figures could not be added up"))
    }

    /// Returns the agents who did anything in this period or the previous one, the
    /// busiest first.
    async fn by_agent(&self, now: &Figures, before: &Figures) -> Result<Vec<AgentFigures>, DomainError> {
        let (now_agents, before_agents) = (now.by(|kind| kind.agent), before.by(|kind| kind.agent));
        let agents = agent::Entity::find().order_by_asc(agent::Column::Id).all(self.database.read()).await?;
        let unassigned = AgentFigures { agent: None, count: compared(&None, &now_agents, &before_agents), replies: 0 };
        let mut figures: Vec<AgentFigures> = agents
            .into_iter()
            .map(|row| AgentFigures {
                count: compared(&Some(row.id), &now_agents, &before_agents),
                replies: now.replies.get(&row.user_id).copied().unwrap_or(0),
                agent: Some(row.colleague(self.now())),
            })
            .chain([unassigned])
            .filter(|figures| figures.count != Compared::default() || figures.replies > 0)
            .collect();
        figures.sort_by_key(|figures| std::cmp::Reverse((figures.count.conversations, figures.replies)));
        Ok(figures)
    }
}

fn shares<T: Copy + Eq + Hash>(all: &[T], now: &Figures, before: &Figures, of: impl Fn(&Kind) -> T) -> Vec<Share<T>> {
    let (now, before) = (now.by(&of), before.by(&of));
    all.iter().map(|of| Share { of: *of, count: compared(of, &now, &before) }).collect()
}

fn compared<T: Eq + Hash>(of: &T, now: &HashMap<T, u32>, before: &HashMap<T, u32>) -> Compared {
    let in_one = |counts: &HashMap<T, u32>| counts.get(of).copied().unwrap_or(0);
    Compared { conversations: in_one(now), before: in_one(before) }
}
