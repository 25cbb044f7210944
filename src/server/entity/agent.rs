//! `support_supportagent`: the agents.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{Condition, entity::prelude::*};

use super::text::prepare;
use crate::{
    model::{
        agent::{AgentCard, Colleague},
        ids::{AgentId, UserId},
    },
    server::age::is_recent,
};

/// The time without a request after which an agent counts as away.
pub const AWAY_AFTER: Duration = Duration::seconds(90);

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_supportagent")]
pub struct Model {
    /// The agent's id.
    #[sea_orm(primary_key)]
    pub id: AgentId,
    /// The account to sign in with.
    #[sea_orm(unique)]
    pub user_id: UserId,
    /// The name that customers see.
    pub display_name: String,
    /// The same in Bangla; may be empty.
    pub display_name_bn: String,
    /// The address of the picture.
    pub avatar: Option<String>,
    /// Whether the agent's switch is on. [`Model::is_present`] tells whether
    /// they are also present.
    pub is_online: bool,
    /// A few words about the agent.
    pub bio: String,
    /// The email address, for the team; never shown to customers.
    pub email: String,
    /// Whether the agent is enabled.
    pub is_active: bool,
    /// The agent's position in the order of assignment.
    pub order: i32,
    /// The most open conversations that are assigned automatically; none means
    /// no limit.
    pub max_open: Option<i32>,
    /// When the agent's console last sent a request.
    pub last_seen_at: Option<DateTimeUtc>,
    /// While the switch is off: when the agent turned it off or last replied;
    /// none if it was never on.
    pub left_at: Option<DateTimeUtc>,
    /// Whether the inbox last showed the agent as present.
    pub was_present: bool,
    /// Sounds and notifications, as JSON; empty for the defaults.
    pub preferences: String,
    /// When the agent was added.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    async fn before_save<C: ConnectionTrait>(self, _: &C, is_new: bool) -> Result<Self, DbErr> {
        Ok(prepare(self, is_new, &[]))
    }
}

/// Returns the condition of the agents who take conversations now:
/// [`Model::is_present`] for the database.
pub fn present(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::IsOnline.eq(true))
        .add(Column::IsActive.eq(true))
        .add(Column::LastSeenAt.gt(now - AWAY_AFTER))
        .add(Column::LastSeenAt.lt(now + AWAY_AFTER))
}

impl Model {
    /// Returns whether the agent takes conversations now: their switch is on,
    /// they are enabled, and they have an open console that polls.
    pub fn is_present(&self, now: DateTime<Utc>) -> bool {
        self.is_online && self.is_active && self.last_seen_at.is_some_and(|seen| is_recent(seen, now, AWAY_AFTER))
    }

    /// Returns whether one of the agent's times lies in the future, because a clock was
    /// set back.
    pub fn is_ahead(&self, now: DateTime<Utc>) -> bool {
        [self.last_seen_at, self.left_at].into_iter().flatten().any(|moment| moment >= now + AWAY_AFTER)
    }

    /// Returns whether the agent has been absent for `delay`, or has been
    /// disabled.
    pub fn has_been_gone(&self, now: DateTime<Utc>, delay: Duration) -> bool {
        let since = if self.is_online { self.last_seen_at } else { self.left_at };
        !self.is_active || !self.is_present(now) && since.is_none_or(|since| since <= now - delay)
    }

    /// Returns the agent as customers see them.
    pub fn card(&self, now: DateTime<Utc>) -> AgentCard {
        AgentCard {
            name: self.display_name.clone(),
            name_bn: self.display_name_bn.clone(),
            avatar: self.avatar.clone(),
            is_online: self.is_present(now),
        }
    }

    /// Returns the agent as colleagues see them.
    pub fn colleague(self, now: DateTime<Utc>) -> Colleague {
        let is_online = self.is_present(now);
        Colleague {
            id: self.id,
            username: String::new(),
            name: self.display_name,
            name_bn: self.display_name_bn,
            avatar: self.avatar,
            is_online,
        }
    }
}
