//! What a customer who has not opened the chat on this page should know.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{actor::CustomerActor, desk::Desk, error::DomainError};
use crate::{
    model::conversation::Status,
    server::entity::conversation::{Column, Entity},
};

/// Where a customer's newest conversation stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// How many messages of the shop the customer has not read.
    pub unread: u32,
    /// Whether the shop still has to do with it.
    pub is_under_way: bool,
}

impl Desk {
    /// Where the customer's newest conversation stands. One in which nobody has
    /// written counts for none.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn news(&self, customer: &CustomerActor) -> Result<News, DomainError> {
        let newest = Entity::find()
            .select_only()
            .column(Column::UserUnreadCount)
            .column(Column::Status)
            .filter(Column::UserId.eq(customer.user_id()))
            .filter(Column::FirstMessageAt.is_not_null())
            .order_by_desc(Column::Id)
            .into_tuple::<(i32, Status)>()
            .one(self.database.read())
            .await?;
        Ok(newest.map_or_else(News::default, |(unread, status)| News {
            unread: u32::try_from(unread).unwrap_or_default(),
            is_under_way: matches!(status, Status::Open | Status::Pending),
        }))
    }
}
