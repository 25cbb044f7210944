//! Evaluates conditional requests (RFC 9110, section 13): which copy a client
//! has.

use axum::http::{HeaderMap, header};

/// Returns whether `If-None-Match` contains the tag. A weak tag is accepted:
/// only the meaning must be the same.
pub(super) fn has_already(request: &HeaderMap, etag: &str) -> bool {
    let lines = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

/// Returns whether a range continues the copy that the client has: without
/// `If-Range` it does; with it, only if it contains the tag, which must be
/// strong.
pub(super) fn continues(request: &HeaderMap, etag: &str) -> bool {
    request.get(header::IF_RANGE).is_none_or(|tag| tag.as_bytes() == etag.as_bytes())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_copy_is_known_by_its_tag() {
        for tags in ["\"a\"", "\"b\", \"a\"", "W/\"a\"", "*"] {
            assert!(has_already(&with(header::IF_NONE_MATCH, tags), "\"a\""), "{tags}");
        }
        assert!(!has_already(&with(header::IF_NONE_MATCH, "\"b\""), "\"a\""));
        assert!(!has_already(&HeaderMap::new(), "\"a\""));
    }

    #[test]
    fn a_part_continues_only_the_same_file() {
        assert!(continues(&HeaderMap::new(), "\"a\""));
        assert!(continues(&with(header::IF_RANGE, "\"a\""), "\"a\""));
        for other in ["\"b\"", "W/\"a\"", "Thu, 26 Nov 2026 12:00:00 GMT"] {
            assert!(!continues(&with(header::IF_RANGE, other), "\"a\""), "{other}");
        }
    }
}
