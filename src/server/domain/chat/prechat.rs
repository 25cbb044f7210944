//! Details that a visitor enters before the first message.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};

use crate::{
    model::prechat::{Prechat, VisitorDetails},
    server::{
        domain::{
            actor::{Actor, CustomerActor},
            error::DomainError,
            services::ChatService,
        },
        entity::{account, chat_settings, conversation},
    },
};

impl From<&chat_settings::Model> for Prechat {
    fn from(settings: &chat_settings::Model) -> Self {
        Self { name: settings.prechat_name, email: settings.prechat_email }
    }
}

impl ChatService {
    /// Stores the details of a visitor, as far as the shop asks for them. They
    /// stay a visitor: only the shop can identify a customer.
    ///
    /// # Errors
    /// If a detail is missing or not acceptable, or the shop has already
    /// identified the customer.
    pub async fn introduce(&self, customer: &CustomerActor, given: &VisitorDetails) -> Result<(), DomainError> {
        let asked = Prechat::from(&*self.settings().presence().await?.settings);
        let details = asked.check(given).map_err(DomainError::Fields)?;
        let transaction = self.database.begin().await?;
        let row = account::Entity::find_by_id(customer.user_id())
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(DomainError::NotFound)?;
        if row.external_id.is_some() {
            return Err(DomainError::Conflict("The shop has identified this customer."));
        }
        let mut change: account::ActiveModel = row.into();
        if !details.name.is_empty() {
            change.name = Set(details.name);
        }
        if !details.email.is_empty() {
            change.email = Set(details.email);
        }
        // Without details there is nothing to update.
        if change.is_changed() {
            change.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Refuses the first message of a visitor who has not given the required
/// details.
pub(super) fn require_details(
    settings: &chat_settings::Model,
    actor: &Actor,
    conversation: &conversation::Model,
) -> Result<(), DomainError> {
    let Actor::Customer(customer) = actor else { return Ok(()) };
    let missing = match conversation.last_message_at {
        None => Prechat::from(settings).missing(&customer.customer),
        Some(_) => Vec::new(),
    };
    if missing.is_empty() { Ok(()) } else { Err(DomainError::Fields(missing)) }
}
