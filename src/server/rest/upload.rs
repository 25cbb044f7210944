//! A file to send.

use axum::{
    Json,
    extract::{Request, State},
};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{input::Conversation, output::Sent};
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::ConversationId,
        message::Message,
    },
    server::{
        auth::{AsAgent, AsCustomer},
        domain::{attachments::Post, desk::Desk},
        links::Links,
        multipart,
        state::AppState,
    },
};

pub(super) fn for_customers() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(upload))
}

pub(super) fn for_agents() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(agent_upload)).routes(routes!(note_upload))
}

/// The body, for its description.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is read piece by piece, never as a whole")]
struct UploadForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Words that go with it.
    content: Option<String>,
    /// The sender's own id for the message.
    client_id: Option<String>,
}

/// Sends a file. The same `client_id` again returns the first message.
#[utoipa::path(
    post,
    path = "/conversation/{id}/upload",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Sent), (status = 409, body = ApiError)),
)]
async fn upload(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    links: Links,
    Conversation(id): Conversation,
    request: Request,
) -> Result<Json<Sent>, ApiError> {
    let message = take(&desk, Post::Message(customer.into()), id, request).await?;
    Ok(Json(Sent::new(links.message(message).await?)))
}

/// Replies with a file. The same `client_id` again returns the first message.
#[utoipa::path(
    post,
    path = "/conversation/{id}/upload",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Sent), (status = 409, body = ApiError)),
)]
async fn agent_upload(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    request: Request,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(take(&desk, Post::Message(agent.into()), id, request).await?)))
}

/// Leaves a file for colleagues, which no customer ever gets. The same
/// `client_id` again returns the first note.
#[utoipa::path(
    post,
    path = "/conversation/{id}/note/upload",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Sent)),
)]
async fn note_upload(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    request: Request,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(take(&desk, Post::Note(agent), id, request).await?)))
}

/// Takes a file in and sends it.
async fn take(desk: &Desk, post: Post, id: ConversationId, request: Request) -> Result<Message, ApiError> {
    if let Err(error) = desk.require_place(&post, &id).await {
        multipart::throw_away(request).await;
        return Err(error.into());
    }
    let (form, read) = multipart::receive(Some(desk), request).await;
    read?;
    let file = form.file.ok_or_else(|| ApiError::new(ErrorCode::Malformed, "The body has no field named file."))?;
    Ok(desk.send_file(post, id, file, form.content, form.client_id).await?)
}
