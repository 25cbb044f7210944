//! Reads requests into types, or refuses them with a sentence.

use axum::{
    Json,
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, OptionalFromRequest, Path, Query, Request,
        rejection::{BytesRejection, JsonRejection},
    },
    http::{header, request::Parts},
};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use super::objects;
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::{ConversationId, MessageId},
        language::Language,
    },
    server::{domain::chat::messages::NewText, language::accepted_language},
};

/// A JSON body.
pub(super) struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let bytes = bytes.map_err(|rejection| refused(rejection.into()))?;
        let request = Request::from_parts(parts, bytes.clone().into());
        let body = <Json<T> as FromRequest<S>>::from_request(request, state).await;
        match (body, objects::check::<T>(&bytes)) {
            (Err(JsonRejection::MissingJsonContentType(missing)), _) => Err(refused(missing.into())),
            (_, Err(no_object)) => Err(no_object),
            (body, Ok(())) => body.map(|Json(body)| Self(body)).map_err(refused),
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Body<T> {
    type Rejection = ApiError;

    /// Returns none without a body or a content type.
    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, ApiError> {
        let is_empty = request.headers().get(header::CONTENT_LENGTH).is_some_and(|length| length == "0");
        if is_empty || request.headers().get(header::CONTENT_TYPE).is_none() {
            return Ok(None);
        }
        <Self as FromRequest<S>>::from_request(request, state).await.map(Some)
    }
}

fn refused(rejection: JsonRejection) -> ApiError {
    match rejection {
        JsonRejection::JsonDataError(error) => ApiError::new(ErrorCode::InvalidValue, data_error(&error.body_text())),
        JsonRejection::MissingJsonContentType(_) => {
            ApiError::new(ErrorCode::UnsupportedType, "Send JSON with Content-Type: application/json.")
        }
        JsonRejection::BytesRejection(BytesRejection::FailedToBufferBody(error)) if error.status() == 413 => {
            ApiError::too_large()
        }
        _ => ApiError::new(ErrorCode::Malformed, "The body is not valid JSON."),
    }
}

/// Returns only the reason: which field, and what was expected in it.
fn data_error(text: &str) -> String {
    let reason = text.rsplit_once("target type: ").map_or(text, |(_, reason)| reason);
    format!("The body doesn't match the schema: {reason}.")
}

/// The query parameters of an address.
pub(super) struct Parameters<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|Query(parameters)| Self(parameters))
            .map_err(|_| ApiError::new(ErrorCode::Malformed, "A parameter of the address is invalid."))
    }
}

/// The conversation that an address names. A text that cannot be an id is an unknown
/// conversation.
pub(super) struct Conversation(pub ConversationId);

impl<S: Send + Sync> FromRequestParts<S> for Conversation {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path(id) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| ApiError::not_found())?;
        id.parse().map(Self).map_err(|_| ApiError::not_found())
    }
}

/// The message that an address names after its conversation. A text that cannot be an id is unknown.
pub(super) struct MessageOf(pub ConversationId, pub MessageId);

impl<S: Send + Sync> FromRequestParts<S> for MessageOf {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let names = Path::<(String, i64)>::from_request_parts(parts, state).await;
        let Path((conversation, message)) = names.map_err(|_| ApiError::not_found())?;
        let conversation = conversation.parse().map_err(|_| ApiError::not_found())?;
        Ok(Self(conversation, MessageId(message)))
    }
}

/// The row that an address names. A text that cannot be a number is an unknown row.
pub(super) struct RowNumber(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for RowNumber {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let number = Path::<i64>::from_request_parts(parts, state).await;
        number.map(|Path(number)| Self(number)).map_err(|_| ApiError::not_found())
    }
}

/// The language of `?lang=`, otherwise the preferred one of `Accept-Language`,
/// otherwise English.
pub(super) struct ResponseLanguage(pub Language);

/// `?lang=`
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Lang {
    /// The language of the texts, `en` or `bn`. Without it, `Accept-Language`
    /// decides; without both, English.
    pub lang: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for ResponseLanguage {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Parameters(Lang { lang }) = Parameters::from_request_parts(parts, state).await?;
        let asked = lang.as_deref().and_then(Language::from_tag);
        Ok(Self(asked.or_else(|| accepted_language(&parts.headers)).unwrap_or_default()))
    }
}

/// `{content, client_id?}`: a message to send.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewMessage {
    /// The words, 1 to 5,000 characters.
    pub content: String,
    /// The sender's own id for the message, so that it can be sent again
    /// without being stored twice.
    #[serde(default)]
    pub client_id: Option<crate::model::ids::ClientId>,
}

/// `{content, client_id?, quoted_id?}`: an agent's message or note to send.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewAgentMessage {
    /// The words, 1 to 5,000 characters.
    pub content: String,
    /// The sender's own id for the message, so that it can be sent again
    /// without being stored twice.
    #[serde(default)]
    pub client_id: Option<crate::model::ids::ClientId>,
    /// The message of the same conversation that it quotes. Only a note can quote a note.
    #[serde(default)]
    pub quoted_id: Option<MessageId>,
}

impl NewAgentMessage {
    /// Returns what the domain sends.
    pub fn text(&self) -> NewText<'_> {
        let Self { content, client_id, quoted_id } = self;
        NewText { content, client_id: client_id.clone(), quoted_id: *quoted_id, ..NewText::default() }
    }
}

/// `{up_to}`: the newest message that is on screen.
#[derive(Deserialize, ToSchema)]
pub(super) struct ReadUpTo {
    /// The id of that message.
    pub up_to: MessageId,
}
