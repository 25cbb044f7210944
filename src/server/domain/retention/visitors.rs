//! Empties the accounts of visitors whose conversations were deleted and who cannot return.

use std::collections::BTreeSet;

use sea_orm::{DatabaseTransaction, entity::prelude::*};

use crate::{
    model::{ids::UserId, role::Role},
    server::{domain::error::DomainError, entity::account},
};

/// Conditions that nothing refers to an account.
const UNREFERRED: [&str; 3] = [
    "NOT EXISTS (SELECT 1 FROM support_conversation WHERE support_conversation.user_id = accounts_user.id)",
    "NOT EXISTS (SELECT 1 FROM support_session WHERE support_session.user_id = accounts_user.id)",
    "NOT EXISTS (SELECT 1 FROM support_block WHERE support_block.user_id = accounts_user.id)",
];

/// Removes the name and the email address of those of some customers who are anonymous, and have no
/// conversation and no session left. The account itself stays, because deleting it would look for
/// its messages in all conversations.
pub(super) async fn forget_visitors(
    transaction: &DatabaseTransaction,
    accounts: impl Iterator<Item = UserId>,
) -> Result<(), DomainError> {
    let accounts: BTreeSet<UserId> = accounts.collect();
    let mut emptying = account::Entity::update_many()
        .filter(account::Column::Id.is_in(accounts))
        .filter(account::Column::Role.eq(Role::Customer))
        .filter(account::Column::ExternalId.is_null());
    for column in
        [account::Column::Name, account::Column::Email, account::Column::NameFolded, account::Column::EmailFolded]
    {
        emptying = emptying.col_expr(column, Expr::value(""));
    }
    for condition in UNREFERRED {
        emptying = emptying.filter(Expr::cust(condition));
    }
    emptying.exec(transaction).await?;
    Ok(())
}
