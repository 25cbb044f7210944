//! What a visitor says of themselves before the first message.

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};

use super::{
    actor::{Actor, CustomerActor},
    desk::Desk,
    error::DomainError,
};
use crate::{
    model::prechat::{Prechat, VisitorDetails},
    server::entity::{account, chat_settings, conversation},
};

impl From<&chat_settings::Model> for Prechat {
    fn from(settings: &chat_settings::Model) -> Self {
        Self { name: settings.prechat_name, email: settings.prechat_email }
    }
}

impl Desk {
    /// Keeps what a visitor says of themselves, as far as it is asked. They
    /// stay a visitor: only the shop can vouch for somebody.
    ///
    /// # Errors
    /// If something is missing or cannot be, or the shop has said already who
    /// the customer is.
    pub async fn introduce(&self, customer: &CustomerActor, given: &VisitorDetails) -> Result<(), DomainError> {
        let asked = Prechat::from(&*self.presence().await?.settings);
        let details = asked.check(given).map_err(DomainError::Fields)?;
        let transaction = self.database.begin().await?;
        let row = account::Entity::find_by_id(customer.user_id())
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(DomainError::NotFound)?;
        if row.external_id.is_some() {
            return Err(DomainError::Conflict("The shop says who this customer is."));
        }
        let mut change: account::ActiveModel = row.into();
        if !details.name.is_empty() {
            change.name = Set(details.name);
        }
        if !details.email.is_empty() {
            change.email = Set(details.email);
        }
        // Nothing given changes nothing, which is no update.
        if change.is_changed() {
            change.update(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Refuses the first message of a visitor who has not said what they must.
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
