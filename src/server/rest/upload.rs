//! Uploads of files.

use axum::{
    Json,
    extract::{Request, State},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    exact,
    input::{Conversation, Parameters},
    output::Sent,
};
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::{AgentId, ConversationId},
        message::Message,
    },
    server::{
        auth::{AsAgent, AsCustomer},
        domain::{actor::AgentActor, attachments::Post, desk::Desk, error::DomainError},
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

/// The body, as the description of the API shows it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is read piece by piece, never as a whole")]
struct UploadForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// A text that goes with the file.
    content: Option<String>,
    /// The sender's own id for the message.
    client_id: Option<String>,
}

/// The agent who picked a file.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Author {
    /// The file is refused unless this agent is signed in. Another agent may have
    /// signed in in the same browser since the file was picked.
    #[param(value_type = Option<i64>)]
    author: Option<AgentId>,
}

impl Author {
    fn check(&self, agent: Result<AsAgent, ApiError>) -> Result<AgentActor, ApiError> {
        let AsAgent(agent) = agent?;
        let is_other = self.author.is_some_and(|author| author != agent.agent_id);
        if is_other { Err(ApiError::not_signed_in()) } else { Ok(agent) }
    }
}

/// Sends a file. The same `client_id` again returns the first message.
#[utoipa::path(
    post,
    path = "/conversation/{id}/upload",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Sent), (status = 408, body = ApiError), (status = 409, body = ApiError)),
)]
async fn upload(
    customer: Result<AsCustomer, ApiError>,
    State(desk): State<Desk>,
    links: Links,
    Conversation(id): Conversation,
    request: Request,
) -> Result<Json<Sent>, ApiError> {
    let post = customer.map(|AsCustomer(customer)| Post::Message(customer.into()));
    let message = take(&desk, post, id, request).await?;
    Ok(Json(Sent::new(links.message(message).await?)))
}

/// Replies with a file. The same `client_id` again returns the first message.
#[utoipa::path(
    post,
    path = "/conversation/{id}/upload",
    params(Author),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Sent), (status = 408, body = ApiError), (status = 409, body = ApiError)),
)]
async fn agent_upload(
    agent: Result<AsAgent, ApiError>,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Parameters(author): Parameters<Author>,
    request: Request,
) -> Result<Json<Sent>, ApiError> {
    let post = author.check(agent).map(|agent| Post::Message(agent.into()));
    Ok(Json(Sent::new(take(&desk, post, id, request).await?)))
}

/// Writes a note with a file for the team, which customers never see. The same
/// `client_id` again returns the first note.
#[utoipa::path(
    post,
    path = "/conversation/{id}/note/upload",
    params(Author),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Sent), (status = 408, body = ApiError)),
)]
async fn note_upload(
    agent: Result<AsAgent, ApiError>,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Parameters(author): Parameters<Author>,
    request: Request,
) -> Result<Json<Sent>, ApiError> {
    let post = author.check(agent).map(Post::Note);
    Ok(Json(Sent::new(take(&desk, post, id, request).await?)))
}

/// Checks that a file may be uploaded now.
async fn admit(desk: &Desk, post: &Post, id: &ConversationId, announced: Option<u64>) -> Result<(), DomainError> {
    desk.attachments().require_place(post, id).await?;
    desk.attachments().charge_file(post, announced).await
}

/// Receives a file and sends it. If that is not allowed, the body is read all the same,
/// because a sender that is cut off may never see the response.
async fn take(
    desk: &Desk,
    post: Result<Post, ApiError>,
    id: ConversationId,
    request: Request,
) -> Result<Message, ApiError> {
    let announced = multipart::announced(&request);
    let allowed = match post {
        Ok(post) => admit(desk, &post, &id, announced).await.map(|()| post).map_err(ApiError::from),
        Err(error) => Err(error),
    };
    let post = match allowed {
        Ok(post) => post,
        // Without a session nothing is read, because any client could send it.
        Err(error) if matches!(error.code, ErrorCode::NotSignedIn | ErrorCode::Forbidden) => return Err(error),
        Err(error) => {
            multipart::throw_away(request).await;
            return Err(error);
        }
    };
    let (form, read) = multipart::receive(Some(desk), request).await;
    read?;
    if let (Some(name), true) = (&form.unknown, post.is_by_agent()) {
        return Err(exact::unknown_key(name));
    }
    let file = form.file.ok_or_else(|| ApiError::new(ErrorCode::Malformed, "The body has no field named file."))?;
    Ok(desk.attachments().send_file(post, id, file, form.content, form.client_id).await?)
}
