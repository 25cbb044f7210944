//! Customers whose identity the shop vouches for.

use adda::{
    model::language::Language,
    server::domain::identity::{IdentityClaims, sign},
};
use futures::future::join_all;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, IDENTITY_SECRET, TestApp};

const SESSION: &str = "/support/api/session/";
const CHECK: &str = "/support/admin/api/settings/identity-secret/check/";
/// Noon in Dhaka on 22 November 2026, the time of the tests' clock.
const NOW: i64 = 1_795_327_200;

/// Returns the claims of the shop about one of its customers.
fn rahim() -> Value {
    json!({ "sub": "shop-17", "name": "রহিম উদ্দিন", "email": "rahim@shop.example", "exp": NOW + 60 })
}

/// Returns the same customer with other claims.
fn rahim_with(claims: Value) -> Value {
    let mut all = rahim();
    all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    all
}

fn signed_with(algorithm: Algorithm, secret: &str, claims: &Value) -> String {
    jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}

fn signed(claims: &Value) -> String {
    signed_with(Algorithm::HS256, IDENTITY_SECRET, claims)
}

/// Returns a token that the shop has signed for its customer with the id `sub`.
pub fn token_of(sub: &str) -> String {
    signed(&rahim_with(json!({ "sub": sub })))
}

/// Returns a token that claims to need no signature: `{"alg":"none","typ":"JWT"}`.
fn unsigned() -> String {
    let token = signed(&rahim());
    let claims = token.split('.').nth(1).unwrap();
    format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.")
}

async fn identify(caller: &Caller<'_>, token: &str) -> Answer {
    caller.post(SESSION, json!({ "identity_token": token })).await
}

#[rstest]
#[tokio::test]
async fn a_signed_token_names_the_customer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let token = signed(&rahim());
    let first = identify(&app.signed_out(), &token).await.ok();
    let id = first["customer"]["id"].clone();
    let expected = json!({ "id": id, "name": "রহিম উদ্দিন", "email": "rahim@shop.example", "is_anonymous": false });
    assert_eq!(first["customer"], expected);
    // The next visit is to the same account, and takes over the claims of the newest token.
    let renamed = signed(&rahim_with(json!({ "name": "Rahim" })));
    let second = identify(&app.signed_out(), &renamed).await.ok();
    assert_eq!((&second["customer"]["id"], &second["customer"]["name"]), (&id, &json!("Rahim")));
    assert_ne!(first["token"], second["token"]);
}

#[rstest]
#[tokio::test]
async fn a_token_of_our_own_signer_is_valid(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let claims = IdentityClaims {
        sub: "shop-17".to_owned(),
        name: String::new(),
        email: String::new(),
        exp: NOW + 60,
        locale: Some(Language::Bn),
        nbf: None,
    };
    identify(&app.signed_out(), &sign(IDENTITY_SECRET, &claims).unwrap()).await.ok();
}

#[rstest]
#[case::a_locale_with_its_country(json!({ "locale": "bn-BD" }))]
#[case::a_locale_that_is_not_ours(json!({ "locale": "fr" }))]
#[case::nulls(json!({ "locale": null, "name": null, "email": null }))]
#[case::valid_since_now(json!({ "nbf": NOW, "iat": NOW }))]
#[case::clocks_that_differ_by_a_minute(json!({ "nbf": NOW + 60, "iat": NOW + 60 }))]
#[case::a_numeric_subject(json!({ "sub": 17 }))]
#[case::a_large_numeric_subject(json!({ "sub": u64::MAX }))]
#[case::a_negative_subject(json!({ "sub": -1 }))]
#[case::a_subject_with_a_decimal_point(json!({ "sub": 17.0 }))]
#[case::a_numeric_name(json!({ "name": 12345 }))]
#[case::moments_with_fractions(json!({ "exp": NOW as f64 + 0.5, "iat": NOW as f64 - 0.5, "nbf": 0.0 }))]
#[case::the_latest_end_that_libraries_accept(json!({ "exp": 253_402_300_799_i64 }))]
#[case::claims_of_others(json!({ "iss": "https://shop.example", "jti": "1", "roles": ["buyer"], "locale": 5 }))]
#[case::for_us(json!({ "aud": "adda" }))]
#[case::for_us_and_others(json!({ "aud": ["https://api.shop.example", "adda"] }))]
#[case::nulls_of_everything_optional(json!({ "aud": null, "nbf": null, "iat": null, "locale": null }))]
#[tokio::test]
async fn claims_in_the_forms_that_shops_write_are_accepted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] claims: Value,
) {
    let app = TestApp::new(engine).await;
    identify(&app.signed_out(), &signed(&rahim_with(claims))).await.ok();
}

