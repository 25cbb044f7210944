//! The drafts of agents: what they have typed in conversations and not sent. Only the agent who wrote
//! a draft reads it, and the log of changes does not mention it.
//!
//! Of two texts, the one that was typed later wins ([`BrowserDraft::verdict`]). A draft that was sent or
//! deleted keeps its row for a week, without its text: so a copy in another browser does not come back,
//! and polls tell the agent's other devices.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, QuerySelect,
    entity::prelude::*,
    sea_query::OnConflict,
};

use crate::{
    model::{
        draft::{BrowserDraft, DraftTexts, OwnDraft, StoredDraft, StoredDrafts, Verdict},
        ids::{AgentId, ClientId, ConversationId},
        message::{MessageText, MessageTextError},
    },
    server::{
        domain::{
            actor::{Actor, AgentActor},
            desk::visible_to,
            error::DomainError,
            services::ChatService,
        },
        entity::{draft, draft_list, message},
    },
};

/// How long the row of a draft that was sent or deleted is kept.
const KEPT_DELETED: Duration = Duration::days(7);
/// The longest age of a draft. An older one counts as this old.
const MAX_AGE: Duration = Duration::days(365);

/// The draft of a reply or a note in a conversation, with its place locked.
struct Place<'a> {
    transaction: &'a DatabaseTransaction,
    list: draft_list::Model,
    conversation: i64,
    is_note: bool,
    /// The row, also of a draft that was sent or deleted.
    row: Option<draft::Model>,
}

impl ChatService {
    /// Returns the agent's drafts in a conversation.
    ///
    /// # Errors
    /// If the conversation does not exist.
    pub async fn drafts(&self, agent: &AgentActor, id: &ConversationId) -> Result<StoredDrafts, DomainError> {
        let mut conversation = visible_to(&agent.clone().into(), id).all(self.database.read()).await?;
        let conversation = conversation.pop().ok_or(DomainError::NotFound)?;
        let rows = draft::Entity::find()
            .filter(draft::Column::AgentId.eq(agent.agent_id))
            .filter(draft::Column::ConversationId.eq(conversation.id))
            .all(self.database.read())
            .await?;
        let mut drafts = StoredDrafts::default();
        for row in rows {
            let place = if row.is_note { &mut drafts.note } else { &mut drafts.reply };
            *place = shown(Some(row));
        }
        Ok(drafts)
    }

    /// Stores the draft of a browser if it is newer, or deletes the one that the browser has emptied.
    /// Returns the draft that there is afterwards.
    ///
    /// # Errors
    /// If the conversation does not exist, or the text cannot become a message.
    pub async fn sync_draft(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        browser: BrowserDraft,
    ) -> Result<Option<StoredDraft>, DomainError> {
        let text = browser.own.as_ref().map(|own| checked(&own.text)).transpose()?.flatten();
        let own = browser.own.filter(|_| text.is_some());
        let browser = BrowserDraft { own, ..browser };
        let transaction = self.database.begin().await?;
        let place = self.lock_draft(&transaction, agent, id, browser.is_note).await?;
        let now = self.now();
        let written_at = now - browser.own.as_ref().map(OwnDraft::age).unwrap_or_default();
        let last = place.row.as_ref().map(|row| (&row.client_id, row.written_at > written_at));
        let is_there = place.row.as_ref().is_some_and(is_draft);
        let row = match (browser.verdict(last, is_there), browser.own.zip(text)) {
            (Verdict::Store, Some((own, text))) => place.write(text, own.client_id, written_at, now).await?,
            (Verdict::Delete, _) => place.delete(browser.sent.or(browser.confirmed), now).await?,
            (Verdict::Store | Verdict::Keep, _) => return Ok(shown(place.row)),
        };
        transaction.commit().await?;
        Ok(shown(row))
    }

    /// Replaces the agent's drafts in a conversation. A draft that is not mentioned stays.
    ///
    /// # Errors
    /// If the conversation does not exist, or a text cannot become a message.
    pub async fn set_drafts(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
        texts: DraftTexts,
    ) -> Result<StoredDrafts, DomainError> {
        let check = |text: Option<String>| text.map(|text| checked(&text)).transpose();
        let texts = [(false, check(texts.reply)?), (true, check(texts.note)?)];
        for (is_note, text) in texts {
            let Some(text) = text else { continue };
            let transaction = self.database.begin().await?;
            let place = self.lock_draft(&transaction, agent, id, is_note).await?;
            let now = self.now();
            match text {
                Some(text) => {
                    let mut random = [0; 10];
                    self.random.fill(&mut random);
                    let milliseconds = u64::try_from(now.timestamp_millis()).unwrap_or_default();
                    place.write(text, ClientId::new(milliseconds, random), now, now).await?
                }
                None => place.delete(None, now).await?,
            };
            transaction.commit().await?;
        }
        self.drafts(agent, id).await
    }

