//! Reads the settings and the number of present agents, and keeps them in memory.

use std::{sync::Arc, time::Duration};

use sea_orm::{PaginatorTrait, entity::prelude::*};

use super::{hours::BusinessHours, presence::Presence};
use crate::{
    model::settings::ChatSettings,
    server::{
        domain::{database::Row, error::DomainError, services::SettingsService},
        entity::{agent, chat_settings},
    },
};

impl SettingsService {
    pub(in crate::server::domain) async fn settings(&self) -> Result<chat_settings::Model, DomainError> {
        chat_settings::Entity::find_by_id(chat_settings::ONLY_ROW)
            .one(self.database.read())
            .await?
            .ok_or(DomainError::Broken("the settings are gone"))
    }

    /// Returns settings and presence. An agent counts as present for up to a second too
    /// long. While the changes of the database are not followed, all of it is up to a
    /// second old.
    pub(in crate::server::domain) async fn presence(&self) -> Result<Presence, DomainError> {
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
        let shop = Arc::new(ChatSettings::from(&*settings));
        let hours = Arc::new(BusinessHours::from(&*settings));
        Ok(Presence { settings, shop, agents_online, hours, read_at })
    }

    /// Invalidates settings and presence, so that the next use reads them
    /// again. Called after a change has been committed.
    pub(in crate::server::domain) fn forget_presence(&self) {
        self.presence.forget();
    }
}
