//! What is stored about a customer: its export, and its erasure, whole or one conversation.

pub mod deleting;
pub mod erasing;
pub mod exporting;

use sea_orm::entity::prelude::*;

use crate::{
    model::{ids::UserId, role::Role},
    server::entity::account,
};

/// Finds the account of a customer. Agents are not customers.
fn customer(id: UserId) -> Select<account::Entity> {
    account::Entity::find_by_id(id).filter(account::Column::Role.eq(Role::Customer))
}
