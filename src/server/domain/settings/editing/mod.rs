//! The shop's settings, as admins read and change them.

mod identity_secret;
mod logo;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, IntoActiveModel, QuerySelect, entity::prelude::*};
use serde_json::{Value, json};

use crate::{
    model::{
        audit::{Action, Subject},
        field::{FieldError, Problem},
        settings::{ChatSettings, CheckedSettings},
        timestamp::Timestamp,
    },
    server::{
        domain::{
            actor::AdminActor,
            error::DomainError,
            log::{audit, audit::Change},
            services::SettingsService,
        },
        entity::chat_settings,
    },
};

/// The id of the settings in the log. The table has one row.
const SUBJECT_ID: &str = "1";

impl SettingsService {
    /// Returns the settings, for an admin.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn chat_settings(&self, _: &AdminActor) -> Result<ChatSettings, DomainError> {
        Ok(ChatSettings::from(&self.settings().await?))
    }

    /// Changes the settings; returns them as they are stored.
    ///
    /// # Errors
    /// If a field has a value that is not acceptable, or the settings have been
    /// changed since `edited.updated_at`.
    pub async fn change_chat_settings(
        &self,
        admin: &AdminActor,
        edited: ChatSettings,
    ) -> Result<ChatSettings, DomainError> {
        let checked = check(edited)?;
        let assigned_at_once = self.assigns_at_once().await?;
        let transaction = self.database.begin().await?;
        let before = lock(&transaction).await?;
        let started_from = checked.settings().updated_at.as_ref();
        if started_from.is_some_and(|moment| !names(moment, before.updated_at)) {
            return Err(DomainError::Conflict(
                "Someone else has changed the settings. Read them again, then repeat your change.",
            ));
        }
        // Refused, and not ignored, so that a program learns of the other address.
        let logo = &checked.settings().shop_logo;
        if logo.is_some() && *logo != before.shop_logo {
            return Err(DomainError::Fields(vec![FieldError::new("shop_logo", Problem::Invalid)]));
        }
        let mut change = before.clone().into_active_model();
        chat_settings::write(&checked, &mut change).ok_or(DomainError::Broken("settings were not checked"))?;
        change.updated_at = Set(self.next_version(before.updated_at));
        let after = change.update(&transaction).await?;
        let (before, after) = (ChatSettings::from(&before), ChatSettings::from(&after));
        audit::record(&transaction, self.now(), admin.agent(), entry(&before, &after)).await?;
        transaction.commit().await?;
        self.forget_presence();
        // Assigns waiting conversations only if conversations may be assigned at once now and not
        // before this change. Outside business hours they go on waiting.
        if !assigned_at_once && self.assigns_at_once().await.unwrap_or(false) {
            self.assignment().assign_queue().await;
        }
        Ok(after)
    }

    async fn assigns_at_once(&self) -> Result<bool, DomainError> {
        Ok(self.presence().await?.assigns_at_once(self.now()))
    }

    /// Returns the current time, or a millisecond after the previous version if
    /// that is later: two versions never have the same time.
    pub(super) fn next_version(&self, before: DateTime<Utc>) -> DateTime<Utc> {
        self.now().max(before + Duration::milliseconds(1))
    }
}

/// Returns whether a text denotes a moment, to the millisecond. Programs that parse and
/// format times may write them in another form.
fn names(text: &Timestamp, moment: DateTime<Utc>) -> bool {
    DateTime::parse_from_rfc3339(&text.0).is_ok_and(|named| Timestamp::from(named.to_utc()) == moment.into())
}

/// Returns the time zones that can be chosen, by their names in the IANA
/// database.
pub fn time_zones() -> Vec<&'static str> {
    TZ_VARIANTS.iter().map(|zone| zone.name()).collect()
}

/// Checks the form as the browser does, and the time zone, which only the
/// server checks.
fn check(edited: ChatSettings) -> Result<CheckedSettings, DomainError> {
    let is_zone = edited.timezone.trim().parse::<Tz>().is_ok();
    let unknown_zone = || FieldError::new("timezone", Problem::Invalid);
    match edited.check() {
        Ok(checked) if is_zone => Ok(checked),
        Ok(_) => Err(DomainError::Fields(vec![unknown_zone()])),
        Err(mut errors) => {
            if !is_zone && errors.iter().all(|error| error.field != "timezone") {
                errors.push(unknown_zone());
            }
            Err(DomainError::Fields(errors))
        }
    }
}

/// Returns the settings, locked until the transaction ends.
async fn lock(transaction: &DatabaseTransaction) -> Result<chat_settings::Model, DomainError> {
    chat_settings::Entity::find_by_id(chat_settings::ONLY_ROW)
        .lock_exclusive()
        .one(transaction)
        .await?
        .ok_or(DomainError::Broken("the settings are gone"))
}

/// Returns the log's entry of a change.
fn entry(before: &ChatSettings, after: &ChatSettings) -> Change {
    Change {
        action: Action::Updated,
        subject: Subject::Settings,
        subject_id: SUBJECT_ID.to_owned(),
        before: for_log(before),
        after: for_log(after),
    }
}

/// Returns all fields except the version, which corresponds to the time of the
/// log entry.
fn for_log(settings: &ChatSettings) -> Value {
    let mut fields = json!(settings);
    if let Some(fields) = fields.as_object_mut() {
        fields.remove("updated_at");
    }
    fields
}
