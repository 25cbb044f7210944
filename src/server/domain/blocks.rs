//! Customers whom agents have blocked. They can read their conversations, but
//! not write.
//!
//! A block applies to an account until an agent lifts it. An anonymous visitor
//! can get a new account, so the address can be blocked too, for a limited time.
//! That block applies to anonymous visitors only, because customers whom the
//! shop has identified may share the address.

use std::collections::HashMap;

use chrono::Duration;
use sea_orm::{ActiveValue::Set, Condition, QueryOrder, QuerySelect, entity::prelude::*, sea_query::OnConflict};
use serde_json::{Value, json};

use super::{
    actor::{Actor, AgentActor, CustomerActor},
    database::Row,
    desk::visible_to,
    error::DomainError,
    log::{audit, audit::Change},
    memory::FromRows,
    services::BlockService,
};
use crate::{
    model::{
        audit::{Action, Subject},
        block::{Block, MAX_ADDRESS_HOURS, NewBlock},
        customer::Customer,
        ids::{BlockId, ConversationId, UserId},
    },
    server::{
        client,
        entity::{account, block, conversation, customer_network},
    },
};

/// The maximum number of blocks in the list. To find another one, an agent opens the
/// conversation, which shows that the customer is blocked.
const LISTED: u64 = 500;

/// Marks a customer or an address as not blocked. The mark stays valid until the table of blocks
/// changes, because time can end a block but not begin one.
#[derive(Debug)]
pub(super) struct NotBlocked;

impl FromRows for NotBlocked {
    fn rows(&self) -> impl Iterator<Item = Row> {
        [Row::Blocks].into_iter()
    }
}

impl BlockService {
    /// Blocks the customer of a conversation. A customer who is blocked already stays
    /// so; the address is set as requested now.
    ///
    /// # Errors
    /// If the conversation does not exist, or the address cannot be blocked for so
    /// long.
    pub async fn block(&self, agent: &AgentActor, id: &ConversationId, new: NewBlock) -> Result<Block, DomainError> {
        if new.address_hours.is_some_and(|hours| !(1..=MAX_ADDRESS_HOURS).contains(&hours)) {
            return Err(DomainError::Invalid("address_hours must be 1 to 168."));
        }
        let now = self.now();
        let actor = Actor::from(agent.clone());
        let transaction = self.database.begin().await?;
        let customer = visible_to(&actor, id).one(&transaction).await?.ok_or(DomainError::NotFound)?.user_id;
        let seen = customer_network::Entity::find_by_id(customer).one(&transaction).await?;
        let until = new.address_hours.map(|hours| now + Duration::hours(hours.into()));
        // If the address is not known, only the account can be blocked.
        let until = until.filter(|_| seen.is_some());
        let network = seen.filter(|_| until.is_some()).map(|seen| seen.network).unwrap_or_default();
        let row = block::ActiveModel {
            user_id: Set(customer),
            network: Set(network),
            network_until: Set(until),
            blocked_by: Set(agent.username.clone()),
            created_at: Set(now),
            ..Default::default()
        };
        let replace = [block::Column::Network, block::Column::NetworkUntil];
        block::Entity::insert(row)
            .on_conflict(OnConflict::column(block::Column::UserId).update_columns(replace).to_owned())
            .exec_without_returning(&transaction)
            .await?;
        let row = of_account(customer).one(&transaction).await?;
        let row = row.ok_or(DomainError::Broken("a new block is gone"))?;
        let what = json!({ "address_until": row.network_until });
        self.log_block(&transaction, agent, Action::Created, row.user_id, (Value::Null, what)).await?;
        transaction.commit().await?;
        self.shown(vec![row]).await?.pop().ok_or(DomainError::Broken("a blocked account is gone"))
    }

