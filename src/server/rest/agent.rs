//! What agents may do.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    input::{Body, Conversation, NewMessage, Parameters, ReadUpTo},
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

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/conversation/{id}/messages", get(messages))
        .route("/conversation/{id}/send", post(send))
        .route("/conversation/{id}/read", post(read))
        .route("/conversation/{id}/update", post(update))
        .route("/online", post(online))
        .route("/agents", get(agents))
}

async fn messages(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Parameters(range): Parameters<MessageRange>,
) -> Result<Json<Thread>, ApiError> {
    Ok(Json(desk.thread(&agent.into(), &id, range).await?))
}

async fn send(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(new): Body<NewMessage>,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.send(&agent.into(), &id, &new.content, new.client_id).await?)))
}

async fn read(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(read): Body<ReadUpTo>,
) -> Result<Json<Done>, ApiError> {
    desk.mark_read(&agent.into(), &id, read.up_to).await?;
    Ok(Done::json())
}

async fn update(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(update): Body<ConversationUpdate>,
) -> Result<Json<ConversationSummary>, ApiError> {
    Ok(Json(desk.update(&agent, &id, &update).await?))
}

#[derive(Deserialize)]
struct Online {
    is_online: bool,
}

async fn online(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Body(online): Body<Online>,
) -> Result<Json<Done>, ApiError> {
    desk.set_online(&agent, online.is_online).await?;
    Ok(Done::json())
}

async fn agents(AsAgent(_): AsAgent, State(desk): State<Desk>) -> Result<Json<Vec<Colleague>>, ApiError> {
    Ok(Json(desk.colleagues().await?))
}