/// Attack 8.
#[rstest]
#[case::another_key(signed_with(Algorithm::HS256, "another key of thirty-two bytes!", &rahim()))]
#[case::an_empty_key(signed_with(Algorithm::HS256, "", &rahim()))]
#[case::no_signature(unsigned())]
#[case::another_algorithm(signed_with(Algorithm::HS512, IDENTITY_SECRET, &rahim()))]
#[case::expired(signed(&rahim_with(json!({ "exp": NOW - 1 }))))]
#[case::expired_just_now(signed(&rahim_with(json!({ "exp": NOW }))))]
#[case::not_valid_yet(signed(&rahim_with(json!({ "nbf": NOW + 61 }))))]
#[case::without_an_end(signed(&json!({ "sub": "shop-17" })))]
#[case::an_end_in_words(signed(&rahim_with(json!({ "exp": "tomorrow" }))))]
#[case::without_a_subject(signed(&json!({ "exp": NOW + 60 })))]
#[case::a_blank_subject(signed(&rahim_with(json!({ "sub": " " }))))]
#[case::a_subject_with_nul(signed(&rahim_with(json!({ "sub": "a\0b" }))))]
#[case::a_very_long_subject(signed(&rahim_with(json!({ "sub": "x".repeat(255) }))))]
#[case::for_another_audience(signed(&rahim_with(json!({ "aud": "another service" }))))]
#[case::empty(String::new())]
#[case::cut_in_the_signature(signed(&rahim()).chars().take(80).collect())]
#[case::changed(signed(&rahim()).replacen('.', ".x", 1))]
#[case::not_a_token("not a token".to_owned())]
#[case::three_dots("...".to_owned())]
#[case::nul("a\0.b.c".to_owned())]
#[tokio::test]
async fn an_invalid_token_is_rejected(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] token: String,
) {
    let app = TestApp::new(engine).await;
    let answer = identify(&app.signed_out(), &token).await;
    answer.fails(401, "invalid_identity");
    assert_eq!(answer.set_cookies(), [""; 0]);
    let opened = app.signed_out().call("open", json!({ "language": "en", "identity_token": token })).await;
    opened.fails(401, "invalid_identity");
}

