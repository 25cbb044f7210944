//! Quick replies, as admins edit them.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};
use serde_json::{Value, json};

use crate::{
    model::{
        audit::{Action, Subject},
        ids::QuickReplyId,
        quick_reply::QuickReply,
        quick_reply_draft::QuickReplyDraft,
    },
    server::{
        domain::{
            actor::AdminActor,
            error::DomainError,
            log::{audit, audit::Change},
            order::Sorted,
            overwriting::refuse_overwriting,
            services::QuickReplyService,
        },
        entity::quick_reply,
    },
};

impl Sorted for quick_reply::Entity {
    type RowId = QuickReplyId;
    const SUBJECT: Subject = Subject::QuickReply;
    const ID: Self::Column = quick_reply::Column::Id;
    const PLACE: Self::Column = quick_reply::Column::Order;

    fn place_and_id(row: &quick_reply::Model) -> (i32, QuickReplyId) {
        (row.order, row.id)
    }
}

impl QuickReplyService {
    /// Returns all quick replies in their order, including those that are not
    /// offered.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn quick_replies(&self, _: &AdminActor) -> Result<Vec<QuickReply>, DomainError> {
        let rows = in_order().all(self.database.read()).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Returns a quick reply.
    ///
    /// # Errors
    /// If it does not exist.
    pub async fn quick_reply(&self, _: &AdminActor, id: QuickReplyId) -> Result<QuickReply, DomainError> {
        let row = quick_reply::Entity::find_by_id(id).one(self.database.read()).await?;
        row.map(Into::into).ok_or(DomainError::NotFound)
    }

    /// Adds a quick reply at the end of the list.
    ///
    /// # Errors
    /// If a field has a value that is not acceptable.
    pub async fn add_quick_reply(
        &self,
        admin: &AdminActor,
        draft: &QuickReplyDraft,
    ) -> Result<QuickReply, DomainError> {
        let draft = draft.check().map_err(DomainError::Fields)?;
        let transaction = self.database.begin().await?;
        let last: Option<i32> = quick_reply::Entity::find()
            .select_only()
            .column_as(quick_reply::Column::Order.max(), "last")
            .into_tuple()
            .one(&transaction)
            .await?
            .flatten();
        let mut row = quick_reply::ActiveModel {
            order: Set(last.unwrap_or(0).saturating_add(1)),
            created_at: Set(self.now()),
            ..Default::default()
        };
        write(&mut row, draft);
        let row = row.insert(&transaction).await?;
        self.log_reply(&transaction, admin, Action::Created, None, Some(&row)).await?;
        transaction.commit().await?;
        Ok(row.into())
    }

    /// Changes a quick reply. `started_from` is what the admin saw before they began,
    /// if that is known, so that another admin's change in between is not overwritten.
    ///
    /// # Errors
    /// If the quick reply does not exist, if it has changed since, or if a
    /// field has a value that is not acceptable.
    pub async fn edit_quick_reply(
        &self,
        admin: &AdminActor,
        id: QuickReplyId,
        draft: &QuickReplyDraft,
        started_from: Option<&QuickReplyDraft>,
    ) -> Result<QuickReply, DomainError> {
        let draft = draft.check().map_err(DomainError::Fields)?;
        let transaction = self.database.begin().await?;
        let before = lock(&transaction, id).await?;
        let current = QuickReplyDraft::from(QuickReply::from(before.clone()));
        let refusal = "Someone else has changed this quick reply.";
        refuse_overwriting(started_from, &current, &draft, refusal)?;
        let mut change = before.clone().into_active_model();
        write(&mut change, draft);
        let after = change.update(&transaction).await?;
        self.log_reply(&transaction, admin, Action::Updated, Some(&before), Some(&after)).await?;
        transaction.commit().await?;
        Ok(after.into())
    }

    /// Deletes a quick reply. Messages that were sent with it stay.
    ///
    /// # Errors
    /// If the quick reply does not exist.
    pub async fn delete_quick_reply(&self, admin: &AdminActor, id: QuickReplyId) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        let row = lock(&transaction, id).await?;
        self.log_reply(&transaction, admin, Action::Deleted, Some(&row), None).await?;
        row.delete(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Puts all quick replies in an order.
    ///
    /// # Errors
    /// If `ids` are not exactly the existing ones, because another admin has
    /// added or deleted one in the meantime.
    pub async fn order_quick_replies(&self, admin: &AdminActor, ids: &[QuickReplyId]) -> Result<(), DomainError> {
        self.sort::<quick_reply::Entity>(admin, ids).await
    }

    async fn log_reply(
        &self,
        transaction: &DatabaseTransaction,
        admin: &AdminActor,
        action: Action,
        before: Option<&quick_reply::Model>,
        after: Option<&quick_reply::Model>,
    ) -> Result<(), DomainError> {
        let subject_id = before.or(after).map(|row| row.id.to_string()).unwrap_or_default();
        let (before, after) = (written(before), written(after));
        let change = Change { action, subject: Subject::QuickReply, subject_id, before, after };
        audit::record(transaction, self.now(), admin.agent(), change).await
    }
}

fn in_order() -> Select<quick_reply::Entity> {
    quick_reply::Entity::find().order_by_asc(quick_reply::Column::Order).order_by_asc(quick_reply::Column::Id)
}

async fn lock(transaction: &DatabaseTransaction, id: QuickReplyId) -> Result<quick_reply::Model, DomainError> {
    quick_reply::Entity::find_by_id(id).lock_exclusive().one(transaction).await?.ok_or(DomainError::NotFound)
}

fn write(row: &mut quick_reply::ActiveModel, draft: QuickReplyDraft) {
    row.title = Set(draft.title);
    row.title_bn = Set(draft.title_bn);
    row.content = Set(draft.content);
    row.content_bn = Set(draft.content_bn);
    row.category = Set(draft.category);
    row.is_active = Set(draft.is_active);
}

/// Returns a quick reply for the log.
fn written(row: Option<&quick_reply::Model>) -> Value {
    row.map_or(Value::Null, |row| json!(QuickReplyDraft::from(QuickReply::from(row.clone()))))
}
