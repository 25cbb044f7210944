//! Labels, and the labels of conversations.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, JoinType, QueryOrder, QuerySelect, SqlErr,
    entity::prelude::*, sea_query::OnConflict,
};
use serde_json::{Value, json};

use super::MAX_CHANGES;
use crate::{
    model::{
        audit::{Action, Subject},
        color::Color,
        event::EventChange,
        field::{FieldError, Problem},
        ids::{ConversationId, LabelId},
        inbox::ConversationSummary,
        label::{Label, LabelDraft},
        text,
    },
    server::{
        domain::{
            actor::{AdminActor, AgentActor},
            chat::events,
            error::DomainError,
            log::{audit, audit::Change},
            services::InboxService,
        },
        entity::{conversation, conversation_label, label},
    },
};

/// The maximum number of labels. A longer list would be hard to use.
const MAX_LABELS: usize = 200;

impl InboxService {
    /// Returns all labels, in their order.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn labels(&self) -> Result<Vec<Label>, DomainError> {
        Ok(in_order(self.database.read()).await?.into_iter().map(Into::into).collect())
    }

    /// Creates a label.
    ///
    /// # Errors
    /// If the name is not acceptable or taken, or there are too many labels.
    pub async fn create_label(&self, agent: &AgentActor, draft: LabelDraft) -> Result<Label, DomainError> {
        let draft = draft.check().map_err(DomainError::Fields)?;
        let transaction = self.database.begin().await?;
        let others = in_order(&transaction).await?;
        require_free(&others, &draft, None)?;
        if others.len() >= MAX_LABELS {
            return Err(DomainError::Conflict("There can be up to 200 labels. Delete one to add another."));
        }
        let row = label::ActiveModel {
            name: Set(draft.name),
            color: Set(draft.color),
            order: Set(others.last().map_or(1, |last| last.order + 1)),
            created_at: Set(self.now()),
            ..Default::default()
        };
        let row = row.insert(&transaction).await.map_err(taken_or_error)?;
        self.log_label(&transaction, agent, Action::Created, row.id, (Value::Null, fields(&row))).await?;
        transaction.commit().await?;
        Ok(row.into())
    }

    /// Changes a label's name and colour. Polls return the conversations that
    /// have it, because the database notes the change of the label.
    ///
    /// # Errors
    /// If the label does not exist, or the name is not acceptable or taken.
    pub async fn change_label(&self, agent: &AgentActor, id: LabelId, draft: LabelDraft) -> Result<Label, DomainError> {
        let draft = draft.check().map_err(DomainError::Fields)?;
        let transaction = self.database.begin().await?;
        let before = lock(&transaction, id).await?;
        require_free(&in_order(&transaction).await?, &draft, Some(id))?;
        let mut change: label::ActiveModel = before.clone().into();
        change.name = Set(draft.name);
        change.color = Set(draft.color);
        let after = change.update(&transaction).await.map_err(taken_or_error)?;
        self.log_label(&transaction, agent, Action::Updated, id, (fields(&before), fields(&after))).await?;
        transaction.commit().await?;
        Ok(after.into())
    }

    /// Deletes a label, and removes it from all conversations.
    ///
    /// # Errors
    /// If the label does not exist.
    pub async fn delete_label(&self, admin: &AdminActor, id: LabelId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let row = lock(&transaction, id).await?;
        remove_from_all(&transaction, id).await?;
        label::Entity::delete_by_id(id).exec(&transaction).await?;
        self.log_label(&transaction, admin.agent(), Action::Deleted, id, (fields(&row), Value::Null)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Adds a label to a conversation, or removes it; returns the row.
    ///
    /// # Errors
    /// If the conversation or the label does not exist.
    pub async fn label_conversation(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        label: LabelId,
        is_on: bool,
    ) -> Result<ConversationSummary, DomainError> {
        self.set_label(agent, id, label, is_on).await?;
        self.summary(agent, id).await
    }

    /// Adds a label to a conversation, or removes it. Returns false if nothing changed.
    pub(super) async fn set_label(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        label: LabelId,
        is_on: bool,
    ) -> Result<bool, DomainError> {
        let transaction = self.database.begin().await?;
        // The label is locked before the conversation, in the same order as by
        // changes of a label.
        let label = label::Entity::find_by_id(label).lock_shared().one(&transaction).await?;
        let label = label.ok_or(DomainError::NotFound)?;
        let row = self.lock_conversation(&transaction, &agent.clone().into(), id).await?;
        let is_changed = if is_on {
            add_to(&transaction, row.id, label.id).await?
        } else {
            conversation_label::Entity::delete_by_id((row.id, label.id)).exec(&transaction).await?.rows_affected > 0
        };
        if !is_changed {
            return Ok(false);
        }
        let (number, mut change) = (row.id, conversation::ActiveModel::from(row));
        let name = label.name.clone();
        let event = if is_on { EventChange::LabelAdded(name) } else { EventChange::LabelRemoved(name) };
        events::add(&transaction, Some(&agent.clone().into()), number, &mut change, event, self.now()).await?;
        change.updated_at = Set(self.now());
        change.update(&transaction).await?;
        let label = json!({ "label": label.name });
        let (before, after) = if is_on { (Value::Null, label) } else { (label, Value::Null) };
        let change = Change {
            action: Action::Updated,
            subject: Subject::Conversation,
            subject_id: id.to_string(),
            before,
            after,
        };
        audit::record(&transaction, self.now(), agent, change).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Returns the labels of these conversations, by row number.
    pub(super) async fn labels_of(&self, conversations: Vec<i64>) -> Result<HashMap<i64, Vec<Label>>, DomainError> {
        let mut labels: HashMap<i64, Vec<Label>> = HashMap::new();
        if conversations.is_empty() {
            return Ok(labels);
        }
        let label_of = conversation_label::Entity::belongs_to(label::Entity)
            .from(conversation_label::Column::LabelId)
            .to(label::Column::Id);
        let rows: Vec<(i64, LabelId, String, Color)> = conversation_label::Entity::find()
            .select_only()
            .column(conversation_label::Column::ConversationId)
            .columns([label::Column::Id, label::Column::Name, label::Column::Color])
            .join(JoinType::InnerJoin, label_of.into())
            .filter(conversation_label::Column::ConversationId.is_in(conversations))
            .order_by_asc(label::Column::Order)
            .order_by_asc(label::Column::Id)
            .into_tuple()
            .all(self.database.read())
            .await?;
        for (conversation, id, name, color) in rows {
            labels.entry(conversation).or_default().push(Label { id, name, color });
        }
        Ok(labels)
    }

    async fn log_label(
        &self,
        transaction: &DatabaseTransaction,
        agent: &AgentActor,
        action: Action,
        id: LabelId,
        (before, after): (Value, Value),
    ) -> Result<(), DomainError> {
        let change = Change { action, subject: Subject::Label, subject_id: id.0.to_string(), before, after };
        audit::record(transaction, self.now(), agent, change).await
    }
}

impl From<label::Model> for Label {
    fn from(row: label::Model) -> Self {
        Self { id: row.id, name: row.name, color: row.color }
    }
}

/// Returns the fields of a label for the log.
fn fields(row: &label::Model) -> Value {
    json!({ "name": row.name, "color": row.color })
}

async fn in_order(connection: &impl ConnectionTrait) -> Result<Vec<label::Model>, DomainError> {
    let rows = label::Entity::find().order_by_asc(label::Column::Order).order_by_asc(label::Column::Id);
    Ok(rows.all(connection).await?)
}

async fn lock(transaction: &DatabaseTransaction, id: LabelId) -> Result<label::Model, DomainError> {
    label::Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(DomainError::NotFound)
}

/// Refuses a name that another label has, ignoring case.
fn require_free(others: &[label::Model], draft: &LabelDraft, own: Option<LabelId>) -> Result<(), DomainError> {
    let folded = |name: &str| text::normal(name).to_lowercase();
    let name = folded(&draft.name);
    let is_taken = others.iter().any(|other| Some(other.id) != own && folded(&other.name) == name);
    if is_taken { Err(taken()) } else { Ok(()) }
}

fn taken() -> DomainError {
    DomainError::Fields(vec![FieldError::new(LabelDraft::NAME, Problem::Taken)])
}

/// Returns the error if two agents create the same label at the same moment.
fn taken_or_error(error: DbErr) -> DomainError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => taken(),
        _ => error.into(),
    }
}

