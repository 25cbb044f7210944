//! Property tests of every `Range` that a client can send.

use axum::http::{HeaderMap, HeaderValue, header};
use proptest::prelude::*;

use super::range::asked;
use crate::generated_inputs::{any_bytes, pattern};

proptest! {
    #[test]
    fn a_range_lies_in_the_file(text in pattern("bytes=([0-9]{0,20}-[0-9]{0,20}|\\PC{0,20})|\\PC{0,20}"), size in any::<u64>()) {
        if let Ok(value) = HeaderValue::from_str(&text) {
            let headers = HeaderMap::from_iter([(header::RANGE, value)]);
            if let Some(range) = asked(&headers, size) {
                prop_assert!(range.start < range.end && range.end <= size, "{:?}", range);
            }
        }
    }
}

#[test]
fn any_bytes_as_range() {
    any_bytes("range", &["bytes=", "-", ",", "0-", "items="], |bytes| {
        let Ok(value) = HeaderValue::from_bytes(bytes) else { return false };
        let headers = HeaderMap::from_iter([(header::RANGE, value)]);
        [0, 1, 100, u64::from(u32::MAX) + 1, u64::MAX]
            .map(|size| {
                let range = asked(&headers, size);
                assert!(range.as_ref().is_none_or(|range| range.start < range.end && range.end <= size), "{range:?}");
                range.is_some()
            })
            .contains(&true)
    });
}