#[rstest]
#[case::expired(rahim_with(json!({ "exp": NOW - 1 })), "expired", "`exp` was 2026-11-22T05:59:59Z")]
#[case::expired_long_ago(rahim_with(json!({ "exp": -1 })), "expired", "`exp` was 1969-12-31T23:59:59Z")]
#[case::milliseconds(rahim_with(json!({ "exp": (NOW + 60) * 1_000 })), "claim", "`exp` is in milliseconds")]
#[case::past_milliseconds(rahim_with(json!({ "exp": (NOW - 60) * 1_000 })), "claim", "`exp` is in milliseconds")]
#[case::microseconds(rahim_with(json!({ "exp": (NOW + 60) * 1_000_000 })), "claim", "`exp` is in milliseconds")]
#[case::issued_in_milliseconds(rahim_with(json!({ "iat": NOW * 1_000 })), "claim", "`iat` is in milliseconds")]
#[case::no_end(json!({ "sub": "17" }), "claim", "`exp` is missing")]
#[case::an_end_of_null(rahim_with(json!({ "exp": null })), "claim", "`exp` is missing")]
#[case::an_end_in_words(rahim_with(json!({ "exp": "tomorrow" })), "claim", "`exp` must be a number")]
#[case::an_end_in_quotes(rahim_with(json!({ "exp": (NOW + 60).to_string() })), "claim", "`exp` must be a number")]
#[case::no_subject(json!({ "exp": NOW + 60 }), "claim", "`sub` is missing")]
#[case::a_blank_subject(rahim_with(json!({ "sub": "\u{200B} " })), "claim", "`sub` is empty")]
#[case::a_list_as_subject(rahim_with(json!({ "sub": ["17"] })), "claim", "`sub` must be a text or a whole number")]
#[case::a_fraction(rahim_with(json!({ "sub": 17.5 })), "claim", "`sub` must be a text or a whole number")]
#[case::a_number_that_is_too_large(rahim_with(json!({ "sub": 1e300 })), "claim", "`sub` must be a text or a whole number")]
#[case::a_long_subject(rahim_with(json!({ "sub": "x".repeat(255) })), "claim", "`sub` is longer than 254")]
#[case::a_long_address(rahim_with(json!({ "email": "x".repeat(255) })), "claim", "`email` is longer than 254")]
#[case::a_name_in_parts(rahim_with(json!({ "name": { "first": "Rahim" } })), "claim", "`name` must be a text")]
#[case::not_valid_yet(rahim_with(json!({ "nbf": NOW + 61 })), "claim", "`nbf` is in the future: 2026-11-22T06:01:01Z")]
#[case::issued_in_the_future(rahim_with(json!({ "iat": NOW + 61 })), "claim", "`iat` is in the future")]
#[case::for_another(rahim_with(json!({ "aud": ["another"] })), "claim", "`aud` names another service")]
#[case::a_list(json!(["17"]), "claim", "not a JSON object")]
#[tokio::test]
async fn a_rejection_says_what_is_wrong_with_the_claims(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] claims: Value,
    #[case] reason: &str,
    #[case] detail: &str,
) {
    rejected_for(engine, &signed(&claims), reason, detail).await;
}

#[rstest]
#[case::another_key(signed_with(Algorithm::HS256, "another key of thirty-two bytes!", &rahim()), "does not match")]
#[case::cut(signed(&rahim()).chars().take(80).collect(), "three parts")]
#[case::changed(signed(&rahim()).replacen('.', ".x", 1), "does not match")]
#[case::with_a_fourth_part(format!("{}.x", signed(&rahim())), "three parts")]
#[case::without_its_last_letter({ let mut token = signed(&rahim()); token.pop(); token }, "does not match")]
#[case::another_algorithm(signed_with(Algorithm::HS512, IDENTITY_SECRET, &rahim()), "HS256")]
#[case::no_algorithm(unsigned(), "HS256")]
#[case::words("a token".to_owned(), "three parts")]
#[case::empty(String::new(), "three parts")]
#[tokio::test]
async fn a_rejection_says_what_is_wrong_with_the_signature(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] token: String,
    #[case] detail: &str,
) {
    rejected_for(engine, &token, "signature", detail).await;
}

/// Checks that the API, the widget's function and the check in the settings reject a token
/// in the same way.
async fn rejected_for(engine: Engine, token: &str, reason: &str, detail: &str) {
    let app = TestApp::new(engine).await;
    let opened = app.signed_out().call("open", json!({ "language": "en", "identity_token": token })).await;
    for answer in [identify(&app.signed_out(), token).await, opened] {
        answer.fails(401, "invalid_identity");
        let error = answer.json();
        assert_eq!(error["reason"], reason, "{error}");
        let sentence = error["error"].as_str().unwrap();
        assert!(sentence.starts_with("The identity token was rejected: ") && sentence.contains(detail), "{sentence}");
    }
    let admin = app.admin("boss").await;
    let check = admin.post(CHECK, json!({ "identity_token": token })).await.ok();
    assert_eq!((&check["reason"], &check["identity"]), (&json!(reason), &Value::Null));
    assert!(check["problem"].as_str().unwrap().contains(detail), "{check}");
}

