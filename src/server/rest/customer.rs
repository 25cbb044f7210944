//! What customers may do.

use axum::{
    Json, Router,
    extract::State,
    http::header,
    response::IntoResponse,
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    input::{Body, Conversation, Lang, NewMessage, Parameters, ReadUpTo, Spoken},
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
    server::{auth::AsCustomer, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/config", get(config))
        .route("/conversation/create", get(create).post(create))
        .route("/conversation/{id}/messages", get(messages))
        .route("/conversation/{id}/send", post(send))
        .route("/conversation/{id}/read", post(read))
        .route("/conversation/{id}/close", post(close))
        .route("/conversation/{id}/reopen", post(reopen))
        .route("/conversation/{id}/rate", post(rate))
        .route("/conversation/{id}/transcript", get(transcript))
        .route("/details", post(introduce))
}

async fn config(State(desk): State<Desk>, Spoken(language): Spoken) -> Result<Json<WidgetConfig>, ApiError> {
    Ok(Json(desk.widget_config(language).await?))
}

async fn create(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Spoken(language): Spoken,
) -> Result<Json<ConversationStart>, ApiError> {
    Ok(Json(desk.start_conversation(&customer, language).await?))
}

async fn messages(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Parameters(range): Parameters<MessageRange>,
) -> Result<Json<Thread>, ApiError> {
    Ok(Json(desk.thread(&customer.into(), &id, range).await?))
}

async fn send(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(new): Body<NewMessage>,
) -> Result<Json<Sent>, ApiError> {
    Ok(Json(Sent::new(desk.send(&customer.into(), &id, &new.content, new.client_id).await?)))
}

async fn read(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(read): Body<ReadUpTo>,
) -> Result<Json<Done>, ApiError> {
    desk.mark_read(&customer.into(), &id, read.up_to).await?;
    Ok(Done::json())
}

async fn close(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<Done>, ApiError> {
    desk.close(&customer.into(), &id).await?;
    Ok(Done::json())
}

async fn reopen(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
) -> Result<Json<Done>, ApiError> {
    desk.reopen(&customer.into(), &id).await?;
    Ok(Done::json())
}

/// `{rating, comment?}`
#[derive(Deserialize)]
struct NewRating {
    rating: Option<i64>,
    #[serde(default)]
    comment: String,
}

async fn rate(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Body(new): Body<NewRating>,
) -> Result<Json<Done>, ApiError> {
    desk.rate(&customer, &id, new.rating, &new.comment).await?;
    Ok(Done::json())
}

async fn introduce(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Body(details): Body<VisitorDetails>,
) -> Result<Json<Done>, ApiError> {
    desk.introduce(&customer, &details).await?;
    Ok(Done::json())
}

/// A file to keep. With a byte order mark: editors that guess would take
/// Bangla for something else.
async fn transcript(
    AsCustomer(customer): AsCustomer,
    State(desk): State<Desk>,
    Conversation(id): Conversation,
    Parameters(Lang { lang }): Parameters<Lang>,
) -> Result<impl IntoResponse, ApiError> {
    let language = lang.as_deref().and_then(Language::from_tag);
    let text = desk.transcript(&customer, &id, language).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}.txt\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, ["\u{feff}", &text].concat()))
}
