//! What is stored about a customer.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{error::ApiError, ids::UserId};
#[cfg(feature = "ssr")]
use crate::server::api::{admin, answer, desk};

/// Erases a customer with all of their conversations. It cannot be undone.
///
/// # Errors
/// If no customer has this id, or no admin is signed in.
#[server(prefix = "/support/fn/admin", endpoint = "erase-customer", protocol = Call)]
pub async fn erase_customer(id: UserId) -> Result<(), ApiError> {
    answer(desk()?.customers().erase(&admin().await?, id).await.map(drop))
}
