//! Customers whom the shop vouches for.

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
/// Noon in Dhaka on 22 November 2026, where the tests' clock stands.
const NOW: i64 = 1_795_327_200;

/// What the shop says of one of its customers.
fn rahim() -> Value {
    json!({ "sub": "shop-17", "name": "রহিম উদ্দিন", "email": "rahim@shop.example", "exp": NOW + 60 })
}

/// The same, with other claims.
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

/// A token that says it needs no signature: `{"alg":"none","typ":"JWT"}`.
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
    let first = identify(&app.nobody(), &token).await.ok();
    let id = first["customer"]["id"].clone();
    let expected = json!({ "id": id, "name": "রহিম উদ্দিন", "email": "rahim@shop.example", "is_anonymous": false });
    assert_eq!(first["customer"], expected);
    // The next visit is the same account, with the shop's newest word on it.
    let renamed = signed(&rahim_with(json!({ "name": "Rahim" })));
    let second = identify(&app.nobody(), &renamed).await.ok();
    assert_eq!((&second["customer"]["id"], &second["customer"]["name"]), (&id, &json!("Rahim")));
    assert_ne!(first["token"], second["token"]);
}

#[rstest]
#[tokio::test]
async fn what_our_own_signer_signs_is_valid(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let claims = IdentityClaims {
        sub: "shop-17".to_owned(),
        name: String::new(),
        email: String::new(),
        exp: NOW + 60,
        locale: Some(Language::Bn),
        nbf: None,
    };
    identify(&app.nobody(), &sign(IDENTITY_SECRET, &claims).unwrap()).await.ok();
}

#[rstest]
#[case::a_locale_with_its_country(json!({ "locale": "bn-BD" }))]
#[case::a_locale_that_is_not_ours(json!({ "locale": "fr" }))]
#[case::nulls(json!({ "locale": null, "name": null, "email": null }))]
#[case::valid_since_now(json!({ "nbf": NOW }))]
#[tokio::test]
async fn a_shop_writes_what_it_does_not_know_in_its_own_way(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] claims: Value,
) {
    let app = TestApp::new(engine).await;
    identify(&app.nobody(), &signed(&rahim_with(claims))).await.ok();
}

#[rstest]
#[case::another_key(signed_with(Algorithm::HS256, "another key of thirty-two bytes!", &rahim()))]
#[case::an_empty_key(signed_with(Algorithm::HS256, "", &rahim()))]
#[case::no_signature(unsigned())]
#[case::another_algorithm(signed_with(Algorithm::HS512, IDENTITY_SECRET, &rahim()))]
#[case::expired(signed(&rahim_with(json!({ "exp": NOW - 1 }))))]
#[case::expired_just_now(signed(&rahim_with(json!({ "exp": NOW }))))]
#[case::not_valid_yet(signed(&rahim_with(json!({ "nbf": NOW + 1 }))))]
#[case::without_an_end(signed(&json!({ "sub": "shop-17" })))]
#[case::an_end_in_words(signed(&rahim_with(json!({ "exp": "tomorrow" }))))]
#[case::without_a_subject(signed(&json!({ "exp": NOW + 60 })))]
#[case::a_blank_subject(signed(&rahim_with(json!({ "sub": " " }))))]
#[case::a_subject_with_nul(signed(&rahim_with(json!({ "sub": "a\0b" }))))]
#[case::a_very_long_subject(signed(&rahim_with(json!({ "sub": "x".repeat(255) }))))]
#[case::a_very_long_name(signed(&rahim_with(json!({ "name": "আ".repeat(255) }))))]
#[case::for_another_audience(signed(&rahim_with(json!({ "aud": "another service" }))))]
#[case::empty(String::new())]
#[case::cut_in_the_signature(signed(&rahim()).chars().take(80).collect())]
#[case::changed(signed(&rahim()).replacen('.', ".x", 1))]
#[case::no_token("not a token".to_owned())]
#[case::three_dots("...".to_owned())]
#[case::nul("a\0.b.c".to_owned())]
#[tokio::test]
async fn a_token_that_is_not_the_shops_names_nobody(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] token: String,
) {
    let app = TestApp::new(engine).await;
    let answer = identify(&app.nobody(), &token).await;
    answer.fails(401, "invalid_identity");
    assert_eq!(answer.set_cookies(), [""; 0]);
    let opened = app.nobody().call("open", json!({ "language": "en", "identity_token": token })).await;
    opened.fails(401, "invalid_identity");
}

#[rstest]
#[tokio::test]
async fn two_first_visits_at_once_make_one_account(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let token = signed(&rahim());
    let sessions = join_all((0..10).map(|_| app.nobody().post(SESSION, json!({ "identity_token": token })))).await;
    let customers: Vec<Value> = sessions.iter().map(|session| session.ok()["customer"].take()).collect();
    assert!(customers.iter().all(|customer| *customer == customers[0]), "{customers:?}");
}

#[rstest]
#[tokio::test]
async fn what_an_anonymous_visitor_began_becomes_the_customers(
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
    // The visitor is nobody any more.
    visitor.get(&chat.customer("messages")).await.fails(401, "not_signed_in");
}

#[rstest]
#[tokio::test]
async fn an_identified_customer_keeps_what_is_theirs_when_another_signs_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let session = identify(&app.nobody(), &signed(&rahim())).await.ok();
    let rahim = app.bearer(session["token"].as_str().unwrap());
    let chat = rahim.write_first("Private").await;
    let karima = signed(&rahim_with(json!({ "sub": "shop-18", "name": "Karima" })));
    let session = identify(&rahim, &karima).await.ok();
    let karima = app.bearer(session["token"].as_str().unwrap());
    karima.get(&chat.customer("messages")).await.fails(404, "not_found");
    assert_eq!(rahim.thread(&chat).await["messages"].as_array().unwrap().len(), 2);
}