#[rstest]
#[tokio::test]
async fn a_check_says_whom_a_token_names_and_starts_no_session(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    let checked = admin.post(CHECK, json!({ "identity_token": format!(" {}\n", signed(&rahim())) })).await;
    assert_eq!(checked.set_cookies(), [""; 0]);
    let expected = json!({
        "reason": null,
        "problem": null,
        "identity": {
            "sub": "shop-17",
            "name": "রহিম উদ্দিন",
            "email": "rahim@shop.example",
            "expires_at": "2026-11-22T06:01:00.000Z",
            "is_signed_with_previous": false,
        },
    });
    assert_eq!(checked.ok(), expected);
    admin.post("/support/admin/api/settings/identity-secret/replace/", json!({})).await.ok();
    let checked = admin.post(CHECK, json!({ "identity_token": signed(&rahim()) })).await.ok();
    assert_eq!(checked["identity"]["is_signed_with_previous"], true);
    agent.post(CHECK, json!({ "identity_token": signed(&rahim()) })).await.fails(403, "forbidden");
}

#[rstest]
#[case::plain("x".repeat(255), "x".repeat(254))]
#[case::a_family_that_would_be_cut(format!("{}👩\u{200D}👩\u{200D}👧", "x".repeat(251)), "x".repeat(251))]
#[case::a_conjunct(format!("{}ক্ষ", "x".repeat(252)), "x".repeat(252))]
#[case::a_word_that_ends_there(format!("{} উদ্দিন", "x".repeat(253)), "x".repeat(253))]
#[tokio::test]
async fn an_overlong_name_is_cut_between_letters(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] name: String,
    #[case] expected: String,
) {
    let app = TestApp::new(engine).await;
    let session = identify(&app.signed_out(), &signed(&rahim_with(json!({ "name": name })))).await.ok();
    assert_eq!(session["customer"]["name"], expected);
}

#[rstest]
#[tokio::test]
async fn a_subject_is_the_same_as_a_number_and_as_a_text(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let mut ids = Vec::new();
    for sub in [json!("17"), json!(17), json!(17.0)] {
        let session = identify(&app.signed_out(), &signed(&rahim_with(json!({ "sub": sub })))).await.ok();
        ids.push(session["customer"]["id"].clone());
    }
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

/// Attack 31.
#[rstest]
#[tokio::test]
async fn first_visits_at_once_create_one_account(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let token = signed(&rahim());
    let sessions = join_all((0..10).map(|_| app.signed_out().post(SESSION, json!({ "identity_token": token })))).await;
    let customers: Vec<Value> = sessions.iter().map(|session| session.ok()["customer"].take()).collect();
    assert!(customers.iter().all(|customer| *customer == customers[0]), "{customers:?}");
}

#[rstest]
#[tokio::test]
async fn a_conversation_of_an_anonymous_visitor_becomes_the_customers(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    let session = identify(&visitor, &signed(&rahim())).await.ok();
    let customer = app.bearer(session["token"].as_str().unwrap());

    assert_eq!(customer.start().await, chat);
    let thread = customer.thread(&chat).await;
    assert_eq!(thread["messages"][1]["sender_name"], "রহিম উদ্দিন");
    assert_eq!(agent.row(&chat).await["customer"], session["customer"]);
    // The visitor's session has ended.
    visitor.get(&chat.customer("messages")).await.fails(401, "not_signed_in");
}

/// Attack 9.
#[rstest]
#[tokio::test]
async fn an_identified_customer_keeps_their_conversations_when_another_signs_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let session = identify(&app.signed_out(), &signed(&rahim())).await.ok();
    let rahim = app.bearer(session["token"].as_str().unwrap());
    let chat = rahim.write_first("Private").await;
    let karima = signed(&rahim_with(json!({ "sub": "shop-18", "name": "Karima" })));
    let session = identify(&rahim, &karima).await.ok();
    let karima = app.bearer(session["token"].as_str().unwrap());
    karima.get(&chat.customer("messages")).await.fails(404, "not_found");
    assert_eq!(rahim.thread(&chat).await["messages"].as_array().unwrap().len(), 2);
}
