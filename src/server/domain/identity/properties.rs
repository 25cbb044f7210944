//! Property tests of every identity token that a shop or an attacker can send.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{claims::IdentityClaims, token};
use crate::generated_inputs::{any_bytes, pattern};

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// Generates any JSON value, often one that a claim could have.
fn value() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (1_600_000_000_i64..2_000_000_000).prop_map(Value::from),
        Just(json!("adda")),
        pattern("\\PC{0,300}").prop_map(Value::from),
    ];
    plain.prop_recursive(2, 8, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
}

fn claims() -> impl Strategy<Value = Map<String, Value>> {
    let name = prop::sample::select(vec!["sub", "name", "email", "exp", "nbf", "iat", "aud", "locale", "other"]);
    prop::collection::vec((name, value()), 0..9)
        .prop_map(|claims| claims.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Returns whether claims are accepted, and checks the limits of the values
/// read.
fn is_valid(claims: &Map<String, Value>) -> bool {
    let Ok(read) = IdentityClaims::read(claims, now()) else { return false };
    assert!(!read.sub.trim().is_empty());
    assert!(read.exp >= now().timestamp());
    for text in [&read.sub, &read.name, &read.email] {
        assert!(text.chars().count() <= 254 && !text.contains('\0'), "{text:?}");
    }
    true
}

proptest! {
    #[test]
    fn claims_are_read_within_their_bounds_or_rejected(claims in claims()) {
        is_valid(&claims);
    }

    #[test]
    fn a_text_that_the_secret_did_not_sign_is_rejected(text in pattern("[A-Za-z0-9_.=-]{0,120}|\\PC{0,40}")) {
        prop_assert!(token::signed_with(SECRET, &text).is_err());
    }

    #[test]
    fn a_token_that_is_changed_anywhere_is_rejected(claims in claims(), at in any::<prop::sample::Index>(), to in pattern("[A-Za-z0-9_-]")) {
        let key = EncodingKey::from_secret(SECRET.as_bytes());
        let signed = jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).expect("a token");
        prop_assert!(token::signed_with(SECRET, &signed).is_ok());
        let at = at.index(signed.len());
        let changed = [&signed[..at], &to, &signed[at + 1..]].concat();
        // The last letter of a part also holds unused bits.
        prop_assume!(changed != signed && at + 1 != signed.len());
        prop_assert!(token::signed_with(SECRET, &changed).is_err(), "{}", changed);
    }
}

/// Reads the bytes as a token, and as the claims of a signed token.
#[test]
fn any_bytes_as_token() {
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let sign = |message: &str| crypto::sign(message.as_bytes(), &key, Algorithm::HS256).expect("a signature");
    let header = URL_SAFE_NO_PAD.encode(br#"{"alg":"HS256"}"#);
    let words = [
        ".",
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJub25lIn0",
        "{\"",
        "\":",
        ",\"",
        "\"sub\":",
        "\"exp\":1800000000",
        "\"nbf\":",
        "\"iat\":",
        "\"aud\":[\"adda\"]",
        "\"name\":\"",
        "\"email\":",
        "\"locale\":\"bn\"",
        "null",
        "[",
        "]",
        "\\u0000",
        "\\ud800",
        "1e18",
    ];
    any_bytes("token", &words, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if token::signed_with(SECRET, &text).is_ok() {
            let (message, signature) = text.rsplit_once('.').expect("a token has parts");
            assert_eq!(signature, sign(message));
        }
        let message = format!("{header}.{}", URL_SAFE_NO_PAD.encode(bytes));
        let signed = token::signed_with(SECRET, &format!("{message}.{}", sign(&message))).ok();
        assert_eq!(signed, serde_json::from_slice(bytes).ok());
        signed.as_ref().and_then(Value::as_object).is_some_and(is_valid)
    });
}