    /// Lifts a block.
    ///
    /// # Errors
    /// If it does not exist.
    pub async fn unblock(&self, agent: &AgentActor, id: BlockId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let row = block::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
        let row = row.ok_or(DomainError::NotFound)?;
        block::Entity::delete_by_id(id).exec(&transaction).await?;
        let what = json!({ "address_until": row.network_until });
        self.log_block(&transaction, agent, Action::Deleted, row.user_id, (what, Value::Null)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Returns the customers who are blocked, the newest block first; at most 500.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn blocks(&self, _: &AgentActor) -> Result<Vec<Block>, DomainError> {
        let rows = block::Entity::find().order_by_desc(block::Column::Id).limit(LISTED);
        self.shown(rows.all(self.database.read()).await?).await
    }

    /// Returns the block of a customer, if there is one.
    pub(super) async fn block_of(&self, customer: UserId) -> Result<Option<Block>, DomainError> {
        let row = of_account(customer).one(self.database.read()).await?;
        Ok(self.shown(row.into_iter().collect()).await?.pop())
    }

    /// Refuses a customer who is blocked, and a client without a session whose address
    /// is blocked.
    pub(super) async fn require_unblocked(&self, customer: Option<&CustomerActor>) -> Result<(), DomainError> {
        let is_anonymous = customer.is_none_or(|customer| customer.customer.is_anonymous);
        let mut blocks = Condition::any();
        if let Some(customer) = customer {
            blocks = blocks.add(block::Column::UserId.eq(customer.user_id()));
        }
        if let Some(client) = client::current().filter(|_| is_anonymous) {
            let of_address = Condition::all()
                .add(block::Column::Network.eq(client.to_string()))
                .add(block::Column::NetworkUntil.gt(self.now()));
            blocks = blocks.add(of_address);
        }
        if blocks.is_empty() {
            return Ok(());
        }
        let read = || async {
            let found = block::Entity::find().filter(blocks).limit(1).one(self.database.read()).await?;
            Ok(found.is_none().then_some(NotBlocked))
        };
        let key = (customer.map(CustomerActor::user_id), client::current().filter(|_| is_anonymous));
        let not_blocked = self.memory.not_blocked.get(&self.database, key, read).await?;
        not_blocked.map(drop).ok_or(DomainError::Blocked)
    }

    /// Refuses a sender who is blocked. Agents are never blocked.
    pub(super) async fn require_unblocked_sender(&self, actor: &Actor) -> Result<(), DomainError> {
        match actor {
            Actor::Customer(customer) => self.require_unblocked(Some(customer)).await,
            Actor::Agent(_) => Ok(()),
        }
    }

    /// Returns the rows with their customers, as the list shows them.
    async fn shown(&self, rows: Vec<block::Model>) -> Result<Vec<Block>, DomainError> {
        let ids: Vec<UserId> = rows.iter().map(|row| row.user_id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let read = self.database.read();
        let accounts = account::Entity::find().filter(account::Column::Id.is_in(ids.clone())).all(read).await?;
        let mut accounts: HashMap<_, _> = accounts.into_iter().map(|account| (account.id, account)).collect();
        let newest: HashMap<UserId, ConversationId> = conversation::Entity::find()
            .select_only()
            .columns([conversation::Column::UserId, conversation::Column::ConversationId])
            .filter(conversation::Column::UserId.is_in(ids))
            .order_by_asc(conversation::Column::Id)
            .into_tuple::<(UserId, ConversationId)>()
            .all(read)
            .await?
            .into_iter()
            .collect();
        let now = self.now();
        let shown = rows.into_iter().filter_map(|row| {
            Some(Block {
                id: row.id,
                conversation_id: newest.get(&row.user_id).cloned(),
                customer: Customer::from(accounts.remove(&row.user_id)?),
                blocked_by: row.blocked_by,
                blocked_at: row.created_at.into(),
                address_until: row.network_until.filter(|until| *until > now).map(Into::into),
            })
        });
        Ok(shown.collect())
    }

    async fn log_block(
        &self,
        connection: &impl ConnectionTrait,
        agent: &AgentActor,
        action: Action,
        customer: UserId,
        (before, after): (Value, Value),
    ) -> Result<(), DomainError> {
        // The name that the inbox shows: most customers have none of their own.
        let conversation = conversation::Entity::find()
            .filter(conversation::Column::UserId.eq(customer))
            .order_by_desc(conversation::Column::Id)
            .limit(1)
            .one(connection)
            .await?;
        let subject_id = conversation.map_or_else(|| customer.to_string(), |row| row.conversation_id.to_string());
        let change = Change { action, subject: Subject::Block, subject_id, before, after };
        audit::record(connection, self.now(), agent, change).await
    }
}

fn of_account(customer: UserId) -> Select<block::Entity> {
    block::Entity::find().filter(block::Column::UserId.eq(customer))
}

/// Transfers a block to the account of a visitor whom the shop has identified:
/// otherwise signing in would lift it.
pub(super) async fn merge(
    transaction: &impl ConnectionTrait,
    visitor: UserId,
    account: UserId,
) -> Result<(), DomainError> {
    if of_account(visitor).one(transaction).await?.is_none() {
        return Ok(());
    }
    if of_account(account).one(transaction).await?.is_some() {
        block::Entity::delete_many().filter(block::Column::UserId.eq(visitor)).exec(transaction).await?;
        return Ok(());
    }
    block::Entity::update_many()
        .col_expr(block::Column::UserId, Expr::value(account))
        .filter(block::Column::UserId.eq(visitor))
        .exec(transaction)
        .await?;
    Ok(())
}
