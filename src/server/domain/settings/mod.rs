//! The shop's settings, and the number of agents who are present.

pub mod editing;
pub mod hours;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, IntoActiveModel, PaginatorTrait, QuerySelect, entity::prelude::*};

use self::hours::BusinessHours;
use super::{
    database::{Moment, Row},
    error::DomainError,
    random,
    services::SettingsService,
};
use crate::{
    model::{config::WidgetConfig, language::Language},
    server::{
        calendar::Calendar,
        entity::{agent, chat_settings},
    },
};

/// The settings and the number of present agents, as they were at a moment.
#[derive(Clone, Debug)]
pub struct Presence {
    /// The settings.
    pub settings: Arc<chat_settings::Model>,
    /// How many agents are online.
    pub agents_online: u32,
    hours: Arc<BusinessHours>,
    /// When they were read.
    read_at: Moment,
}

impl Presence {
    /// Returns whether a moment is within business hours.
    pub fn within_business_hours(&self, now: DateTime<Utc>) -> bool {
        self.hours.include(now)
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
    pub(super) fn admit(&self, is_anonymous: bool) -> Result<(), DomainError> {
        match &*self.settings {
            settings if !settings.is_enabled => Err(DomainError::ChatDisabled),
            settings if is_anonymous && !settings.allow_anonymous => Err(DomainError::IdentityRequired),
            _ => Ok(()),
        }
    }
}

impl SettingsService {
    /// Returns the settings and the status that are public before a chat is opened.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn widget_config(&self, language: Language) -> Result<WidgetConfig, DomainError> {
        let presence = self.presence().await?;
        let within_business_hours = presence.within_business_hours(self.now());
        let settings = presence.settings;
        Ok(WidgetConfig {
            shop_name: settings.shop_name.clone(),
            enabled: settings.is_enabled,
            position: settings.widget_position,
            primary_color: settings.primary_color,
            show_online_status: settings.show_online_status,
            welcome_message: settings.welcome_in(language).to_owned(),
            offline_message: settings.offline_in(language).to_owned(),
            agents_online: presence.agents_online,
            max_file_size: settings.max_file_bytes(),
            attachment_types: settings.attachment_rules().kinds,
            within_business_hours,
            languages: Language::ALL.to_vec(),
            rating_enabled: settings.rating_enabled,
            prechat_name: settings.prechat_name,
            prechat_email: settings.prechat_email,
            allow_anonymous: settings.allow_anonymous,
            settings_version: settings.version(),
        })
    }

    /// Returns the origins of shops that the admins allow to embed the widget.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn allowed_origins(&self) -> Result<Vec<String>, DomainError> {
        Ok(self.presence().await?.settings.origins())
    }

    /// Returns the current secret that signs customers' identities. The previous
    /// one may be valid too.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn identity_secret(&self) -> Result<String, DomainError> {
        Ok(self.settings().await?.identity_secret)
    }

    /// Stores the secret of the configuration, or makes one if none exists.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ensure_identity_secret(&self, configured: Option<&str>) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        // Locked, because another node may start at the same moment.
        let settings = chat_settings::Entity::find_by_id(chat_settings::ONLY_ROW)
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(DomainError::Broken("the settings are gone"))?;
        let secret = match configured {
            Some(secret) => secret.to_owned(),
            None if settings.identity_secret.is_empty() => random::secret(&*self.random),
            None => settings.identity_secret.clone(),
        };
        if secret != settings.identity_secret {
            let settings_version = settings.updated_at;
            let before = settings.identity_secret.clone();
            let mut change = settings.into_active_model();
            // As after a replacement by an admin, the previous secret stays valid, so
            // that the shop's servers and this one need not change at the same moment.
            if !before.is_empty() {
                change.previous_identity_secret = Set(before);
            }
            change.identity_secret = Set(secret);
            change.updated_at = Set(self.next_version(settings_version));
            change.update(&transaction).await?;
        }
        transaction.commit().await?;
        self.forget_presence();
        Ok(())
    }

    /// Returns the calendar of the shop in a language.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn calendar(&self, language: Language) -> Result<Calendar, DomainError> {
        Ok(Calendar::new(&self.presence().await?.settings.timezone, language, self.now()))
    }

    pub(super) async fn settings(&self) -> Result<chat_settings::Model, DomainError> {
        chat_settings::Entity::find_by_id(chat_settings::ONLY_ROW)
            .one(self.database.read())
            .await?
            .ok_or(DomainError::Broken("the settings are gone"))
    }

    /// Returns settings and presence. An agent counts as present for up to a second too
    /// long. While the changes of the database are not followed, all of it is up to a
    /// second old.
    pub(super) async fn presence(&self) -> Result<Presence, DomainError> {
        let asked = self.clock.running();
        // Notes what has changed. Even if that fails, the values are at most as old as
        // described above.
        self.database.catch_up().await;
        match self.presence.get(asked, asked, |presence| self.is_good(presence)) {
            Ok(presence) => Ok(presence),
            Err(_) => Box::pin(self.read_presence(asked)).await,
        }
    }

    fn is_good(&self, presence: &Presence) -> bool {
        !self.database.changes().have_changed(presence.read_at, [Row::Settings, Row::Agents])
    }

    async fn read_presence(&self, asked: Duration) -> Result<Presence, DomainError> {
        let _turn = self.presence.turn().await;
        let reading = match self.presence.get(asked, self.clock.running(), |presence| self.is_good(presence)) {
            Ok(presence) => return Ok(presence),
            Err(reading) => reading,
        };
        // Otherwise the other requests would wait for the database one after the other.
        if self.presence.has_failed_since(asked) {
            return Err(DomainError::Unavailable);
        }
        let presence = self.ask_presence().await.inspect_err(|_| self.presence.note_failure(self.clock.running()))?;
        self.presence.keep(reading, &presence);
        Ok(presence)
    }

    async fn ask_presence(&self) -> Result<Presence, DomainError> {
        let read_at = self.database.changes().now();
        let agents_online =
            agent::Entity::find().filter(agent::present(self.now())).count(self.database.read()).await?;
        let agents_online = u32::try_from(agents_online).unwrap_or(u32::MAX);
        let settings = Arc::new(self.settings().await?);
        let hours = Arc::new(BusinessHours::from(&*settings));
        Ok(Presence { settings, agents_online, hours, read_at })
    }

    /// Invalidates settings and presence, so that the next use reads them
    /// again. Called after a change has been committed.
    pub(super) fn forget_presence(&self) {
        self.presence.forget();
    }
}
