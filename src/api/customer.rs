//! Server functions for the customer's widget.

#[cfg(feature = "leptos")]
use leptos::prelude::*;

#[cfg(feature = "leptos")]
use super::call::Call;
use super::declare::customer_functions;
#[cfg(feature = "leptos")]
use crate::model::error::ApiError;
use crate::model::{
    config::WidgetConfig,
    hint::{Hint, HintCursor},
    ids::{ClientId, ConversationId, MessageId},
    language::Language,
    message::Message,
    page::VisitedPage,
    prechat::VisitorDetails,
    thread::{MessageRange, OpenedChat, Thread},
};
#[cfg(feature = "ssr")]
use crate::server::{
    api::{answer, customer, customer_or_visitor, desk, links, note_visit, visit},
    domain::chat::messages::NewText,
};

customer_functions! {
    /// Returns the widget's configuration. Needs no session.
    ///
    /// # Errors
    /// If the server fails.
    Poll "config"
    pub async fn load_config(language: Language) -> Result<WidgetConfig, ApiError> {
        answer(desk()?.settings().widget_config(language).await)
    }

    /// Opens the chat. Makes a visitor session if there is none. Continues the conversation
    /// `resume` if it is the caller's, otherwise the open one or a new one. `page` is the
    /// page that the caller has open.
    ///
    /// # Errors
    /// If the identity token is not valid or the server fails.
    Poll "open"
    pub async fn open_chat(
        resume: Option<ConversationId>,
        language: Language,
        identity_token: Option<String>,
        page: Option<VisitedPage>,
    ) -> Result<OpenedChat, ApiError> {
        let (caller, token) = customer_or_visitor(identity_token).await?;
        let opened = answer(desk()?.chat().open_chat(&caller, resume, language).await)?;
        note_visit(&caller, &opened.conversation_id, page).await?;
        let links = links(token.as_deref())?;
        let transcript = links.transcript(&opened.conversation_id).await?;
        let thread = links.thread(opened.thread).await?;
        Ok(OpenedChat { token, thread, transcript, ..opened })
    }

    /// Answers a poll: returns the messages after one, and the state of the conversation.
    ///
    /// # Errors
    /// If the caller is not signed in, or the conversation is not the caller's.
    Poll "messages"
    pub async fn chat_messages(conversation: ConversationId, range: MessageRange) -> Result<Thread, ApiError> {
        links(None)?.thread(answer(desk()?.chat().thread(&customer().await?.into(), &conversation, range).await)?).await
    }

    /// Waits until a customer's conversation has changed, for at most 15 seconds. Without `since`
    /// it does not wait.
    ///
    /// # Errors
    /// If no customer is signed in, the conversation is not the caller's, or too many requests
    /// of the caller wait.
    Wait "wait"
    pub async fn wait_for_messages(conversation: ConversationId, since: Option<HintCursor>) -> Result<Hint, ApiError> {
        let wait = answer(desk()?.chat().wait_as_customer(&customer().await?, &conversation, since.as_ref()).await)?;
        Ok(wait.hint().await)
    }

    /// Sends a message. A repeated `client_id` returns the first message.
    ///
    /// # Errors
    /// If the text cannot be a message, or the conversation is closed or not the caller's.
    Action "send"
    pub async fn send_message(
        conversation: ConversationId,
        content: String,
        client_id: Option<ClientId>,
        page: Option<VisitedPage>,
    ) -> Result<Message, ApiError> {
        let caller = customer().await?;
        let new = NewText { content: &content, client_id, visit: visit(page)?, ..NewText::default() };
        answer(desk()?.chat().send_text(&caller.into(), &conversation, new).await)
    }

    /// Takes back a message that the customer has just sent. Both sides no longer see it.
    ///
    /// # Errors
    /// If the message is not the caller's, was sent too long ago or was deleted.
    Action "recall"
    pub async fn recall_message(conversation: ConversationId, message: MessageId) -> Result<(), ApiError> {
        answer(desk()?.chat().recall_message(&customer().await?.into(), &conversation, message).await)
    }

    /// Marks the agents' messages up to one as read. The customer has them on screen in a
    /// visible, open window.
    ///
    /// # Errors
    /// If the conversation is not the caller's.
    Action "read"
    pub async fn mark_read(conversation: ConversationId, up_to: MessageId) -> Result<(), ApiError> {
        answer(desk()?.chat().mark_read(&customer().await?.into(), &conversation, up_to).await)
    }

    /// Records that the customer is typing.
    ///
    /// # Errors
    /// If the conversation is not the caller's.
    Action "typing"
    pub async fn customer_is_typing(conversation: ConversationId) -> Result<(), ApiError> {
        answer(desk()?.chat().note_typing(&customer().await?.into(), &conversation).await)
    }

    /// Closes the conversation.
    ///
    /// # Errors
    /// If the conversation is not the caller's.
    Action "close"
    pub async fn close_chat(conversation: ConversationId) -> Result<(), ApiError> {
        answer(desk()?.chat().close(&customer().await?.into(), &conversation).await)
    }

    /// Rates the conversation. Another rating replaces the first.
    ///
    /// # Errors
    /// If the rating is not valid, ratings are switched off, or the conversation is not
    /// over or not the caller's.
    Action "rate"
    pub async fn rate_chat(conversation: ConversationId, rating: Option<i64>, comment: String) -> Result<(), ApiError> {
        answer(desk()?.chat().rate(&customer().await?, &conversation, rating, &comment).await)
    }

    /// Stores the visitor's name and email address, before they write.
    ///
    /// # Errors
    /// If an answer is missing or not valid, or the shop has said who the customer is.
    Action "introduce"
    pub async fn introduce(details: VisitorDetails) -> Result<(), ApiError> {
        answer(desk()?.chat().introduce(&customer().await?, &details).await)
    }

    /// Reopens a closed conversation.
    ///
    /// # Errors
    /// If the conversation is not the caller's.
    Action "reopen"
    pub async fn reopen_chat(conversation: ConversationId) -> Result<(), ApiError> {
        answer(desk()?.chat().reopen(&customer().await?.into(), &conversation).await)
    }
}
