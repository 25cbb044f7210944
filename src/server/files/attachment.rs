//! Serves attachments to those who may see the conversation.

use axum::{
    Router,
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{disposition::disposition, range};
use crate::{
    model::{error::ApiError, ids::MessageId},
    server::{
        app::CROSS_ORIGIN_RESOURCE_POLICY,
        auth,
        caching::CachePolicy,
        conditional,
        domain::{
            access::tickets::Ticket,
            actor::Actor,
            attachments::{Attachment, FILE_PREFIX},
            desk::Desk,
        },
        state::AppState,
    },
};

/// The policy of files, which other people wrote: a file that is opened directly
/// may not run scripts or load anything.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

pub(super) fn router() -> Router<AppState> {
    Router::new().route(&format!("{FILE_PREFIX}{{message}}/{{name}}"), get(attachment))
}

/// Serves an attachment. The response is the same for one that does not exist and for
/// one that the client may not see.
async fn attachment(
    State(desk): State<Desk>,
    Path((message, name)): Path<(String, String)>,
    ticket: Result<Query<Ticket>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let message = message.parse().map(MessageId).map_err(|_| ApiError::not_found())?;
    let found = match ticket {
        Ok(Query(ticket)) => find_with(&desk, &ticket, message, &name).await?,
        Err(_) => find(&desk, &headers, message, &name).await?,
    };
    let etag = etag(&found);
    if conditional::has_already(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, cached(etag)).into_response());
    }
    let continues = conditional::continues(&headers, &etag);
    let range = found.size.filter(|_| continues).and_then(|size| range::asked(&headers, size));
    let is_part = range.is_some();
    let file = desk.attachments().open_attachment(&found, range).await?;
    let mut response = (cached(etag), Body::from_stream(file.bytes)).into_response();
    describe(response.headers_mut(), &found);
    let head = response.headers_mut();
    head.insert(header::CONTENT_LENGTH, HeaderValue::from(file.range.end - file.range.start));
    if is_part {
        let range = format!("bytes {}-{}/{}", file.range.start, file.range.end.saturating_sub(1), file.size);
        if let Ok(range) = HeaderValue::try_from(range) {
            head.insert(header::CONTENT_RANGE, range);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// Returns the attachment, if the client may see it. A browser can have both an
/// agent's and a customer's session. A client sends a cookie or a bearer token.
async fn find(desk: &Desk, headers: &HeaderMap, message: MessageId, name: &str) -> Result<Attachment, ApiError> {
    if let Some(agent) = auth::agent(desk, headers).await? {
        return Ok(desk.attachments().attachment(&agent.into(), message, name).await?);
    }
    let customer = auth::customer(desk, headers).await?.ok_or_else(ApiError::not_found)?;
    Ok(desk.attachments().attachment(&Actor::from(customer), message, name).await?)
}

/// Does the same for a client with a ticket: a page of another site.
async fn find_with(desk: &Desk, ticket: &Ticket, message: MessageId, name: &str) -> Result<Attachment, ApiError> {
    let path = format!("{FILE_PREFIX}{message}/{name}");
    let customer = desk.access().customer_with(ticket, &path).await?.ok_or_else(ApiError::not_found)?;
    Ok(desk.attachments().attachment(&Actor::from(customer), message, name).await?)
}

/// Returns the tag of a file. The content at an address never changes, so the
/// random name of the file identifies the content too.
fn etag(found: &Attachment) -> String {
    format!("\"{}\"", found.stored_name())
}

/// Returns the headers that limit the use of a copy. A browser revalidates before each
/// use: after the session has ended, the file must not be shown from its cache. Shops
/// show the file on their pages, also on those that isolate themselves (COEP).
fn cached(etag: String) -> [(HeaderName, String); 3] {
    [
        (header::CACHE_CONTROL, CachePolicy::RecheckedByOne.header().to_owned()),
        (header::ETAG, etag),
        (CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin".to_owned()),
    ]
}

fn describe(headers: &mut HeaderMap, found: &Attachment) {
    let media_type = HeaderValue::try_from(&found.media_type);
    let media_type = media_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CONTENT_DISPOSITION, disposition(&found.name, found.is_picture));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
}
