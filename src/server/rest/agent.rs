//! Addresses for agents.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    exact::Exact,
    input::{Conversation, NewAgentMessage, Parameters, ReadUpTo},
    output::{Done, Sent},
};
use crate::{
    model::{
        agent::Colleague,
        error::ApiError,
        inbox::{ConversationSummary, ConversationUpdate},
        thread::{MessageRange, Thread},
    },
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(messages))
        .routes(routes!(send))
        .routes(routes!(read))
        .routes(routes!(unread))
        .routes(routes!(update))
        .routes(routes!(online))
        .routes(routes!(agents))
}

/// Returns messages of a conversation, including notes of colleagues, the oldest first.
#[utoipa::path(
    get,
    path = "/conversation/{id}/messages",
    params(MessageRange),
    responses((status = 200, body = Thread)),
)]
async fn messages(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Parameters(range): Parameters<MessageRange>,
) -> Result<Json<Thread>, ApiError> {
    Ok(Json(desk.chat().thread(&agent.into(), &id, range).await?))
}

/// Replies. The same `client_id` again returns the first message.
#[utoipa::path(
    post,
    path = "/conversation/{id}/send",
    request_body = NewAgentMessage,
    responses((status = 200, body = Sent), (status = 409, body = ApiError)),
)]
async fn send(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Exact(new): Exact<NewAgentMessage>,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.chat().send_text(&agent.into(), &id, new.text()).await?)))
}

/// Marks the customer's messages up to one as read, if the agent is the assignee. For other
/// agents, nothing changes.
#[utoipa::path(
    post,
    path = "/conversation/{id}/read",
    request_body = ReadUpTo,
    responses((status = 200, body = Done)),
)]
async fn read(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Exact(read): Exact<ReadUpTo>,
) -> Result<Json<Done>, ApiError> {
    desk.chat().mark_read(&agent.into(), &id, read.up_to).await?;
    Ok(Done::json())
}

/// Lets a conversation count as unread again, until its assignee reads or answers it. The
/// customer's receipts stay. Only the assignee may do this; in an unassigned conversation, any
/// agent.
#[utoipa::path(
    post,
    path = "/conversation/{id}/unread",
    responses((status = 200, body = ConversationSummary)),
)]
async fn unread(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<ConversationSummary>, ApiError> {
    Ok(Json(desk.chat().mark_unread(&agent, &id).await?))
}

/// Changes only the fields that are given. `null` unassigns, and ends a snooze.
#[utoipa::path(
    post,
    path = "/conversation/{id}/update",
    request_body = ConversationUpdate,
    responses((status = 200, body = ConversationSummary), (status = 409, body = ApiError)),
)]
async fn update(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Exact(update): Exact<ConversationUpdate>,
) -> Result<Json<ConversationSummary>, ApiError> {
    Ok(Json(desk.chat().update(&agent, &id, &update).await?))
}

/// Whether an agent receives new conversations.
#[derive(Deserialize, ToSchema)]
struct Online {
    /// Whether the agent receives new conversations from now on.
    is_online: bool,
}

/// Switches whether the agent receives new conversations.
#[utoipa::path(post, path = "/online", request_body = Online, responses((status = 200, body = Done)))]
async fn online(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Exact(online): Exact<Online>,
) -> Result<Json<Done>, ApiError> {
    desk.team().set_online(&agent, online.is_online).await?;
    Ok(Done::json())
}

/// Returns the colleagues that a conversation can be assigned to, with the usernames by which notes
/// mention them.
#[utoipa::path(get, path = "/agents", responses((status = 200, body = Vec<Colleague>)))]
async fn agents(AsAgent(_): AsAgent, State(desk): State<Desk>) -> Result<Json<Vec<Colleague>>, ApiError> {
    Ok(Json(desk.team().colleagues().await?))
}
