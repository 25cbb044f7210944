//! Two-factor authentication of agents by time-based codes (RFC 6238). New.
//!
//! `accounts_user.two_factor_at`: since when a code is required.
//! `support_totp`: the secret of an agent's codes, even during setup.
//! `support_recoverycode`: hashes of the codes that replace a lost device.
//! `support_signin`: sign-ins whose password was right and whose code is awaited.
//! `support_chatsettings.require_two_factor`: whether every agent needs it.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const ACCOUNTS: &str = "accounts_user";
const SETTINGS: &str = "support_chatsettings";
const SECRETS: &str = "support_totp";
const RECOVERY_CODES: &str = "support_recoverycode";
const SIGN_INS: &str = "support_signin";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let of_account = |table: &'static str| {
            ForeignKey::create()
                .from(table, "user_id")
                .to(ACCOUNTS, "id")
                .on_delete(ForeignKeyAction::Cascade)
                .to_owned()
        };
        column::add(manager, ACCOUNTS, [column::optional_moment("two_factor_at")]).await?;
        column::add(manager, SETTINGS, [column::flag("require_two_factor", false)]).await?;
        let secrets = Table::create()
            .table(SECRETS)
            .col(column::reference("user_id").primary_key())
            // In base 32, the format of the apps.
            .col(column::word("secret"))
            // The time step of the last used code: a code cannot be used twice.
            .col(column::optional_size("last_step"))
            .foreign_key(&mut of_account(SECRETS))
            .to_owned();
        manager.create_table(secrets).await?;
        let recovery_codes = Table::create()
            .table(RECOVERY_CODES)
            .col(column::id())
            .col(column::reference("user_id"))
            .col(column::word("code_hash"))
            .foreign_key(&mut of_account(RECOVERY_CODES))
            .to_owned();
        manager.create_table(recovery_codes).await?;
        manager.create_index(column::index(RECOVERY_CODES, "account", &["user_id"])).await?;
        let sign_ins = Table::create()
            .table(SIGN_INS)
            .col(column::id())
            .col(column::word("token_hash").unique_key())
            .col(column::reference("user_id"))
            .col(column::moment("expires_at"))
            .foreign_key(&mut of_account(SIGN_INS))
            .to_owned();
        manager.create_table(sign_ins).await?;
        manager.create_index(column::index(SIGN_INS, "account", &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [SIGN_INS, RECOVERY_CODES, SECRETS] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        column::drop(manager, SETTINGS, &["require_two_factor"]).await?;
        column::drop(manager, ACCOUNTS, &["two_factor_at"]).await
    }
}
