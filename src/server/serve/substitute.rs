//! Substitutes for waiting requests. A request that waits is not kept in memory, but hyper
//! writes a response only to a request that it has read.

use axum::http::{Request, Version, header};

/// A request without a body that hyper answers like the original one: in the same
/// version, and keeping or closing the connection after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SubstituteRequest {
    is_http_1_0: bool,
    keeps_alive: bool,
}

impl SubstituteRequest {
    /// Returns the substitute of a request. The versions differ in the default for
    /// keeping a connection.
    pub fn of<B>(request: &Request<B>) -> Self {
        let is_http_1_0 = request.version() == Version::HTTP_10;
        let says = |option: &str| {
            let values = request.headers().get_all(header::CONNECTION).into_iter();
            let mut options = values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
            options.any(|value| value.trim().eq_ignore_ascii_case(option))
        };
        let keeps_alive = if is_http_1_0 { says("keep-alive") } else { !says("close") };
        Self { is_http_1_0, keeps_alive }
    }

    /// Returns the same substitute, but the connection is closed after its response.
    pub fn last(self) -> Self {
        Self { keeps_alive: false, ..self }
    }

    /// Returns its bytes.
    pub fn head(self) -> &'static [u8] {
        match (self.is_http_1_0, self.keeps_alive) {
            (false, true) => b"GET / HTTP/1.1\r\n\r\n",
            (false, false) => b"GET / HTTP/1.1\r\nconnection: close\r\n\r\n",
            (true, true) => b"GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n",
            (true, false) => b"GET / HTTP/1.0\r\n\r\n",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_keeps_the_connection_as_the_request_asks() {
        for (version, values, keeps_alive) in [
            (Version::HTTP_11, &[][..], true),
            (Version::HTTP_11, &["Keep-Alive"], true),
            (Version::HTTP_11, &["te, Close"], false),
            (Version::HTTP_11, &["te", "close"], false),
            (Version::HTTP_10, &[], false),
            (Version::HTTP_10, &["te,Keep-Alive"], true),
        ] {
            let request = Request::builder().version(version);
            let request = values.iter().fold(request, |request, value| request.header(header::CONNECTION, *value));
            let found = SubstituteRequest::of(&request.body(()).expect("a request"));
            assert_eq!(
                found,
                SubstituteRequest { is_http_1_0: version == Version::HTTP_10, keeps_alive },
                "{version:?} {values:?}"
            );
        }
    }
}
