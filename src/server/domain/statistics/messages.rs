//! Messages that were written in a period. Lines by the system and notes
//! between colleagues are none.

use std::collections::HashMap;

use sea_orm::{
    QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{count, zone::ZonedDays};
use crate::{
    model::ids::UserId,
    server::{
        domain::{desk::Desk, error::DomainError},
        entity::message::{Column, Entity},
    },
};

/// A column that the database fills: see the migration `m0041_quarters`.
const QUARTER: &str = "quarter";

/// The messages of one side in a quarter of an hour.
pub(super) struct Quarter {
    pub number: i64,
    pub is_agent: bool,
    pub messages: u32,
}

impl Desk {
    pub(super) async fn messages_by_quarter(&self, days: ZonedDays) -> Result<Vec<Quarter>, DomainError> {
        let quarters: Vec<(i64, bool, i64)> = written_in(days)
            .select_only()
            .expr(Expr::col(QUARTER))
            .column(Column::IsAgent)
            .column_as(Expr::cust("COUNT(*)"), "messages")
            .group_by(Expr::col(QUARTER))
            .group_by(Column::IsAgent)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let quarter = |(number, is_agent, messages)| Quarter { number, is_agent, messages: count(messages) };
        Ok(quarters.into_iter().map(quarter).collect())
    }

    /// How many replies each agent's account wrote.
    pub(super) async fn replies_by_account(&self, days: ZonedDays) -> Result<HashMap<UserId, u32>, DomainError> {
        let replies: Vec<(Option<UserId>, i64)> = written_in(days)
            .filter(Column::IsAgent.eq(true))
            .select_only()
            .column(Column::SenderId)
            .column_as(Expr::cust("COUNT(*)"), "replies")
            .group_by(Column::SenderId)
            .into_tuple()
            .all(self.database.read())
            .await?;
        Ok(replies.into_iter().filter_map(|(account, replies)| Some((account?, count(replies)))).collect())
    }
}

/// Said as it stands in the index of the messages that count: from it alone
/// they are counted.
fn written_in(days: ZonedDays) -> Select<Entity> {
    let (first, end) = days.quarters();
    Entity::find()
        .filter(Expr::col(QUARTER).gte(first))
        .filter(Expr::col(QUARTER).lt(end))
        .filter(Expr::cust("support_message.message_type <> 'system'"))
        .filter(Expr::cust("support_message.is_note = FALSE"))
}
