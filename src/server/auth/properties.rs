//! What holds for every cookie header, whatever a client makes up.

use axum::http::{HeaderMap, HeaderValue, header};
use proptest::prelude::*;

use super::cookie::read;
use crate::made_up::pattern;

proptest! {
    #[test]
    fn a_cookie_is_found_whatever_stands_around_it(
        before in pattern("([a-z_]{1,8}=[!-:<-~]{0,8}; ?){0,3}"),
        value in pattern("[0-9a-f]{1,64}"),
        after in pattern("(; ?[a-z_]{1,8}(=[!-:<-~]{0,8})?){0,3}"),
    ) {
        prop_assume!(!before.contains("token="));
        let line = format!("{before}token={value}{after}");
        let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(&line).expect("a header"))]);
        prop_assert_eq!(read(&headers, "token"), Some(value.as_str()));
    }

    #[test]
    fn a_header_of_any_bytes_is_read(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(value) = HeaderValue::from_bytes(&bytes) {
            let headers = HeaderMap::from_iter([(header::COOKIE, value)]);
            prop_assert!(read(&headers, "token").is_none_or(|value| !value.is_empty()));
        }
    }
}
