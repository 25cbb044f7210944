//! The rules for caching responses. By default a response is private and gets
//! `no-store`. All exceptions are listed here.

use axum::{
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// Which caches may keep a response that is not `no-store`, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// By all caches, for ever: the address changes with the content. Files of the
    /// program by their hash, and agents' pictures.
    Forever,
    /// By all caches, for five minutes: `/widget.js`, which every page of a
    /// shop loads, and of which a new version must arrive soon.
    Briefly,
    /// By all caches, and revalidated each time. Files of the program by their plain
    /// name, the console's shell and the page that shows the API.
    Rechecked,
    /// By one browser, and revalidated each time: attachments, and the
    /// demonstration shop's pages for a visitor without a name.
    RecheckedByOne,
}

impl CachePolicy {
    /// Returns the value of `Cache-Control`.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Briefly => "public, max-age=300",
            Self::Rechecked => "no-cache",
            Self::RecheckedByOne => "private, no-cache",
        }
    }

    /// Returns the same as a header value.
    pub const fn value(self) -> HeaderValue {
        HeaderValue::from_static(self.header())
    }
}

/// The request headers on which a private response depends. A cache that is
/// configured to keep it all the same returns it only to the same client.
pub const DEPENDS_ON: HeaderValue = HeaderValue::from_static("Accept-Language, Authorization, Cookie");

/// Adds `Cache-Control` where it is missing, and `Vary` to private responses.
pub async fn complete(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let kept = headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let is_everybodys = kept == CachePolicy::Rechecked.header() || kept.as_bytes().starts_with(b"public");
    if !is_everybodys {
        headers.append(header::VARY, DEPENDS_ON);
    }
    response
}