/// Adds a label to a conversation; returns false if it has it already.
async fn add_to(transaction: &DatabaseTransaction, conversation: i64, label: LabelId) -> Result<bool, DomainError> {
    let row = conversation_label::ActiveModel { conversation_id: Set(conversation), label_id: Set(label) };
    let rows = conversation_label::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(transaction)
        .await?;
    Ok(rows > 0)
}

/// Removes a label from its conversations if they are few, so that polls return
/// each of them. If there are more, the database removes it with the label
/// itself, and polls ask for a reload. The conversations are locked in one
/// order, so that two such transactions do not cause a deadlock.
async fn remove_from_all(transaction: &DatabaseTransaction, label: LabelId) -> Result<(), DomainError> {
    let uses = conversation_label::Entity::find()
        .select_only()
        .column(conversation_label::Column::ConversationId)
        .filter(conversation_label::Column::LabelId.eq(label))
        .limit(MAX_CHANGES + 1);
    let labelled: Vec<i64> = uses.into_tuple().all(transaction).await?;
    if labelled.len() as u64 > MAX_CHANGES {
        return Ok(());
    }
    let locked = conversation::Entity::find()
        .select_only()
        .column(conversation::Column::Id)
        .filter(conversation::Column::Id.is_in(labelled))
        .order_by_asc(conversation::Column::Id)
        .lock_exclusive();
    locked.into_tuple::<i64>().all(transaction).await?;
    conversation_label::Entity::delete_many()
        .filter(conversation_label::Column::LabelId.eq(label))
        .exec(transaction)
        .await?;
    Ok(())
}
