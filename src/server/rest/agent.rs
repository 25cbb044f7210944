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
        error::{ApiError, ErrorCode},
        ids::AgentId,
        inbox::{Assignee, ConversationSummary, ConversationUpdate, InboxPage, InboxView},
        thread::{MessageRange, Thread},
    },
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/conversations", get(conversations))
        .route("/conversation/{id}/messages", get(messages))
        .route("/conversation/{id}/send", post(send))
        .route("/conversation/{id}/read", post(read))
        .route("/conversation/{id}/update", post(update))
        .route("/online", post(online))
        .route("/agents", get(agents))
}

/// The inbox's parameters. Lists are words with commas between.
#[derive(Deserialize)]
struct InboxParameters {
    #[serde(default)]
    status: String,
    #[serde(default)]
    priority: String,
    #[serde(default)]
    assignee: String,
    #[serde(default)]
    q: String,
    cursor: Option<String>,
}

impl InboxParameters {
    fn view(&self) -> Result<InboxView, ApiError> {
        Ok(InboxView {
            statuses: words("status", &self.status)?,
            priorities: words("priority", &self.priority)?,
            assignee: assignee(&self.assignee)?,
            query: self.q.clone(),
        })
    }
}

/// A list such as `open,pending`; empty for nothing.
fn words<T: std::str::FromStr>(name: &str, text: &str) -> Result<Vec<T>, ApiError> {
    text.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(|word| word.parse().map_err(|_| unknown_word(name)))
        .collect()
}

fn assignee(text: &str) -> Result<Assignee, ApiError> {
    match text {
        "" | "any" => Ok(Assignee::Anyone),
        "me" => Ok(Assignee::Me),
        "none" => Ok(Assignee::Nobody),
        id => id.parse().map(|id| Assignee::Agent(AgentId(id))).map_err(|_| unknown_word("assignee")),
    }
}

fn unknown_word(name: &str) -> ApiError {
    ApiError::new(ErrorCode::Malformed, format!("The parameter {name} has a value that it cannot have."))
}

async fn conversations(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Parameters(parameters): Parameters<InboxParameters>,
) -> Result<Json<InboxPage>, ApiError> {
    let view = parameters.view()?;
    let cursor = parameters.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    Ok(Json(desk.inbox(&agent, &view, cursor).await?))
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
