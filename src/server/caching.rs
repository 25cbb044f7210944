//! What browsers and caches may keep of an answer. An answer is somebody's own
//! unless it says otherwise: it gets `no-store`. All exceptions are listed here.

use axum::{
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// How an answer that is not `no-store` may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// By everybody, for ever: the address changes with the content. Files of the
    /// program by their hash, and agents' pictures.
    Forever,
    /// By everybody, for five minutes: `/widget.js`, which every page of a shop
    /// has, and of which a new version must not be long in coming.
    Briefly,
    /// By everybody, and asked for again each time. Files of the program by their
    /// plain name, the console's shell and the page that shows the API.
    Rechecked,
    /// By one browser, and asked for again each time: attachments, and the
    /// demonstration shop's pages for a visitor without a name.
    RecheckedByOne,
}

impl Kept {
    /// The value of `Cache-Control`.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Briefly => "public, max-age=300",
            Self::Rechecked => "no-cache",
            Self::RecheckedByOne => "private, no-cache",
        }
    }

    /// The same as a header.
    pub const fn value(self) -> HeaderValue {
        HeaderValue::from_static(self.header())
    }
}

/// What an answer that is not everybody's depends on. A cache that keeps it all
/// the same, because it was told to, gives it to the same caller only.
pub const DEPENDS_ON: HeaderValue = HeaderValue::from_static("Accept-Language, Authorization, Cookie");

/// Adds `Cache-Control` where it is missing, and `Vary` to answers that are not
/// everybody's.
pub async fn complete(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let kept = headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let is_everybodys = kept == Kept::Rechecked.header() || kept.as_bytes().starts_with(b"public");
    if !is_everybodys {
        headers.append(header::VARY, DEPENDS_ON);
    }
    response
}
