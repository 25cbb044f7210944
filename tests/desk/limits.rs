//! Limits on what one client may use: by address, account, session and conversation, on
//! one node and on several. A request above a limit is answered with 429 and
//! `Retry-After`.

use axum_test::{TestRequest, TestServer};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Chat, Engine, TestApp, Upload, pictures};

/// Returns a function that makes a request come from an address, as a trusted proxy forwards it.
fn from(address: &str) -> impl Fn(TestRequest) -> TestRequest {
    let address = address.to_owned();
    move |request| request.add_header("x-forwarded-for", address.clone())
}

/// Checks that a limit was reached.
#[track_caller]
fn is_limited(answer: &Answer) {
    answer.fails(429, "rate_limited");
    let seconds = answer.headers.get("retry-after").unwrap_or_else(|| panic!("no Retry-After: {answer}"));
    let seconds: u32 = seconds.to_str().unwrap().parse().unwrap();
    assert!(seconds >= 1, "{answer}");
}

async fn sign_in(app: &TestApp, address: &str, username: &str, password: &str) -> Answer {
    let body = json!({ "username": username, "password": password });
    app.signed_out().ask("POST", "/support/api/login/", |request| from(address)(request).json(&body)).await
}

async fn new_session(app: &TestApp, address: &str) -> Answer {
    app.signed_out().ask("POST", "/support/api/session/", |request| from(address)(request).json(&json!({}))).await
}

async fn send(caller: &Caller<'_>, chat: &Chat, content: &str) -> Answer {
    caller.post(&chat.customer("send"), json!({ "content": content })).await
}

/// Attack 11.
#[rstest]
#[tokio::test]
async fn guessing_passwords_is_limited_by_address_and_by_account(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::limited(engine, "sign_in_address=1/h/4,sign_in_account=1/h/3").await;
    app.agent("nadia").await;
    // By account, from any address. A name that does not exist counts too.
    for name in ["rafi", "NoSuchName"] {
        for attempt in 0..3 {
            sign_in(&app, &format!("198.51.100.{attempt}"), name, "wrong").await.fails(401, "wrong_credentials");
        }
        is_limited(&sign_in(&app, "198.51.100.9", &name.to_uppercase(), "wrong").await);
    }
    // By address, with any name.
    for attempt in 0..4 {
        sign_in(&app, "203.0.113.1", &format!("name{attempt}"), "wrong").await.fails(401, "wrong_credentials");
    }
    is_limited(&sign_in(&app, "203.0.113.1", "nadia", crate::support::PASSWORD).await);
    sign_in(&app, "203.0.113.2", "nadia", crate::support::PASSWORD).await.ok();
}

#[rstest]
#[tokio::test]
async fn the_server_function_to_sign_in_has_the_same_limit(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "sign_in_account=1/h/2").await;
    let wrong = json!({ "username": "nadia", "password": "wrong" });
    for _ in 0..2 {
        app.signed_out().call("agent/sign-in", wrong.clone()).await.fails(401, "wrong_credentials");
    }
    is_limited(&app.signed_out().call("agent/sign-in", wrong).await);
}

#[rstest]
#[tokio::test]
async fn new_sessions_are_limited_by_address_in_each_api(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "sessions_address=1/h/2").await;
    new_session(&app, "2001:db8:1:2::1").await.ok();
    new_session(&app, "2001:db8:1:2:ffff::2").await.ok();
    is_limited(&new_session(&app, "2001:db8:1:2::3").await);
    let open = json!({ "language": "en" });
    let open = |request: TestRequest| from("2001:db8:1:2::4")(request).json(&open);
    is_limited(&app.signed_out().ask("POST", "/support/fn/open", open).await);
    // A subscriber with another network prefix is not locked out.
    new_session(&app, "2001:db8:1:3::1").await.ok();
    // A visitor who has a session already is not locked out either.
    let visitor = app.visitor().await;
    visitor
        .ask("POST", "/support/fn/open", |request| from("2001:db8:1:2::4")(request).json(&json!({ "language": "en" })))
        .await
        .ok();
}

/// Attack 22.
#[rstest]
#[tokio::test]
async fn a_forged_address_is_ignored(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "sessions_address=1/h/1").await;
    let forged = |number: u8, header: &'static str| {
        app.signed_out().ask("POST", "/support/api/session/", move |request| {
            let address = format!("192.0.2.{number}");
            let value = if header == "forwarded" { format!("for={address}") } else { address };
            request.add_header("x-test-peer", "198.51.100.77").add_header(header, value).json(&json!({}))
        })
    };
    forged(1, "x-forwarded-for").await.ok();
    is_limited(&forged(2, "x-forwarded-for").await);
    is_limited(&forged(3, "forwarded").await);
}

/// Attack 27.
#[rstest]
#[tokio::test]
async fn a_flood_of_messages_is_limited_and_a_neighbour_at_the_same_address_is_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::limited(engine, "messages_account=1/s/5").await;
    let (flooder, neighbour) = (app.visitor().await, app.visitor().await);
    let (chat, other) = (flooder.start().await, neighbour.start().await);
    for number in 0..5 {
        send(&flooder, &chat, &format!("{number}")).await.ok();
    }
    is_limited(&send(&flooder, &chat, "one too many").await);
    is_limited(&flooder.call("send", json!({ "conversation": chat.id, "content": "by function" })).await);
    send(&neighbour, &other, "Hello").await.ok();
    // After the wait, the server accepts the same message.
    let begun = std::time::Instant::now();
    while send(&flooder, &chat, "one too many").await.status == 429 {
        assert!(begun.elapsed().as_secs() < 10, "the message is never accepted");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let texts: Vec<Value> = flooder.thread(&chat).await["messages"].as_array().unwrap().clone();
    assert!(!texts.iter().any(|message| message["content"] == "by function"), "a refused message was stored");
}

