//! The support desk: the domain's functions hang on it, each in the file of
//! its own subject.

use std::{ops::Deref, sync::Arc};

use chrono::{DateTime, Utc};
use sea_orm::{Condition, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Select, entity::prelude::*};

use super::{
    actor::Actor,
    clock::{Clock, SystemClock},
    database::Database,
    error::DomainError,
    limits::{LimitSettings, Limits},
    memory::Memory,
    messages::PlainMessages,
    queue::Draining,
    random::{Random, SystemRandom},
    remembered::Remembered,
    settings::Presence,
    statistics::KeptDays,
};
use crate::{
    model::ids::ConversationId,
    server::{
        entity::{conversation, message},
        pictures::{Metadata, Pictures},
        storage::Storage,
    },
};

/// The support desk. A clone costs one count; all clones are the same desk.
#[derive(Clone)]
pub struct Desk(Arc<Parts>);

/// What a desk has.
#[derive(Clone)]
pub struct Parts {
    pub(super) database: Database,
    pub(super) storage: Storage,
    pub(super) pictures: Pictures,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) presence: Arc<Remembered<Presence>>,
    pub(super) memory: Arc<Memory>,
    pub(super) plain_messages: Arc<PlainMessages>,
    pub(super) limits: Arc<Limits>,
    pub(super) draining: Arc<Draining>,
    pub(super) statistics: Arc<KeptDays>,
}

impl Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Desk {
    /// A desk on a database and a store, with the machine's clock and randomness.
    pub fn new(database: Database, storage: Storage) -> Self {
        Self::with(database, storage, Arc::new(SystemClock), Arc::new(SystemRandom))
    }

    /// A desk with a clock and randomness of the caller's.
    pub fn with(database: Database, storage: Storage, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        let (pictures, presence, memory, limits) = Default::default();
        let (draining, statistics, plain_messages) = Default::default();
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
        }))
    }

    /// The same desk, with limits of what a client may take. Without this, there
    /// are none.
    #[must_use]
    pub fn limited(self, settings: &LimitSettings) -> Self {
        self.changed(|parts| parts.limits = Arc::new(Limits::new(settings)))
    }

    /// Returns the same desk, which removes or keeps the metadata of pictures that are
    /// sent from now on. Without this, it is removed.
    #[must_use]
    pub fn with_picture_metadata(self, metadata: Metadata) -> Self {
        self.changed(|parts| parts.pictures = Pictures::new(metadata))
    }

    fn changed(mut self, change: impl FnOnce(&mut Parts)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Forgets what is kept in memory and was not asked for since the last call.
    pub fn forget_unasked(&self) {
        self.memory.forget_unasked();
    }

    /// Whether a transaction that failed with this error may have been committed
    /// all the same: a server can be lost between its commit and its answer.
    pub(super) fn may_have_happened(&self, error: &DomainError) -> bool {
        !self.database.is_sqlite() && error.is_temporary()
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The conversation, locked until the transaction ends: so messages get
    /// their ids in the order in which they become visible.
    pub(super) async fn lock_conversation(
        &self,
        transaction: &DatabaseTransaction,
        actor: &Actor,
        id: &ConversationId,
    ) -> Result<conversation::Model, DomainError> {
        // There is one at most. `one` would bind a limit, for which SQLite compiles the
        // statement each time.
        let mut found = visible_to(actor, id).lock_exclusive().all(transaction).await?;
        found.pop().ok_or(DomainError::NotFound)
    }
}

/// The conversation `id`, if `actor` may see it.
pub(super) fn visible_to(actor: &Actor, id: &ConversationId) -> Select<conversation::Entity> {
    conversation::Entity::find().filter(visibility(actor, id))
}

/// What makes a conversation the one called `id` and `actor` one who may see
/// it.
pub(super) fn visibility(actor: &Actor, id: &ConversationId) -> Condition {
    seen_by(actor).add(conversation::Column::ConversationId.eq(id.clone()))
}

/// What makes a conversation one that `actor` may see: a customer only their
/// own.
pub(super) fn seen_by(actor: &Actor) -> Condition {
    let any = Condition::all();
    match actor {
        Actor::Customer(customer) => any.add(conversation::Column::UserId.eq(customer.user_id())),
        Actor::Agent(_) => any,
    }
}

/// Whether `actor` may see a conversation: [`seen_by`] for a row that was read.
pub(super) fn may_see(actor: &Actor, conversation: &conversation::Model) -> bool {
    match actor {
        Actor::Customer(customer) => conversation.user_id == customer.user_id(),
        Actor::Agent(_) => true,
    }
}

/// The messages of a conversation that `actor` may see: a customer none of the
/// notes that agents write for each other. Whatever shows messages to anybody
/// asks here, with the row's number of a conversation that is [`visible_to`]
/// the same actor.
pub(super) fn messages_visible_to(actor: &Actor, conversation: i64) -> Select<message::Entity> {
    let messages = message::Entity::find().filter(message::Column::ConversationId.eq(conversation));
    if actor.is_agent() { messages } else { messages.filter(message::Column::IsNote.eq(false)) }
}
