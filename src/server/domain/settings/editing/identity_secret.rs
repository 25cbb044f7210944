//! The secret that signs customers' identities. Admins can see and replace it.
//! After a replacement both the new and the old one are accepted, so that a
//! shop's server can be switched to the new one without a customer being
//! refused.

use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};
use serde_json::Value;

use super::{SUBJECT_ID, lock};
use crate::{
    model::{
        audit::{Action, Subject},
        settings::IdentitySecret,
    },
    server::{
        domain::{
            actor::AdminActor,
            error::DomainError,
            log::{audit, audit::Change},
            random,
            services::SettingsService,
        },
        entity::chat_settings,
    },
};

impl SettingsService {
    /// Returns the secret, for an admin, and records that they have seen it. `is_fixed` is true
    /// if the configuration sets it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn reveal_identity_secret(
        &self,
        admin: &AdminActor,
        is_fixed: bool,
    ) -> Result<IdentitySecret, DomainError> {
        let transaction = self.database.begin().await?;
        audit::record(&transaction, self.now(), admin.agent(), entry(Action::Shown)).await?;
        transaction.commit().await?;
        Ok(shown(self.settings().await?, is_fixed))
    }

    /// Makes a new secret. The previous one stays valid until the next
    /// replacement, or until it is revoked.
    ///
    /// # Errors
    /// If the configuration sets the secret: the next start would undo it.
    pub async fn replace_identity_secret(
        &self,
        admin: &AdminActor,
        is_fixed: bool,
    ) -> Result<IdentitySecret, DomainError> {
        if is_fixed {
            return Err(DomainError::Conflict("The configuration sets the identity secret. Change it there."));
        }
        let secret = random::secret(&*self.random);
        self.change_identity_secret(admin, Action::Replaced, is_fixed, |row, before| {
            row.identity_secret = Set(secret);
            row.previous_identity_secret = Set(before.identity_secret.clone());
        })
        .await
    }

    /// Stops accepting the previous secret.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_previous_identity_secret(
        &self,
        admin: &AdminActor,
        is_fixed: bool,
    ) -> Result<IdentitySecret, DomainError> {
        self.change_identity_secret(admin, Action::Deleted, is_fixed, |row, _| {
            row.previous_identity_secret = Set(String::new());
        })
        .await
    }

    /// Changes the secret. The settings' `updated_at` stays as it is, so that
    /// an admin who is editing them meanwhile can still save.
    async fn change_identity_secret(
        &self,
        admin: &AdminActor,
        action: Action,
        is_fixed: bool,
        change: impl FnOnce(&mut chat_settings::ActiveModel, &chat_settings::Model),
    ) -> Result<IdentitySecret, DomainError> {
        let transaction = self.database.begin().await?;
        let before = lock(&transaction).await?;
        let mut row = before.clone().into_active_model();
        change(&mut row, &before);
        let after = row.update(&transaction).await?;
        if after != before {
            audit::record(&transaction, self.now(), admin.agent(), entry(action)).await?;
        }
        transaction.commit().await?;
        self.forget_presence();
        Ok(shown(after, is_fixed))
    }
}

/// Returns the log's entry about the secret. It contains no secret.
fn entry(action: Action) -> Change {
    Change {
        action,
        subject: Subject::IdentitySecret,
        subject_id: SUBJECT_ID.to_owned(),
        before: Value::Object(serde_json::Map::new()),
        after: Value::Null,
    }
}

fn shown(row: chat_settings::Model, is_fixed: bool) -> IdentitySecret {
    IdentitySecret { secret: row.identity_secret, has_previous: !row.previous_identity_secret.is_empty(), is_fixed }
}
