//! What a customer has not read, in all of their conversations.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{actor::CustomerActor, desk::Desk, error::DomainError};
use crate::{
    model::{conversation::Status, ids::ConversationId},
    server::entity::conversation::{Column, Entity},
};

/// What a customer who has not opened the chat on this page should know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// How many messages of the shop the customer has not read.
    pub unread: u32,
    /// Whether one of their conversations is open or pending.
    pub is_under_way: bool,
}

/// What a customer has not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unread {
    /// How many messages.
    pub messages: u32,
    /// The conversation that the newest of them is in.
    pub newest: Option<ConversationId>,
}

impl Desk {
    /// Returns what there is in all conversations of a customer. One in which
    /// nobody has written does not count.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn news(&self, customer: &CustomerActor) -> Result<News, DomainError> {
        let open = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::UserId.eq(customer.user_id()))
            .filter(Column::FirstMessageAt.is_not_null())
            .filter(Column::Status.is_in([Status::Open, Status::Pending]))
            .limit(1)
            .into_tuple::<i64>()
            .one(self.database.read())
            .await?;
        let unread = self.unread_besides(customer, None).await?.messages;
        Ok(News { unread, is_under_way: open.is_some() })
    }

    /// Returns the same for the customer whom an identity token names. Stores
    /// nothing: a token that is not valid, and a customer who is not known yet,
    /// have no news.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn news_of_identified(&self, identity_token: &str) -> Result<News, DomainError> {
        match self.known_customer(identity_token).await? {
            Some(customer) => self.news(&customer).await,
            None => Ok(News::default()),
        }
    }

    /// Counts what a customer has not read in conversations other than the one
    /// with the row number `open`. Few have any: an index holds those.
    pub(super) async fn unread_besides(
        &self,
        customer: &CustomerActor,
        open: Option<i64>,
    ) -> Result<Unread, DomainError> {
        let mut query = Entity::find()
            .select_only()
            .column(Column::UserUnreadCount)
            .column(Column::ConversationId)
            .filter(Column::UserId.eq(customer.user_id()))
            // As it stands in that index.
            .filter(Expr::cust("user_unread_count > 0"));
        if let Some(open) = open {
            query = query.filter(Column::Id.ne(open));
        }
        let rows: Vec<(i32, ConversationId)> =
            query.order_by_desc(Column::LastMessageAt).into_tuple().all(self.database.read()).await?;
        let messages = rows.iter().map(|(unread, _)| u32::try_from(*unread).unwrap_or_default()).sum();
        Ok(Unread { messages, newest: rows.into_iter().next().map(|(_, id)| id) })
    }
}
