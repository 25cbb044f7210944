//! Makes sure that at least one admin can sign in.

use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*, sea_query::LockType};

use crate::{
    model::{ids::UserId, role::Role},
    server::{domain::error::DomainError, entity::account},
};

/// The admins who can sign in. The accounts of the team stay locked until the
/// transaction ends, so that if two admins remove each other only the first
/// succeeds. The lock does not block transactions that only refer to a row, as
/// every message does.
pub(super) struct Admins(Vec<UserId>);

impl Admins {
    /// Reads the admins, and locks the whole team's accounts: always the same rows in
    /// the same order, regardless of who is an admin at the moment. Only conversations
    /// may be locked before, or a deadlock follows.
    pub(super) async fn lock(transaction: &DatabaseTransaction) -> Result<Self, DomainError> {
        let rows = account::Entity::find()
            .filter(account::Column::Role.is_in([Role::Agent, Role::Admin]))
            .order_by_asc(account::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .all(transaction)
            .await?;
        // An admin who has been invited cannot sign in yet.
        let can_administer = |row: &account::Model| row.role == Role::Admin && row.is_active && row.password.is_some();
        Ok(Self(rows.into_iter().filter(can_administer).map(|row| row.id).collect()))
    }

    /// Checks that another admin is left if `user` stops being one.
    ///
    /// # Errors
    /// If they are the last.
    pub(super) fn require_another(&self, user: UserId) -> Result<(), DomainError> {
        if self.0.as_slice() == [user] {
            return Err(DomainError::Conflict(
                "At least one admin must be able to sign in. Make someone else an admin first.",
            ));
        }
        Ok(())
    }
}
