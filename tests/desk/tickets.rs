//! Files on pages of other sites. The address of each file has its own ticket.

use axum_test::TestResponse;
use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, SHOP, TestApp, pictures};

/// Returns the conversation as a page of the shop's site gets it.
async fn thread_at_shop(caller: &Caller<'_>, chat: &Chat) -> Value {
    caller.ask("GET", &chat.customer("messages"), |request| request.add_header("origin", SHOP)).await.ok()
}

/// Fetches an address as an `<img>` does: without a token or a cookie.
async fn look(app: &TestApp, address: &str) -> TestResponse {
    app.server.get(address.strip_prefix("http://desk.example").expect("an absolute address")).await
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer} in {value}"))
}

#[rstest]
#[tokio::test]
async fn a_picture_is_visible_on_the_shops_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    visitor.attach(&chat.customer("upload"), "parcel.png", &pictures::png(1_000, 500)).await;
    let thread = thread_at_shop(&visitor, &chat).await;
    for pointer in ["/messages/1/attachment", "/messages/1/picture/thumbnail"] {
        look(&app, text(&thread, pointer)).await.assert_status_ok();
    }
    // The address stays the same all day, so that a browser fetches the file once.
    app.clock.advance(Duration::hours(1));
    assert_eq!(thread_at_shop(&visitor, &chat).await["messages"][1], thread["messages"][1]);
    // On this server's own pages, the cookie is enough.
    let own = visitor.thread(&chat).await;
    assert!(text(&own, "/messages/1/attachment").starts_with("/support/files/"));
    assert!(!text(&own, "/messages/1/attachment").contains('?'));
}

/// Attack 25.
#[rstest]
#[tokio::test]
async fn a_ticket_is_valid_for_one_file_and_for_one_to_two_days(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    for name in ["one.png", "two.png"] {
        visitor.attach(&chat.customer("upload"), name, &pictures::png(10, 10)).await;
    }
    let thread = thread_at_shop(&visitor, &chat).await;
    let (one, two) = (text(&thread, "/messages/1/attachment"), text(&thread, "/messages/2/attachment"));
    let ticket = |address: &str| address.split_once('?').map(|(_, ticket)| ticket.to_owned()).unwrap();
    let path = one.split_once('?').unwrap().0;
    for wrong in [
        ticket(two),
        ticket(one).replace("until=", "until=1"),
        ticket(one).replace("sign=", "sign=00"),
        ticket(one).replace("session=", "session=9"),
        "session=1&until=99999999999&sign=".to_owned(),
        "session=1&until=99999999999&sign=zz".to_owned(),
        "session=x".to_owned(),
        String::new(),
    ] {
        look(&app, &format!("{path}?{wrong}")).await.assert_status_not_found();
    }
    app.clock.advance(Duration::hours(23));
    look(&app, one).await.assert_status_ok();
    app.clock.advance(Duration::hours(26));
    look(&app, one).await.assert_status_not_found();
}

#[rstest]
#[tokio::test]
async fn a_ticket_ends_with_the_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    visitor.attach(&chat.customer("upload"), "parcel.png", &pictures::png(10, 10)).await;
    let thread = thread_at_shop(&visitor, &chat).await;
    visitor.post("/support/api/logout/", json!({})).await.ok();
    look(&app, text(&thread, "/messages/1/attachment")).await.assert_status_not_found();
}

#[rstest]
#[tokio::test]
async fn agents_pictures_have_absolute_addresses_on_the_shops_page(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.online_agent("nadia").await);
    app.execute("UPDATE support_supportagent SET avatar = '/support/avatars/x.png'").await;
    let chat = visitor.write_first("Hello").await;
    agent.reply(&chat, "Good day").await;
    let thread = thread_at_shop(&visitor, &chat).await;
    let expected = "http://desk.example/support/avatars/x.png";
    assert_eq!(text(&thread, "/messages/2/sender_avatar"), expected);
    assert_eq!(text(&thread, "/agent/avatar"), expected);
}

#[rstest]
#[tokio::test]
async fn a_transcript_can_be_downloaded_from_the_shops_page(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let opened = app.signed_out().ask("POST", "/support/fn/open", |request| {
        request.add_header("origin", SHOP).json(&json!({ "language": "en" }))
    });
    let opened = opened.await.ok();
    let visitor = app.bearer(text(&opened, "/token"));
    let chat = Chat { id: text(&opened, "/conversation_id").to_owned() };
    visitor.send(&chat, "To be kept").await;
    let kept = look(&app, &format!("{}&lang=bn", text(&opened, "/transcript"))).await;
    kept.assert_status_ok();
    kept.assert_text_contains("To be kept");
    // The ticket is not valid for another conversation.
    let other = app.visitor().await.start().await;
    look(&app, &text(&opened, "/transcript").replace(&chat.id, &other.id)).await.assert_status_unauthorized();
    let own = visitor.call("open", json!({ "language": "en", "resume": chat.id })).await.ok();
    assert_eq!(own["transcript"], Value::Null);
}
