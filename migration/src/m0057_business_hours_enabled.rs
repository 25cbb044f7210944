//! Whether business hours are in use.

use sea_orm_migration::prelude::*;

use crate::column;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "support_chatsettings";
const COLUMN: &str = "business_hours_enabled";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::add(manager, TABLE, [column::flag(COLUMN, false)]).await?;
        // A shop with accounts has used its hours so far and continues to. A
        // new database has no accounts yet.
        let has_accounts = Expr::exists(Query::select().expr(Expr::val(1)).from("accounts_user").limit(1).to_owned());
        let follow = Query::update().table(TABLE).value(COLUMN, true).and_where(has_accounts).to_owned();
        manager.execute(follow).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        column::drop(manager, TABLE, &[COLUMN]).await
    }
}
