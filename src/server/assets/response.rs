//! The response to a request for a file: its encoding, whether the browser has
//! it already, and how long it may keep it.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Content, encoding::Encoding, media_type};
use crate::server::{app::CROSS_ORIGIN_RESOURCE_POLICY, caching::CachePolicy, conditional::has_already};

/// A file in its available encodings.
pub(super) struct Asset<'a> {
    pub(super) name: &'a str,
    pub(super) version: String,
    pub(super) brotli: Option<Content>,
    pub(super) gzip: Option<Content>,
    pub(super) identity: Content,
}

impl Asset<'_> {
    /// Answers a request.
    pub(super) fn respond(self, kept: CachePolicy, request: &HeaderMap) -> Response {
        let encoding = Encoding::negotiate(request, |encoding| match encoding {
            Encoding::Brotli => self.brotli.is_some(),
            Encoding::Gzip => self.gzip.is_some(),
            Encoding::Identity => true,
        });
        // A strong tag identifies exact bytes, so each encoding has its own.
        let etag = format!("\"{}-{}\"", self.version, encoding.token());
        let cached = [
            (header::CACHE_CONTROL, kept.header().to_owned()),
            (header::VARY, header::ACCEPT_ENCODING.to_string()),
            (header::ETAG, etag.clone()),
            // Pages of shops that isolate themselves (COEP) load only resources that
            // allow it.
            (CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin".to_owned()),
        ];
        if has_already(request, &etag) {
            return (StatusCode::NOT_MODIFIED, cached).into_response();
        }
        let described = [
            (header::CONTENT_TYPE, media_type::of(self.name)),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            // The file is public, and is needed on the pages of any shop.
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        ];
        let mut response = (cached, described, self.into_body(encoding)).into_response();
        if encoding != Encoding::Identity {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.token()));
        }
        response
    }

    fn into_body(self, encoding: Encoding) -> Body {
        let compressed = match encoding {
            Encoding::Brotli => self.brotli,
            Encoding::Gzip => self.gzip,
            Encoding::Identity => None,
        };
        Body::from(match compressed.unwrap_or(self.identity) {
            Content::Borrowed(bytes) => Bytes::from_static(bytes),
            Content::Owned(bytes) => Bytes::from(bytes),
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn script() -> Asset<'static> {
        Asset {
            name: "widget.js",
            version: "0123456789abcdef".to_owned(),
            brotli: Some(Content::Borrowed(b"br")),
            gzip: Some(Content::Borrowed(b"gzip")),
            identity: Content::Borrowed(b"plain"),
        }
    }

    fn request(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    fn value(response: &Response, name: HeaderName) -> &str {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    async fn body(response: Response) -> Bytes {
        axum::body::to_bytes(response.into_body(), 100).await.expect("a body in memory")
    }

    #[tokio::test]
    async fn a_compressed_form_says_so() {
        let response = script().respond(CachePolicy::Forever, &request(header::ACCEPT_ENCODING, "gzip, br"));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(value(&response, header::CONTENT_ENCODING), "br");
        assert_eq!(value(&response, header::CONTENT_TYPE), "text/javascript; charset=utf-8");
        assert_eq!(value(&response, header::VARY), "accept-encoding");
        assert_eq!(value(&response, header::ETAG), "\"0123456789abcdef-br\"");
        assert_eq!(value(&response, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(value(&response, header::CACHE_CONTROL), "public, max-age=31536000, immutable");
        assert_eq!(&body(response).await[..], b"br");
    }

    #[tokio::test]
    async fn the_plain_form_has_no_encoding() {
        let response = script().respond(CachePolicy::Rechecked, &HeaderMap::new());
        assert_eq!(value(&response, header::CONTENT_ENCODING), "");
        assert_eq!(value(&response, header::CACHE_CONTROL), "no-cache");
        assert_eq!(&body(response).await[..], b"plain");
    }

    #[tokio::test]
    async fn a_browser_that_has_it_gets_nothing() {
        for tags in ["\"0123456789abcdef-identity\"", "\"other\", W/\"0123456789abcdef-identity\"", "*"] {
            let response = script().respond(CachePolicy::Rechecked, &request(header::IF_NONE_MATCH, tags));
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{tags}");
            assert_eq!(value(&response, header::ETAG), "\"0123456789abcdef-identity\"");
            assert!(body(response).await.is_empty());
        }
    }

    #[test]
    fn the_tag_of_another_form_is_another_tag() {
        let request = request(header::IF_NONE_MATCH, "\"0123456789abcdef-br\"");
        assert_eq!(script().respond(CachePolicy::Rechecked, &request).status(), StatusCode::OK);
    }
}
