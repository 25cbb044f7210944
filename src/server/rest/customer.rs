//! Addresses for customers.

use axum::{
    Json, body,
    extract::{Query, State, rejection::QueryRejection},
    http::header,
    response::IntoResponse,
};
use futures::{StreamExt, stream};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    input::{Body, Conversation, Lang, NewMessage, Parameters, ReadUpTo, ResponseLanguage},
    output::{Done, Sent},
};
use crate::{
    model::{
        config::WidgetConfig,
        conversation::ConversationStart,
        error::ApiError,
        language::Language,
        prechat::VisitorDetails,
        thread::{MessageRange, Thread},
    },
    server::{
        auth::AsCustomer,
        domain::{access::tickets::Ticket, desk::Desk, error::DomainError},
        links::{Links, transcript_path},
        state::AppState,
    },
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(config))
        .routes(routes!(create))
        .routes(routes!(messages))
        .routes(routes!(send))
        .routes(routes!(read))
        .routes(routes!(close))
        .routes(routes!(reopen))
        .routes(routes!(rate))
        .routes(routes!(transcript))
        .routes(routes!(introduce))
}

/// Returns the widget's public configuration, which needs no session.
#[utoipa::path(
    get,
    path = "/config",
    params(Lang),
    responses((status = 200, body = WidgetConfig)),
    security(()),
)]
async fn config(
    State(desk): State<Desk>,
    ResponseLanguage(language): ResponseLanguage,
) -> Result<Json<WidgetConfig>, ApiError> {
    Ok(Json(desk.settings().widget_config(language).await?))
}

/// Returns the open or pending conversation of the caller, or a new one.
#[utoipa::path(
    method(get, post),
    path = "/conversation/create",
    params(Lang),
    responses(
        (status = 200, body = ConversationStart),
        (
            status = 403,
            description = "The shop requires sign-in, or the request comes from another site.",
            body = ApiError,
        ),
        (status = 409, description = "The shop isn't taking new conversations.", body = ApiError),
    ),
)]
async fn create(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    ResponseLanguage(language): ResponseLanguage,
) -> Result<Json<ConversationStart>, ApiError> {
    Ok(Json(desk.chat().start_conversation(&customer, language).await?))
}

/// Returns messages of a conversation, the oldest first.
#[utoipa::path(
    get,
    path = "/conversation/{id}/messages",
    params(MessageRange),
    responses((status = 200, body = Thread)),
)]
async fn messages(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    links: Links,
    Conversation(id): Conversation,
    Parameters(range): Parameters<MessageRange>,
) -> Result<Json<Thread>, ApiError> {
    Ok(Json(links.thread(desk.chat().thread(&customer.into(), &id, range).await?).await?))
}

/// Sends a message. The same `client_id` again returns the first one.
#[utoipa::path(
    post,
    path = "/conversation/{id}/send",
    request_body = NewMessage,
    responses((status = 200, body = Sent), (status = 409, body = ApiError)),
)]
async fn send(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(new): Body<NewMessage>,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.chat().send(&customer.into(), &id, &new.content, new.client_id).await?)))
}

/// Marks the agents' messages up to one as read.
#[utoipa::path(
    post,
    path = "/conversation/{id}/read",
    request_body = ReadUpTo,
    responses((status = 200, body = Done)),
)]
async fn read(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(read): Body<ReadUpTo>,
) -> Result<Json<Done>, ApiError> {
    desk.chat().mark_read(&customer.into(), &id, read.up_to).await?;
    Ok(Done::json())
}

/// Closes the conversation.
#[utoipa::path(post, path = "/conversation/{id}/close", responses((status = 200, body = Done)))]
async fn close(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<Done>, ApiError> {
    desk.chat().close(&customer.into(), &id).await?;
    Ok(Done::json())
}

/// Reopens the conversation.
#[utoipa::path(post, path = "/conversation/{id}/reopen", responses((status = 200, body = Done)))]
async fn reopen(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<Done>, ApiError> {
    desk.chat().reopen(&customer.into(), &id).await?;
    Ok(Done::json())
}

/// How a customer rates a conversation.
#[derive(Deserialize, ToSchema)]
struct NewRating {
    /// 1 to 5 stars.
    rating: Option<i64>,
    /// The comment; may be empty.
    #[serde(default)]
    comment: String,
}

/// Rates a conversation that has ended.
#[utoipa::path(
    post,
    path = "/conversation/{id}/rate",
    request_body = NewRating,
    responses((status = 200, body = Done), (status = 409, body = ApiError)),
)]
async fn rate(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(new): Body<NewRating>,
) -> Result<Json<Done>, ApiError> {
    desk.chat().rate(&customer, &id, new.rating, &new.comment).await?;
    Ok(Done::json())
}

/// Stores the name and the email address of an anonymous visitor.
#[utoipa::path(
    post,
    path = "/details",
    request_body = VisitorDetails,
    responses((status = 200, body = Done), (status = 409, body = ApiError)),
)]
async fn introduce(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Body(details): Body<VisitorDetails>,
) -> Result<Json<Done>, ApiError> {
    desk.chat().introduce(&customer, &details).await?;
    Ok(Done::json())
}

/// Returns the conversation as a file to keep. It has a byte order mark, because
/// editors that guess the encoding would misread Bangla.
#[utoipa::path(
    get,
    path = "/conversation/{id}/transcript",
    params(Lang),
    responses((status = 200, body = String, content_type = "text/plain")),
)]
async fn transcript(
    customer: Result<AsCustomer, ApiError>,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Parameters(Lang { lang }): Parameters<Lang>,
    ticket: Result<Query<Ticket>, QueryRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let customer = match (customer, ticket) {
        (Ok(AsCustomer(customer)), _) => customer,
        // A link on a page of another site can send no other proof of its session.
        (Err(unknown), Ok(Query(ticket))) => {
            desk.access().customer_with(&ticket, &transcript_path(&id)).await?.ok_or(unknown)?
        }
        (Err(unknown), Err(_)) => return Err(unknown),
    };
    let language = lang.as_deref().and_then(Language::from_tag);
    let mut pieces = desk.chat().transcript(&customer, &id, language).await?;
    // A failure at the beginning is answered as an error.
    let first = pieces.next().await?.unwrap_or_default();
    let rest = stream::try_unfold(pieces, |mut pieces| async move {
        let piece = pieces.next().await.inspect_err(|error| tracing::warn!(%error, "a transcript was cut off"))?;
        Ok::<_, DomainError>(piece.map(|piece| (piece, pieces)))
    });
    let text = stream::iter(["\u{feff}".to_owned(), first]).map(Ok).chain(rest);
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}.txt\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, body::Body::from_stream(text)))
}
