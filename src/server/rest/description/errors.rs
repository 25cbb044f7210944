//! The errors that follow from the kind of an address.

use utoipa::{
    ToSchema,
    openapi::{
        Content, Header, HttpMethod, Ref, RefOr, Response, ResponseBuilder,
        header::HeaderBuilder,
        path::Operation,
        schema::{Object, Type},
    },
};

use super::role_and_cookie;
use crate::model::error::{ApiError, ErrorCode};

/// The statuses of errors, and the description of each where the handler has none.
const MEANINGS: [(ErrorCode, &str); 12] = [
    (ErrorCode::Malformed, "Malformed request."),
    (ErrorCode::NotSignedIn, "Not signed in, or the session has ended."),
    (
        ErrorCode::Forbidden,
        "The role does not allow it, the request comes from another site, the customer is blocked, or the agent must set up two-factor authentication first; `code` says which.",
    ),
    (ErrorCode::NotFound, "Unknown, or it belongs to someone else."),
    (ErrorCode::Timeout, "The body stopped arriving."),
    (ErrorCode::Conflict, "It conflicts with the current state; `code` says why."),
    (ErrorCode::TooLarge, "The body is too large."),
    (ErrorCode::UnsupportedType, "Unsupported content type."),
    (ErrorCode::InvalidValue, "A value is out of its bounds; `fields` names those of a form."),
    (ErrorCode::RateLimited, "A limit was reached; `Retry-After` says when to try again."),
    (ErrorCode::Internal, "The server failed; see its log."),
    (ErrorCode::Unavailable, "Temporarily unavailable."),
];

/// Returns the description of a status; none for a success.
pub(super) fn meaning(status: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(code, _)| code.status().to_string() == status).map(|(_, meaning)| *meaning)
}

/// Adds the errors that the handler has not described.
pub(super) fn add(path: &str, method: &HttpMethod, is_public: bool, operation: &mut Operation) {
    let has_body = operation.request_body.is_some();
    let has_parameters = operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty());
    // The original lets a GET begin a conversation.
    let is_write = *method != HttpMethod::Get || path.ends_with("/conversation/create");
    let is_customers = role_and_cookie(path).0 == "customer";
    let errors = [
        (has_parameters || has_body, ErrorCode::Malformed),
        (!is_public, ErrorCode::NotSignedIn),
        (!is_customers || is_write, ErrorCode::Forbidden),
        (path.contains('{'), ErrorCode::NotFound),
        (has_body, ErrorCode::Timeout),
        (has_body, ErrorCode::TooLarge),
        (has_body, ErrorCode::UnsupportedType),
        (has_parameters || has_body, ErrorCode::InvalidValue),
        (true, ErrorCode::RateLimited),
        (true, ErrorCode::Internal),
        (true, ErrorCode::Unavailable),
    ];
    for (applies, code) in errors {
        if applies {
            let responses = &mut operation.responses.responses;
            responses.entry(code.status().to_string()).or_insert_with(|| RefOr::T(error(code)));
        }
    }
}

fn error(code: ErrorCode) -> Response {
    let content = Content::new(Some(Ref::from_schema_name(ApiError::name())));
    let response = ResponseBuilder::new().content("application/json", content);
    match code {
        ErrorCode::Unavailable | ErrorCode::RateLimited => response.header("Retry-After", retry_after()).build(),
        _ => response.build(),
    }
}

fn retry_after() -> Header {
    HeaderBuilder::new()
        .description(Some("Seconds to wait before trying again."))
        .schema(Some(Object::with_type(Type::Integer)))
        .build()
}
