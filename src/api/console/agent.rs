//! Server functions for the agents' console.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    agent::{Colleague, SignedInAgent},
    error::ApiError,
    found::FoundMessages,
    ids::{AgentId, ClientId, ConversationId, MessageId},
    inbox::{ConversationDetail, ConversationSummary, ConversationUpdate, InboxChanges, InboxCursor, InboxPage},
    message::Message,
    thread::{MessageRange, Thread},
    two_factor::SignInAnswer,
    view::InboxView,
};
#[cfg(feature = "ssr")]
use crate::server::{
    api::{self as server, agent, answer, desk, end_agent_session, present_agent, signed_in_as, start_agent_session},
    domain::chat::messages::NewText,
};

/// Signs an agent in. Sets the session cookie, unless a code is also needed.
///
/// # Errors
/// If the name or the password is wrong. The error does not say which.
#[server(prefix = "/support/fn/agent", endpoint = "sign-in", protocol = Call)]
pub async fn sign_in(username: String, password: String) -> Result<SignInAnswer, ApiError> {
    start_agent_session(&username, password).await
}

/// Completes a sign-in by a code of the agent's app, or a recovery code.
///
/// # Errors
/// If the code is wrong, or the sign-in has to begin again.
#[server(prefix = "/support/fn/agent", endpoint = "finish-sign-in", protocol = Call)]
pub async fn finish_sign_in(second_step: String, code: String) -> Result<SignedInAgent, ApiError> {
    server::finish_sign_in(second_step, &code).await
}

/// Signs the agent out. The session ends on the server too.
///
/// # Errors
/// If the server fails.
#[server(prefix = "/support/fn/agent", endpoint = "sign-out", protocol = Call)]
pub async fn sign_out() -> Result<(), ApiError> {
    end_agent_session().await
}

/// Returns the agent who is signed in; none if no agent is. That is not an error,
/// because the console asks in order to find out, and a browser reports each refusal in
/// its log.
///
/// # Errors
/// If the server fails.
#[server(prefix = "/support/fn/agent", endpoint = "me", protocol = Call)]
pub async fn me() -> Result<Option<SignedInAgent>, ApiError> {
    match present_agent().await? {
        Some(agent) => answer(desk()?.team().signed_in(&agent).await).map(Some),
        None => Ok(None),
    }
}

/// Switches whether the agent takes conversations.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "online", protocol = Call)]
pub async fn set_online(is_online: bool) -> Result<(), ApiError> {
    let agent = agent().await?;
    answer(desk()?.team().set_online(&agent, is_online).await)
}

/// Returns the colleagues to whom a conversation can be assigned.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "colleagues", protocol = Call)]
pub async fn colleagues() -> Result<Vec<Colleague>, ApiError> {
    agent().await?;
    answer(desk()?.team().colleagues().await)
}

/// Returns a page of the inbox, in the view's order.
///
/// # Errors
/// If no agent is signed in, or the cursor does not come from this server.
#[server(prefix = "/support/fn/agent", endpoint = "inbox", protocol = Call)]
pub async fn inbox(view: InboxView, cursor: Option<String>) -> Result<InboxPage, ApiError> {
    let agent = agent().await?;
    answer(desk()?.inbox().inbox(&agent, &view, cursor.as_deref()).await)
}

/// Returns what has changed in any conversation since an earlier answer.
///
/// # Errors
/// If no agent is signed in.
#[server(prefix = "/support/fn/agent", endpoint = "changes", protocol = Call)]
pub async fn poll_inbox(since: InboxCursor) -> Result<InboxChanges, ApiError> {
    let agent = agent().await?;
    answer(desk()?.inbox().inbox_changes(&agent, &since).await)
}

/// Returns a conversation with its newest messages.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "conversation", protocol = Call)]
pub async fn conversation(id: ConversationId) -> Result<ConversationDetail, ApiError> {
    let agent = agent().await?;
    answer(desk()?.inbox().conversation_detail(&agent, &id).await)
}

/// Answers a poll of an open conversation, or returns a page of older messages.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "messages", protocol = Call)]
pub async fn conversation_messages(id: ConversationId, range: MessageRange) -> Result<Thread, ApiError> {
    answer(desk()?.chat().thread(&agent().await?.into(), &id, range).await)
}

/// Returns the messages of a conversation that contain the words of a query.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "find", protocol = Call)]
pub async fn find_messages(id: ConversationId, query: String) -> Result<FoundMessages, ApiError> {
    answer(desk()?.inbox().find_messages(&agent().await?, &id, &query).await)
}

/// Replies as `author`, or as the agent who is signed in. A repeated `client_id` returns the first
/// message.
///
/// # Errors
/// If `author` is not signed in, the text cannot be a message, the conversation is closed, or the quoted
/// message cannot be quoted in a reply.
#[server(prefix = "/support/fn/agent", endpoint = "send", protocol = Call)]
pub async fn reply(
    id: ConversationId,
    content: String,
    client_id: Option<ClientId>,
    author: Option<AgentId>,
    quoted_id: Option<MessageId>,
) -> Result<Message, ApiError> {
    let new = NewText { content: &content, client_id, quoted_id, ..NewText::default() };
    answer(desk()?.chat().send_text(&signed_in_as(author).await?.into(), &id, new).await)
}

/// Marks the customer's messages up to one as read, if the agent is the assignee.
///
/// # Errors
/// If no agent is signed in or the conversation does not exist.
#[server(prefix = "/support/fn/agent", endpoint = "read", protocol = Call)]
pub async fn mark_conversation_read(id: ConversationId, up_to: MessageId) -> Result<(), ApiError> {
    answer(desk()?.chat().mark_read(&agent().await?.into(), &id, up_to).await)
}

/// Lets a conversation count as unread again. The customer's receipts stay.
///
/// # Errors
/// If no agent is signed in, the conversation does not exist, or a colleague is its assignee.
#[server(prefix = "/support/fn/agent", endpoint = "unread", protocol = Call)]
pub async fn mark_conversation_unread(id: ConversationId) -> Result<ConversationSummary, ApiError> {
    answer(desk()?.chat().mark_unread(&agent().await?, &id).await)
}

/// Changes status, priority, assignee, language or subject.
///
/// # Errors
/// If no agent is signed in, or the conversation or the assignee is unknown.
#[server(prefix = "/support/fn/agent", endpoint = "update", protocol = Call)]
pub async fn update_conversation(
    id: ConversationId,
    update: ConversationUpdate,
) -> Result<ConversationSummary, ApiError> {
    let agent = agent().await?;
    answer(desk()?.chat().update(&agent, &id, &update).await)
}
