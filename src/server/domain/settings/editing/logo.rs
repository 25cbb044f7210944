//! The shop's logo.

use bytes::Bytes;
use sea_orm::{ActiveValue::Set, IntoActiveModel, entity::prelude::*};

use super::{entry, lock};
use crate::{
    model::settings::ChatSettings,
    server::domain::{actor::AdminActor, error::DomainError, log::audit, services::SettingsService},
};

impl SettingsService {
    /// Sets the logo, cropped to the square in the middle. Returns the settings. `file` is not polled
    /// before its turn.
    ///
    /// As with agents' pictures, the file is stored before the row refers to it, and the previous
    /// file is deleted after that.
    ///
    /// # Errors
    /// If the file cannot be read as a picture, or `file` fails.
    pub async fn set_logo<E: From<DomainError>>(
        &self,
        admin: &AdminActor,
        file: impl Future<Output = Result<Bytes, E>>,
    ) -> Result<ChatSettings, E> {
        let address = self.attachments().store_avatar(file).await?;
        match self.change_logo(admin, Some(address.clone())).await {
            Ok(settings) => Ok(settings),
            Err(error) => {
                // The row may refer to it all the same if the answer to the commit was lost.
                if !self.may_be_committed(&error) {
                    self.attachments().delete_avatar(&address).await;
                }
                Err(error.into())
            }
        }
    }

    /// Removes the logo. Returns the settings.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn remove_logo(&self, admin: &AdminActor) -> Result<ChatSettings, DomainError> {
        self.change_logo(admin, None).await
    }

    /// Sets another logo, or none, and deletes the previous file.
    async fn change_logo(&self, admin: &AdminActor, address: Option<String>) -> Result<ChatSettings, DomainError> {
        let transaction = self.database.begin().await?;
        let before = lock(&transaction).await?;
        let replaced = before.shop_logo.clone();
        if replaced == address {
            return Ok(ChatSettings::from(&before));
        }
        let mut change = before.clone().into_active_model();
        change.shop_logo = Set(address);
        change.updated_at = Set(self.next_version(before.updated_at));
        let after = ChatSettings::from(&change.update(&transaction).await?);
        let logged = entry(&ChatSettings::from(&before), &after);
        audit::record(&transaction, self.now(), admin.agent(), logged).await?;
        transaction.commit().await?;
        self.forget_presence();
        if let Some(replaced) = replaced {
            self.attachments().delete_avatar(&replaced).await;
        }
        Ok(after)
    }
}
