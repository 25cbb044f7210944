//! Limits how many conversations from one address are assigned to agents, so
//! that a flood of first messages does not use up every agent's limit while
//! real customers wait.
//!
//! Only some conversations of anonymous visitors with one address are assigned
//! automatically at the same time. The others stay unassigned in the inbox; they are
//! assigned once earlier ones are resolved, or by hand. Customers whom the shop has
//! identified are not counted.

use std::collections::HashMap;

use chrono::Duration;
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, IntoActiveModel, JoinType, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{OnConflict, SelectStatement},
};

use crate::{
    model::{conversation::Status, ids::UserId},
    server::{
        age::is_recent,
        client,
        domain::{actor::Actor, error::DomainError, services::LimitService},
        entity::{account, conversation, customer_network},
    },
};

/// The maximum number of conversations from one address that are assigned. It also
/// applies where agents have no limits.
const MAX_ASSIGNED: u64 = 20;
/// How long the address that a customer wrote from is kept.
const RETENTION: Duration = Duration::days(30);
/// The precision with which the time of a customer's last message is stored.
const SEEN_AT_PRECISION: Duration = Duration::hours(1);

/// The numbers of assigned open conversations of anonymous visitors, by address.
pub(in crate::server::domain) struct Crowds {
    /// The addresses of the visitors who wait.
    networks: HashMap<UserId, String>,
    assigned: HashMap<String, u64>,
    most: u64,
}

/// Returns how many conversations from one address are assigned at the same
/// time: half of the sum of the agents' limits, at least one, and at most [`MAX_ASSIGNED`].
fn max_assigned(room: Option<u64>) -> u64 {
    room.map_or(MAX_ASSIGNED, |room| (room / 2).clamp(1, MAX_ASSIGNED))
}

impl Crowds {
    /// Counts the conversations from the addresses of those who wait. `room` is how
    /// many conversations the agents who are present may have in all; none if they are
    /// not limited.
    pub async fn of(
        transaction: &DatabaseTransaction,
        waiting: &[conversation::Model],
        room: Option<u64>,
    ) -> Result<Self, DomainError> {
        let users: Vec<UserId> = waiting.iter().map(|row| row.user_id).collect();
        let mut networks = HashMap::new();
        for users in users.chunks(500) {
            let rows = customer_network::Entity::find()
                .filter(customer_network::Column::UserId.is_in(users.to_vec()))
                .filter(customer_network::Column::UserId.in_subquery(anonymous()));
            networks.extend(rows.all(transaction).await?.into_iter().map(|row| (row.user_id, row.network)));
        }
        Ok(Self { networks, assigned: assigned(transaction, None).await?, most: max_assigned(room) })
    }

    /// Returns whether another conversation of the customer may be assigned, and counts
    /// it if so.
    pub fn admit(&mut self, customer: UserId) -> bool {
        let Some(network) = self.networks.get(&customer) else { return true };
        let assigned = self.assigned.entry(network.clone()).or_default();
        let has_room = *assigned < self.most;
        *assigned += u64::from(has_room);
        has_room
    }
}

impl LimitService {
    /// Returns whether the sender's address has reached the limit of assigned
    /// conversations.
    pub(in crate::server::domain) async fn is_crowded(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        room: Option<u64>,
    ) -> Result<bool, DomainError> {
        let Actor::Customer(customer) = actor else { return Ok(false) };
        let client = client::current().filter(|_| self.limits.are_on() && customer.customer.is_anonymous);
        let Some(client) = client.map(|client| client.to_string()) else { return Ok(false) };
        let assigned = assigned(transaction, Some(&client)).await?;
        Ok(assigned.get(&client).is_some_and(|assigned| *assigned >= max_assigned(room)))
    }

    /// Returns the address that a customer writes from, if it must be stored.
    pub(in crate::server::domain) async fn new_origin(
        &self,
        actor: &Actor,
    ) -> Result<Option<customer_network::Model>, DomainError> {
        let (Actor::Customer(customer), Some(client)) = (actor, client::current()) else { return Ok(None) };
        let (now, network, user_id) = (self.now(), client.to_string(), customer.user_id());
        let read =
            || async { Ok(customer_network::Entity::find_by_id(user_id).all(self.database.read()).await?.pop()) };
        let known = self.memory.networks.get(&self.database, user_id, read).await?;
        let is_noted =
            known.is_some_and(|known| known.network == network && is_recent(known.seen_at, now, SEEN_AT_PRECISION));
        Ok((!is_noted).then_some(customer_network::Model { user_id, network, seen_at: now }))
    }

    /// Stores the address that a customer writes from.
    pub(in crate::server::domain) async fn note_origin(
        &self,
        transaction: &DatabaseTransaction,
        origin: customer_network::Model,
    ) -> Result<(), DomainError> {
        let replace = [customer_network::Column::Network, customer_network::Column::SeenAt];
        customer_network::Entity::insert(origin.into_active_model().reset_all())
            .on_conflict(OnConflict::column(customer_network::Column::UserId).update_columns(replace).to_owned())
            .exec_without_returning(transaction)
            .await?;
        Ok(())
    }

    /// Deletes the addresses of customers who last wrote a month ago or earlier.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_networks(&self) -> Result<(), DomainError> {
        let is_old = customer_network::Column::SeenAt.lt(self.now() - RETENTION);
        let old = customer_network::Entity::find().filter(is_old.clone()).limit(1).one(self.database.read()).await?;
        if old.is_none() {
            return Ok(());
        }
        let transaction = self.database.begin().await?;
        customer_network::Entity::delete_many().filter(is_old).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Selects the accounts of anonymous visitors.
fn anonymous() -> SelectStatement {
    account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::ExternalId.is_null())
        .into_query()
}

/// Counts the assigned open conversations of anonymous visitors, by address.
async fn assigned(
    transaction: &DatabaseTransaction,
    network: Option<&str>,
) -> Result<HashMap<String, u64>, DomainError> {
    let network_of = conversation::Entity::belongs_to(customer_network::Entity)
        .from(conversation::Column::UserId)
        .to(customer_network::Column::UserId);
    let mut query = conversation::Entity::find()
        .select_only()
        .column(customer_network::Column::Network)
        .column_as(conversation::Column::Id.count(), "assigned")
        .join(JoinType::InnerJoin, network_of.into())
        .filter(conversation::Column::Status.eq(Status::Open))
        .filter(conversation::Column::AssignedAgentId.is_not_null())
        .filter(conversation::Column::LastMessageAt.is_not_null())
        .filter(conversation::Column::UserId.in_subquery(anonymous()))
        .group_by(customer_network::Column::Network);
    if let Some(network) = network {
        query = query.filter(customer_network::Column::Network.eq(network));
    }
    let counts: Vec<(String, i64)> = query.into_tuple().all(transaction).await?;
    Ok(counts.into_iter().map(|(network, count)| (network, u64::try_from(count).unwrap_or(0))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_gets_half_of_the_room_and_at_least_one() {
        assert_eq!(
            [Some(0), Some(1), Some(5), Some(12), Some(1_000), None].map(max_assigned),
            [1, 1, 2, 6, MAX_ASSIGNED, MAX_ASSIGNED]
        );
    }
}
