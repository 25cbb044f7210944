//! The response to a request for a file: its encoding, whether the browser has
//! it already, and how long it may keep it.

use std::{
    collections::HashMap,
    io::{self, Read},
    sync::{LazyLock, Mutex, PoisonError},
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::read::GzDecoder;

use super::{Content, encoding::Encoding, media_type};
use crate::server::{app::CROSS_ORIGIN_RESOURCE_POLICY, caching::CachePolicy, conditional::has_already};

/// The files that clients have requested without compression, by version and name. There are
/// only as many as the server has files.
static DECOMPRESSED: LazyLock<Mutex<HashMap<String, Bytes>>> = LazyLock::new(Mutex::default);

/// A file in its available encodings. One without a plain form has a gzip form.
pub(super) struct Asset<'a> {
    pub(super) name: &'a str,
    pub(super) version: String,
    pub(super) brotli: Option<Content>,
    pub(super) gzip: Option<Content>,
    pub(super) identity: Option<Content>,
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
        let content = match self.content(encoding) {
            Ok(content) => content,
            Err(error) => {
                tracing::error!(name = self.name, %error, "cannot decompress an embedded file");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        };
        let mut response = (cached, described, content).into_response();
        if encoding != Encoding::Identity {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.token()));
        }
        response
    }

    fn content(&self, encoding: Encoding) -> io::Result<Bytes> {
        let form = match encoding {
            Encoding::Brotli => &self.brotli,
            Encoding::Gzip => &self.gzip,
            Encoding::Identity => &self.identity,
        };
        match form {
            Some(Content::Borrowed(bytes)) => Ok(Bytes::from_static(bytes)),
            Some(Content::Owned(bytes)) => Ok(Bytes::copy_from_slice(bytes)),
            None => self.decompressed(),
        }
    }

    /// Returns the plain form, made of the gzip form. Keeps it: decompressing costs milliseconds.
    fn decompressed(&self) -> io::Result<Bytes> {
        let key = [&self.version, "/", self.name].concat();
        let mut kept = DECOMPRESSED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = kept.get(&key) {
            return Ok(bytes.clone());
        }
        let gzip = self.gzip.as_deref().ok_or(io::ErrorKind::NotFound)?;
        let mut plain = Vec::new();
        GzDecoder::new(gzip).read_to_end(&mut plain)?;
        let bytes = Bytes::from(plain);
        kept.insert(key, bytes.clone());
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;
    use flate2::{Compression, read::GzEncoder};

    use super::*;

    fn script() -> Asset<'static> {
        Asset {
            name: "widget.js",
            version: "0123456789abcdef".to_owned(),
            brotli: Some(Content::Borrowed(b"br")),
            gzip: Some(Content::Borrowed(b"gzip")),
            identity: Some(Content::Borrowed(b"plain")),
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
    async fn a_file_without_a_plain_form_is_decompressed() {
        let mut gzip = Vec::new();
        GzEncoder::new(&b"plain"[..], Compression::best()).read_to_end(&mut gzip).expect("a compressed text");
        for _ in 0..2 {
            let asset = Asset { gzip: Some(Content::Owned(gzip.clone())), identity: None, ..script() };
            let response = asset.respond(CachePolicy::Forever, &HeaderMap::new());
            assert_eq!(value(&response, header::CONTENT_ENCODING), "");
            assert_eq!(value(&response, header::ETAG), "\"0123456789abcdef-identity\"");
            assert_eq!(&body(response).await[..], b"plain");
        }
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
