//! The settings and the number of present agents, as requests see them.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::hours::BusinessHours;
use crate::{
    model::{settings::ChatSettings, timestamp::Timestamp},
    server::{
        domain::{database::Moment, error::DomainError},
        entity::chat_settings,
    },
};

/// The settings and the number of present agents, as they were at a moment.
#[derive(Clone, Debug)]
pub struct Presence {
    /// The settings, as they are stored.
    pub settings: Arc<chat_settings::Model>,
    /// The same, as admins read them and the widget receives them.
    pub(super) shop: Arc<ChatSettings>,
    /// How many agents are online.
    pub agents_online: u32,
    pub(super) hours: Arc<BusinessHours>,
    /// When they were read.
    pub(super) read_at: Moment,
}

impl Presence {
    /// Returns whether a moment is within business hours.
    pub fn within_business_hours(&self, now: DateTime<Utc>) -> bool {
        self.hours.include(now)
    }

    /// Returns when business hours begin again; none within them.
    pub fn opens_at(&self, now: DateTime<Utc>) -> Option<Timestamp> {
        self.hours.next_opening(now).map(Timestamp::from)
    }

    /// Returns whether a conversation that begins to wait now may be assigned at once. Outside
    /// business hours it waits in the queue, even if agents are online. It is assigned when an
    /// agent comes online or has room again, or when business hours begin.
    pub fn assigns_at_once(&self, now: DateTime<Utc>) -> bool {
        self.settings.auto_assign && self.within_business_hours(now)
    }

    /// Returns whether business hours have begun since a moment.
    pub fn has_begun_since(&self, earlier: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.within_business_hours(now) && !self.within_business_hours(earlier)
    }

    /// Refuses customers who may not start a conversation: all customers while
    /// the chat is turned off, and anonymous ones if the shop requires an
    /// identity. Conversations that have begun are not affected.
    pub(in crate::server::domain) fn admit(&self, is_anonymous: bool) -> Result<(), DomainError> {
        match &*self.settings {
            settings if !settings.is_enabled => Err(DomainError::ChatDisabled),
            settings if is_anonymous && !settings.allow_anonymous => Err(DomainError::IdentityRequired),
            _ => Ok(()),
        }
    }
}