    /// Deletes the draft that an agent has sent: the one with the id or with the text of the message.
    /// If that fails, the console deletes it, because its field is empty.
    pub(super) async fn forget_sent_draft(&self, actor: &Actor, id: &ConversationId, message: &message::Model) {
        let Actor::Agent(agent) = actor else { return };
        let is_note = message.is_note;
        let known = self.known_drafts(agent.agent_id).await;
        if !known.is_ok_and(|known| known.ids(id).of(is_note).is_some()) {
            return;
        }
        let (desk, agent, id) = (self.clone(), agent.clone(), id.clone());
        let (client_id, text) = (message.client_id.clone(), message.content.clone());
        let forget = async move {
            let transaction = desk.database.begin().await?;
            let place = desk.lock_draft(&transaction, &agent, &id, is_note).await?;
            let is_sent = |row: &draft::Model| Some(&row.client_id) == client_id.as_ref() || row.text == text;
            if place.row.as_ref().is_some_and(is_sent) {
                let now = desk.now();
                place.delete(client_id.clone(), now).await?;
                transaction.commit().await?;
            }
            Ok(())
        };
        self.database.write_incidentally("that a draft was sent", forget).await;
    }

    /// Deletes the rows of drafts that were sent or deleted a week ago.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_old_drafts(&self) -> Result<(), DomainError> {
        let transaction = self.database.begin().await?;
        draft::Entity::delete_many()
            .filter(draft::Column::Text.eq(""))
            .filter(draft::Column::UpdatedAt.lt(self.now() - KEPT_DELETED))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Locks the conversation, then the agent's list, and reads the draft. All writes lock in this
    /// order, so that two of them do not wait for each other.
    async fn lock_draft<'a>(
        &self,
        transaction: &'a DatabaseTransaction,
        agent: &AgentActor,
        id: &ConversationId,
        is_note: bool,
    ) -> Result<Place<'a>, DomainError> {
        let conversation = self.lock_conversation(transaction, &agent.clone().into(), id).await?.id;
        let list = lock_list(transaction, agent.agent_id).await?;
        let mut row = draft::Entity::find()
            .filter(draft::Column::AgentId.eq(agent.agent_id))
            .filter(draft::Column::ConversationId.eq(conversation))
            .filter(draft::Column::IsNote.eq(is_note))
            .all(transaction)
            .await?;
        Ok(Place { transaction, list, conversation, is_note, row: row.pop() })
    }
}

impl Place<'_> {
    /// Deletes the draft. `last_id` is the id of the last text that was in it, if that is known: the text
    /// may still be under way.
    async fn delete(self, last_id: Option<ClientId>, now: DateTime<Utc>) -> Result<Option<draft::Model>, DomainError> {
        let Some(row) = self.row.clone().filter(is_draft) else { return Ok(self.row) };
        let last_id = last_id.unwrap_or(row.client_id);
        self.write(String::new(), last_id, row.written_at, now).await
    }

    /// Stores a text with its id and the time at which it was typed.
    async fn write(
        self,
        text: String,
        client_id: ClientId,
        written_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<draft::Model>, DomainError> {
        let Self { transaction, list, conversation, is_note, row } = self;
        let is_marked = row.as_ref().is_some_and(is_draft) == text.is_empty();
        let marks = list.marks + i64::from(is_marked);
        let agent_id = list.agent_id;
        let version = Set(list.version + 1);
        let list = draft_list::ActiveModel { version, marks: Set(marks), ..list.into() };
        draft_list::Entity::update(list).exec_without_returning(transaction).await?;
        let marked = row.as_ref().filter(|_| !is_marked).map_or(marks, |row| row.marked);
        let new = draft::ActiveModel {
            agent_id: Set(agent_id),
            conversation_id: Set(conversation),
            is_note: Set(is_note),
            text: Set(text),
            client_id: Set(client_id),
            written_at: Set(written_at),
            updated_at: Set(now),
            marked: Set(marked),
            ..Default::default()
        };
        let row = match row {
            None => new.insert(transaction).await?,
            Some(row) => draft::ActiveModel { id: Unchanged(row.id), ..new }.update(transaction).await?,
        };
        Ok(Some(row))
    }
}

impl OwnDraft {
    fn age(&self) -> Duration {
        let age = i64::try_from(self.age_ms).ok().and_then(Duration::try_milliseconds);
        age.map_or(MAX_AGE, |age| age.min(MAX_AGE))
    }
}

/// Returns the text as it is stored; none if it has no visible character.
fn checked(text: &str) -> Result<Option<String>, MessageTextError> {
    match MessageText::new(text) {
        Ok(text) => Ok(Some(text.into_string())),
        Err(MessageTextError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns whether it was neither sent nor deleted.
fn is_draft(row: &draft::Model) -> bool {
    !row.text.is_empty()
}

fn shown(row: Option<draft::Model>) -> Option<StoredDraft> {
    let row = row.filter(is_draft)?;
    Some(StoredDraft { text: row.text, client_id: row.client_id, written_at: row.written_at.into() })
}

async fn lock_list(transaction: &DatabaseTransaction, agent: AgentId) -> Result<draft_list::Model, DomainError> {
    let new = draft_list::ActiveModel { agent_id: Set(agent), version: Set(0), marks: Set(0) };
    let once = OnConflict::column(draft_list::Column::AgentId).do_nothing().to_owned();
    draft_list::Entity::insert(new).on_conflict(once).exec_without_returning(transaction).await?;
    let own = draft_list::Entity::find().filter(draft_list::Column::AgentId.eq(agent));
    let mut list = own.lock_exclusive().all(transaction).await?;
    list.pop().ok_or(DomainError::Broken("an agent's list of drafts is gone"))
}
