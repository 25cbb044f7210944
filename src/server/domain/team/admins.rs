//! There is always an admin who can sign in.

use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*, sea_query::LockType};

use crate::{
    model::{ids::UserId, role::Role},
    server::{domain::error::DomainError, entity::account},
};

/// The admins who can sign in. Their rows stay locked until the transaction
/// ends, so that of two who remove each other only the first succeeds. The lock
/// leaves those alone who only refer to a row, as every message does.
pub(super) struct Admins(Vec<UserId>);

impl Admins {
    /// Reads and locks them. Before any other row of the transaction, or there
    /// is a deadlock.
    pub(super) async fn lock(transaction: &DatabaseTransaction) -> Result<Self, DomainError> {
        let rows = account::Entity::find()
            .filter(account::Column::Role.eq(Role::Admin))
            .filter(account::Column::IsActive.eq(true))
            // Who has been invited cannot sign in yet.
            .filter(account::Column::Password.is_not_null())
            .order_by_asc(account::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .all(transaction)
            .await?;
        Ok(Self(rows.into_iter().map(|row| row.id).collect()))
    }

    /// Refuses that `user` is an admin no longer if nobody else is.
    ///
    /// # Errors
    /// If they are the last.
    pub(super) fn require_another(&self, user: UserId) -> Result<(), DomainError> {
        if self.0.as_slice() == [user] {
            return Err(DomainError::Conflict("There has to be an admin. Make somebody else one first."));
        }
        Ok(())
    }
}
