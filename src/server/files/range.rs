//! `Range`: a part of a file (RFC 9110, section 14.2).

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// Returns the one part that a request asks for. Returns none if it asks for
/// all, for several parts, or for a part that does not exist: then it gets all,
/// which is always correct.
pub(super) fn asked(headers: &HeaderMap, size: u64) -> Option<Range<u64>> {
    let text = headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (first, last) = text.split_once('-')?;
    let range = match (first, last) {
        ("", count) => size.saturating_sub(count.parse().ok()?)..size,
        (first, "") => first.parse().ok()?..size,
        (first, last) => first.parse().ok()?..last.parse::<u64>().ok()?.saturating_add(1).min(size),
    };
    (range.start < range.end).then_some(range)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("bytes=0-9", Some(0..10))]
    #[case("bytes=90-", Some(90..100))]
    #[case("bytes=90-1000", Some(90..100))]
    #[case("bytes=-10", Some(90..100))]
    #[case("bytes=-1000", Some(0..100))]
    #[case("bytes=-0", None)]
    #[case("bytes=100-", None)]
    #[case("bytes=9-0", None)]
    #[case("bytes=0-1,5-6", None)]
    #[case("bytes=18446744073709551615-18446744073709551615", None)]
    #[case("items=0-9", None)]
    #[case("bytes=a-b", None)]
    fn one_part_is_given(#[case] text: &'static str, #[case] range: Option<Range<u64>>) {
        let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(text))]);
        assert_eq!(asked(&headers, 100), range);
    }
}
