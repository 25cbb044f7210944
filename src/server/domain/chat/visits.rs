//! The page and the browser of customers, and what agents see of them.

use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use crate::{
    model::{
        context::{ConversationContext, OtherConversation},
        ids::ConversationId,
        page::VisitedPage,
    },
    server::{
        domain::{
            actor::{Actor, AgentActor, CustomerActor},
            desk::visible_to,
            error::DomainError,
            services::ChatService,
        },
        entity::conversation::{ActiveModel, Column, Entity, Model},
    },
};

/// The maximum length of a browser's name, in characters.
const MAX_USER_AGENT: usize = 400;
/// How many other conversations of a customer are listed.
const MAX_OTHERS: u64 = 10;

/// The page and the browser of a customer's request.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// The page, as the browser reports it.
    pub page: VisitedPage,
    /// The browser, as it identifies itself.
    pub user_agent: String,
}

impl Visit {
    /// Returns what is stored: page and browser, shortened.
    fn bounded(&self) -> Self {
        let user_agent = self.user_agent.chars().filter(|c| !c.is_control()).take(MAX_USER_AGENT).collect();
        Self { page: self.page.bounded(), user_agent }
    }

    /// Writes page and browser into the conversation's row.
    pub(in crate::server::domain) fn write_into(&self, row: &mut ActiveModel) {
        let Self { page, user_agent } = self.bounded();
        row.page_url = Set(page.url);
        row.page_title = Set(page.title);
        row.user_agent = Set(user_agent);
    }
}

impl ChatService {
    /// Stores the page and the browser of a customer. That is not a change in
    /// the inbox.
    ///
    /// # Errors
    /// If the conversation is not the customer's.
    pub async fn remember_visit(
        &self,
        customer: &CustomerActor,
        id: &ConversationId,
        visit: &Visit,
    ) -> Result<(), DomainError> {
        let Visit { page, user_agent } = visit.bounded();
        let actor = Actor::from(customer.clone());
        let row = visible_to(&actor, id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?;
        if (&row.page_url, &row.page_title, &row.user_agent) == (&page.url, &page.title, &user_agent) {
            return Ok(());
        }
        let transaction = self.database.begin().await?;
        Entity::update_many()
            .col_expr(Column::PageUrl, Expr::value(page.url))
            .col_expr(Column::PageTitle, Expr::value(page.title))
            .col_expr(Column::UserAgent, Expr::value(user_agent))
            .filter(Column::Id.eq(row.id))
            .exec(&transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Returns the page and the browser of a conversation's customer, and their
    /// other conversations, the newest first.
    ///
    /// # Errors
    /// If the conversation does not exist.
    pub async fn conversation_context(
        &self,
        agent: &AgentActor,
        id: &ConversationId,
    ) -> Result<ConversationContext, DomainError> {
        let actor = Actor::from(agent.clone());
        let row = visible_to(&actor, id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?;
        let others = Entity::find()
            .filter(Column::UserId.eq(row.user_id))
            .filter(Column::Id.ne(row.id))
            .filter(Column::LastMessageAt.is_not_null())
            .order_by_desc(Column::LastMessageAt)
            .order_by_desc(Column::Id)
            .limit(MAX_OTHERS)
            .all(self.database.read())
            .await?;
        Ok(ConversationContext {
            page: VisitedPage { url: row.page_url, title: row.page_title },
            user_agent: row.user_agent,
            others: others.into_iter().filter_map(other).collect(),
            block: self.blocks().block_of(row.user_id).await?,
            ..ConversationContext::default()
        })
    }
}

fn other(row: Model) -> Option<OtherConversation> {
    Some(OtherConversation {
        conversation_id: row.conversation_id,
        subject: row.subject,
        status: row.status,
        excerpt: row.last_message_text,
        last_message_at: row.last_message_at?.into(),
    })
}