#[rstest]
#[tokio::test]
async fn a_conversation_and_an_address_have_limits_of_their_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::limited(engine, "messages_conversation=1/h/3,messages_address=1/h/4").await;
    let agent = app.agent("nadia").await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    send(&visitor, &chat, "one").await.ok();
    agent.reply(&chat, "two").await;
    send(&visitor, &chat, "three").await.ok();
    is_limited(&send(&visitor, &chat, "four").await);
    is_limited(&agent.post(&chat.agent("send"), json!({ "content": "four" })).await);
    is_limited(&agent.post(&chat.agent("note"), json!({ "content": "four" })).await);
    // By address: several visitors share the limit.
    for number in 0..5 {
        let visitor = app.visitor().await;
        let chat = visitor.start().await;
        let path = chat.customer("send");
        let body = json!({ "content": "Hello" });
        let sent = visitor.ask("POST", &path, |request| from("203.0.113.7")(request).json(&body)).await;
        if number < 4 { drop(sent.ok()) } else { is_limited(&sent) }
    }
}

#[rstest]
#[tokio::test]
async fn new_and_reopened_conversations_are_limited(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "conversations_account=1/h/2").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    is_limited(&visitor.post(&chat.customer("reopen"), json!({})).await);
    is_limited(&visitor.post("/support/api/conversation/create/", json!({})).await);
    // The existing conversation can still be read.
    visitor.thread(&chat).await;
}

#[rstest]
#[case::by_count("uploads_account=1/h/2")]
// A body without a length counts like the largest file, of 5 MB.
#[case::by_size("upload_kilobytes_account=1/h/10240")]
#[tokio::test]
async fn files_are_limited(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine, #[case] limits: &str) {
    let app = TestApp::limited(engine, limits).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let file = Upload::file("a.png", &pictures::png(4, 4));
    for _ in 0..2 {
        visitor.upload(&chat.customer("upload"), &file).await.ok();
    }
    is_limited(&visitor.upload(&chat.customer("upload"), &file).await);
    // Messages without a file are still accepted.
    send(&visitor, &chat, "Hello").await.ok();
}

#[rstest]
#[tokio::test]
async fn requests_of_a_session_are_limited(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "requests_session=1/h/3").await;
    let (flooder, other) = (app.visitor().await, app.visitor().await);
    let chat = flooder.start().await;
    flooder.thread(&chat).await;
    flooder.thread(&chat).await;
    is_limited(&flooder.get(&chat.customer("messages")).await);
    other.start().await;
}

#[rstest]
#[tokio::test]
async fn pages_without_scripts_are_limited_too(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "messages_account=1/h/1").await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let path = format!("/support/conversation/{}/send/", chat.id);
    let form = [("content", "again")];
    let page = visitor.ask("POST", &path, |request| request.form(&form)).await;
    assert_eq!(page.status, 429, "{page}");
    assert!(page.headers.contains_key("retry-after"), "no Retry-After");
}

/// The same client calls two nodes in turn.
#[tokio::test]
async fn several_nodes_count_together() {
    let limits = "sign_in_account=1/h/4,messages_account=1/h/6";
    let app = TestApp::limited(Engine::Postgres, limits).await;
    let second: TestServer = app.second_node(limits).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let token = visitor.token.clone().unwrap();
    let mut passed = 0;
    for number in 0..20 {
        let body = json!({ "content": format!("{number}") });
        let server = if number % 2 == 0 { &app.server } else { &second };
        let answer = server.post(&chat.customer("send")).authorization_bearer(&token).json(&body).await;
        match answer.status_code().as_u16() {
            200 => passed += 1,
            429 => assert!(answer.maybe_header("retry-after").is_some()),
            other => panic!("{other}"),
        }
    }
    assert_eq!(passed, 6, "of both nodes together");
    let mut tried = 0;
    for number in 0..10 {
        let server = if number % 2 == 0 { &app.server } else { &second };
        let body = json!({ "username": "nobody", "password": "wrong" });
        tried += u32::from(server.post("/support/api/login/").json(&body).await.status_code() == 401);
    }
    assert_eq!(tried, 4, "of both nodes together");
    // A row whose limit is unused again is deleted.
    app.execute("UPDATE support_ratelimit SET free_at = now() - interval '1 s'").await;
    app.desk.limits().sweep_limits().await.unwrap();
    let again = app.second_node(limits).await;
    let body = json!({ "username": "nobody", "password": "wrong" });
    assert_eq!(again.post("/support/api/login/").json(&body).await.status_code(), 401);
}

#[rstest]
#[tokio::test]
async fn limits_that_are_off_let_everything_pass(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::limited(engine, "off").await;
    for _ in 0..400 {
        new_session(&app, "203.0.113.9").await.ok();
    }
}
