//! A file to send: a multipart body, read piece by piece.

use axum::{
    Json,
    body::Body,
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request, State,
        multipart::{Field, MultipartError},
    },
    http::header,
};
use futures::StreamExt;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{input::Conversation, output::Sent};
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::{ClientId, ConversationId},
        message::{MessageText, MessageTextError},
    },
    server::{
        auth::{AsAgent, AsCustomer},
        domain::{
            attachments::{Incoming, Post},
            desk::Desk,
        },
        state::AppState,
    },
};

/// What a body may hold besides the file, in bytes: words of 5,000 characters,
/// names, boundaries.
const BESIDES: u64 = 64 * 1024;
/// So much of a refused body is still read, and thrown away: who is cut off
/// while sending may never see the answer.
const PATIENCE: u64 = 64 * 1024 * 1024;
/// The most bytes of a character in UTF-8.
const BYTES_OF_CHARACTER: usize = 4;

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
    Conversation(id): Conversation,
    request: Request,
) -> Result<Json<Sent>, ApiError> {
    take(&desk, Post::Message(customer.into()), id, request).await
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
    take(&desk, Post::Message(agent.into()), id, request).await
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
    take(&desk, Post::Note(agent), id, request).await
}

/// The fields of the body.
#[derive(Default)]
struct Form {
    file: Option<Incoming>,
    content: String,
    client_id: Option<ClientId>,
}

/// Takes a file in and sends it.
async fn take(desk: &Desk, post: Post, id: ConversationId, mut request: Request) -> Result<Json<Sent>, ApiError> {
    if let Err(error) = desk.require_place(&post, &id).await {
        throw_away(request.into_body()).await;
        return Err(error.into());
    }
    let limit = desk.attachment_rules().await?.max_bytes + BESIDES + PATIENCE;
    if announced(&request).is_some_and(|length| length > limit) {
        return Err(ApiError::too_large());
    }
    DefaultBodyLimit::max(usize::try_from(limit).unwrap_or(usize::MAX)).apply(&mut request);
    let mut body = Multipart::from_request(request, &()).await.map_err(|_| no_multipart())?;
    let form = match read(desk, &mut body).await {
        Ok(form) => form,
        Err(error) => {
            while let Ok(Some(mut field)) = body.next_field().await {
                while let Ok(Some(_)) = field.chunk().await {}
            }
            return Err(error);
        }
    };
    let file = form.file.ok_or_else(|| ApiError::new(ErrorCode::Malformed, "The body has no field named file."))?;
    Ok(Json(Sent::new(desk.send_file(post, id, file, form.content, form.client_id).await?)))
}

/// How long the body says that it is.
fn announced(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn read(desk: &Desk, body: &mut Multipart) -> Result<Form, ApiError> {
    let mut form = Form::default();
    while let Some(field) = body.next_field().await.map_err(cut_off)? {
        match field.name() {
            Some("file") if form.file.is_none() => form.file = Some(file(desk, field).await?),
            Some("file") => return Err(ApiError::new(ErrorCode::InvalidValue, "One message takes one file.")),
            Some("content") => {
                let most = MessageText::MAX_CHARS * BYTES_OF_CHARACTER;
                form.content = text(field, most).await?.ok_or(MessageTextError::TooLong)?;
            }
            Some("client_id") => {
                let id = text(field, ClientId::MAX_LENGTH).await?.and_then(|id| id.parse().ok());
                form.client_id = Some(id.ok_or_else(|| {
                    ApiError::new(ErrorCode::InvalidValue, "The client_id is not 1 to 64 printable ASCII characters.")
                })?);
            }
            _ => {}
        }
    }
    Ok(form)
}

async fn file(desk: &Desk, mut field: Field<'_>) -> Result<Incoming, ApiError> {
    let mut file = desk.receive_file(field.file_name().unwrap_or_default()).await?;
    while let Some(bytes) = field.chunk().await.map_err(cut_off)? {
        file.write(bytes).await?;
    }
    Ok(file)
}

/// The text of a field; none if it is longer than `most` bytes.
async fn text(mut field: Field<'_>, most: usize) -> Result<Option<String>, ApiError> {
    let mut bytes = Vec::new();
    while let Some(more) = field.chunk().await.map_err(cut_off)? {
        if bytes.len() + more.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&more);
    }
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|_| ApiError::new(ErrorCode::Malformed, "A field of the body is not UTF-8."))
}

async fn throw_away(body: Body) {
    let mut read = 0;
    let mut pieces = body.into_data_stream();
    while let Some(Ok(bytes)) = pieces.next().await {
        read += bytes.len() as u64;
        if read > PATIENCE {
            return;
        }
    }
}

fn no_multipart() -> ApiError {
    ApiError::new(ErrorCode::UnsupportedType, "The body has to be multipart/form-data.")
}

fn cut_off(error: MultipartError) -> ApiError {
    match error.status().as_u16() {
        413 => ApiError::too_large(),
        _ => ApiError::new(ErrorCode::Malformed, "The body is not valid multipart/form-data, or it ended too soon."),
    }
}
