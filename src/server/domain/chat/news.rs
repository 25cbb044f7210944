//! The unread messages of a customer, in all of their conversations.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use crate::{
    model::{
        conversation::Status,
        ids::{ConversationId, UserId},
    },
    server::{
        domain::{actor::CustomerActor, database::Row, error::DomainError, memory::FromRows, services::ChatService},
        entity::conversation::{Column, Entity},
    },
};

/// The news for a customer who has not opened the chat on this page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// How many messages of the shop the customer has not read.
    pub unread: u32,
    /// Whether one of their conversations is open or pending.
    pub is_under_way: bool,
}

/// The unread messages of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::server::domain) struct Unread {
    /// How many there are.
    pub messages: u32,
    /// The conversation of the newest of them.
    pub newest: Option<ConversationId>,
}

/// The conversations in which a customer has something unread, the newest first.
#[derive(Debug)]
pub(in crate::server::domain) struct UnreadOfCustomer {
    customer: UserId,
    conversations: Vec<UnreadIn>,
}

/// The unread messages of a customer in one conversation.
#[derive(Debug)]
struct UnreadIn {
    row: i64,
    messages: u32,
    id: ConversationId,
}

impl FromRows for UnreadOfCustomer {
    fn rows(&self) -> impl Iterator<Item = Row> {
        // A conversation that is transferred to another customer has changed too.
        let conversations = self.conversations.iter().map(|unread| Row::Conversation(unread.row));
        [Row::ConversationsOf(self.customer)].into_iter().chain(conversations)
    }
}

impl ChatService {
    /// Returns the news from all conversations of a customer. Conversations
    /// without a message do not count.
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
    /// nothing. Returns no news for a token that is not valid and for an
    /// unknown customer.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn news_of_identified(&self, identity_token: &str) -> Result<News, DomainError> {
        match self.access().known_customer(identity_token).await? {
            Some(customer) => self.news(&customer).await,
            None => Ok(News::default()),
        }
    }

    /// Counts a customer's unread messages in conversations other than the one
    /// with the row number `open`.
    pub(super) async fn unread_besides(
        &self,
        customer: &CustomerActor,
        open: Option<i64>,
    ) -> Result<Unread, DomainError> {
        let customer = customer.user_id();
        let read = || async { self.read_unread(customer).await.map(Some) };
        let Some(unread) = self.memory.unread.get(&self.database, customer, read).await? else {
            return Ok(Unread::default());
        };
        let mut others = unread.conversations.iter().filter(|unread| Some(unread.row) != open).peekable();
        let newest = others.peek().map(|unread| unread.id.clone());
        Ok(Unread { messages: others.map(|unread| unread.messages).sum(), newest })
    }

    /// Reads the conversations in which a customer has unread messages. They are few, and
    /// an index holds them.
    async fn read_unread(&self, customer: UserId) -> Result<UnreadOfCustomer, DomainError> {
        let rows: Vec<(i64, i32, ConversationId)> = Entity::find()
            .select_only()
            .column(Column::Id)
            .column(Column::UserUnreadCount)
            .column(Column::ConversationId)
            .filter(Column::UserId.eq(customer))
            // Written as in that partial index.
            .filter(Expr::cust("user_unread_count > 0"))
            .order_by_desc(Column::LastMessageAt)
            .order_by_desc(Column::Id)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let unread = |(row, messages, id)| UnreadIn { row, messages: u32::try_from(messages).unwrap_or_default(), id };
        Ok(UnreadOfCustomer { customer, conversations: rows.into_iter().map(unread).collect() })
    }
}
