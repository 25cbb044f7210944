//! The shop's settings, and the number of agents who are present.

pub mod editing;
pub mod hours;
mod presence;
mod reading;
pub mod shop;

use sea_orm::{ActiveValue::Set, IntoActiveModel, QuerySelect, entity::prelude::*};

pub use self::presence::Presence;
use super::{error::DomainError, random, services::SettingsService};
use crate::{
    model::{config::WidgetConfig, language::Language},
    server::{calendar::Calendar, entity::chat_settings},
};

impl SettingsService {
    /// Returns the settings and the status that are public before a chat is opened.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn widget_config(&self, language: Language) -> Result<WidgetConfig, DomainError> {
        let presence = self.presence().await?;
        let within_business_hours = presence.within_business_hours(self.now());
        Ok(WidgetConfig {
            settings: presence.shop.for_widget(language),
            agents_online: presence.agents_online,
            within_business_hours,
            opens_at: presence.opens_at(self.now()),
            languages: Language::ALL.to_vec(),
            settings_version: presence.settings.version(),
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
}
