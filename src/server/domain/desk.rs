//! The support desk: the state that its services share. The functions of the domain are
//! methods of the services (`services.rs`), each in the file of its subject.

use std::{ops::Deref, sync::Arc};

use chrono::{DateTime, Utc};
use sea_orm::{Condition, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Select, entity::prelude::*};

use super::{
    actor::Actor,
    assignment::queue::Draining,
    chat::messages::PlainMessages,
    clock::{Clock, SystemClock},
    database::Database,
    error::DomainError,
    gauges::GaugeCache,
    limits::{LimitSettings, Limits},
    memory::Memory,
    random::{Random, SystemRandom},
    settings::Presence,
    short_cache::ShortCache,
    statistics::DayCache,
    tally::Tally,
};
use crate::{
    model::ids::ConversationId,
    server::{
        entity::{conversation, message},
        pictures::{Metadata, Pictures},
        storage::Storage,
    },
};

/// The support desk. A clone costs one reference count; all clones are the same desk.
#[derive(Clone)]
pub struct Desk(Arc<Parts>);

/// The parts of a desk.
#[derive(Clone)]
pub struct Parts {
    pub(super) database: Database,
    pub(super) storage: Storage,
    pub(super) pictures: Pictures,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) presence: Arc<ShortCache<Presence>>,
    pub(super) memory: Arc<Memory>,
    pub(super) plain_messages: Arc<PlainMessages>,
    pub(super) limits: Arc<Limits>,
    pub(super) draining: Arc<Draining>,
    pub(super) statistics: Arc<DayCache>,
    pub(super) tally: Arc<Tally>,
    pub(super) gauges: Arc<GaugeCache>,
}

impl Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Desk {
    /// Makes a desk with a database and a store, with the system's clock and
    /// randomness.
    pub fn new(database: Database, storage: Storage) -> Self {
        Self::with(database, storage, Arc::new(SystemClock), Arc::new(SystemRandom))
    }

    /// Makes a desk with the caller's clock and randomness.
    pub fn with(database: Database, storage: Storage, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        let (pictures, presence, memory, limits) = Default::default();
        let (draining, statistics, plain_messages, tally, gauges) = Default::default();
        Self(Arc::new(Parts {
            database,
            storage,
            pictures,
            clock,
            random,
            presence,
            memory,
            plain_messages,
            limits,
            draining,
            statistics,
            tally,
            gauges,
        }))
    }

    /// Returns the same desk with rate limits. Without this, there are none.
    #[must_use]
    pub fn limited(self, settings: &LimitSettings) -> Self {
        self.changed(|parts| parts.limits = Arc::new(Limits::new(settings)))
    }

    /// Returns the same desk, which removes or keeps the metadata of pictures that are
    /// sent from now on. Without this, it removes the metadata.
    #[must_use]
    pub fn with_picture_metadata(self, metadata: Metadata) -> Self {
        self.changed(|parts| parts.pictures = Pictures::new(metadata))
    }

    fn changed(mut self, change: impl FnOnce(&mut Parts)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// Returns the database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Returns the counts of what this node has done.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Drops values from memory that were not used since the last call.
    pub fn drop_unused(&self) {
        self.memory.drop_unused();
    }

    /// Returns whether a transaction that failed with this error may have been
    /// committed all the same: the connection can be lost after the commit and before
    /// its answer.
    pub(super) fn may_be_committed(&self, error: &DomainError) -> bool {
        !self.database.is_sqlite() && error.is_temporary()
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Returns the conversation, locked until the transaction ends. So messages
    /// get their ids in the order in which they become visible.
    pub(super) async fn lock_conversation(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        id: &ConversationId,
    ) -> Result<conversation::Model, DomainError> {
        // At most one row exists. `one` would bind a limit, for which SQLite compiles
        // the statement each time.
        let mut found = visible_to(actor, id).lock_exclusive().all(transaction).await?;
        found.pop().ok_or(DomainError::NotFound)
    }
}

/// Returns the conversation `id`, if `actor` may see it.
pub(super) fn visible_to(actor: &Actor, id: &ConversationId) -> Select<conversation::Entity> {
    conversation::Entity::find().filter(visibility(actor, id))
}

/// Returns the condition that a conversation has the id `id` and is visible to
/// `actor`.
pub(super) fn visibility(actor: &Actor, id: &ConversationId) -> Condition {
    seen_by(actor).add(conversation::Column::ConversationId.eq(id.clone()))
}

/// Returns the condition that a conversation is visible to `actor`. Customers
/// see only their own.
pub(super) fn seen_by(actor: &Actor) -> Condition {
    let any = Condition::all();
    match actor {
        Actor::Customer(customer) => any.add(conversation::Column::UserId.eq(customer.user_id())),
        Actor::Agent(_) => any,
    }
}

/// Returns whether `actor` may see a conversation: [`seen_by`] for a row that was read.
pub(super) fn may_see(actor: &Actor, conversation: &conversation::Model) -> bool {
    match actor {
        Actor::Customer(customer) => conversation.user_id == customer.user_id(),
        Actor::Agent(_) => true,
    }
}

/// Selects the messages of a conversation that `actor` may see: customers do
/// not see the notes of agents, and neither side sees what was taken back. All
/// code that shows messages must use it, with the row number of a conversation
/// that is [`visible_to`] the same actor.
pub(super) fn messages_visible_to(actor: &Actor, conversation: i64) -> Select<message::Entity> {
    messages_known_to(actor, conversation).filter(message::is_not_recalled())
}

/// Does the same as [`messages_visible_to`], with the messages that were taken back, which screens
/// have to remove.
pub(super) fn messages_known_to(actor: &Actor, conversation: i64) -> Select<message::Entity> {
    let messages = message::Entity::find().filter(message::Column::ConversationId.eq(conversation));
    if actor.is_agent() { messages } else { messages.filter(message::Column::IsNote.eq(false)) }
}
