//! Property tests of every cookie header that a client can send.

use axum::http::{HeaderMap, HeaderValue, header};
use proptest::prelude::*;

use super::cookie::{AGENT_COOKIE, CUSTOMER_COOKIE, plain_name, read};
use crate::generated_inputs::{any_bytes, pattern};

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

#[test]
fn any_bytes_as_cookie() {
    let words = ["adda_session=", "adda_agent=", "__Host-adda_session=", "__Host-", "; ", ";", "="];
    any_bytes("cookie", &words, |bytes| {
        let Ok(value) = HeaderValue::from_bytes(bytes) else { return false };
        for pair in String::from_utf8_lossy(bytes).split(';') {
            let session = plain_name(pair.trim()).and_then(|pair| pair.split_once('='));
            let session = session.filter(|(name, _)| [CUSTOMER_COOKIE, AGENT_COOKIE].contains(&name.trim()));
            assert!(session.is_none() || pair.trim().starts_with("__Host-"), "a session of another host: {pair:?}");
        }
        let headers = HeaderMap::from_iter([(header::COOKIE, value)]);
        let found = read(&headers, CUSTOMER_COOKIE);
        if let Some(value) = found {
            assert!(!value.is_empty() && !value.contains(';'), "{value:?}");
            let pair = format!("{CUSTOMER_COOKIE}={value}");
            assert!(bytes.windows(pair.len()).any(|window| window == pair.as_bytes()), "{pair:?} was not sent");
        }
        found.is_some()
    });
}
