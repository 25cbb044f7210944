//! A customer's own conversations, as pages and plain forms.

use adda::{
    model::role::Role,
    server::domain::{
        clock::Clock,
        identity::{IdentityClaims, sign},
    },
};
use axum::http::{StatusCode, header};
use chrono::Duration;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::support::{Answer, Caller, Chat, Engine, IDENTITY_SECRET, PASSWORD, TestApp, Upload, pictures};

const LIST: &str = "/support/conversations/";

fn page(chat: &Chat) -> String {
    format!("/support/conversation/{}/", chat.id)
}

async fn submit(caller: &Caller<'_>, chat: &Chat, action: &str, form: &[(&str, &str)]) -> Answer {
    caller.ask("POST", &format!("{}{action}/", page(chat)), |request| request.form(&form)).await
}

#[track_caller]
fn leads_back(answer: &Answer, chat: &Chat) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    assert_eq!(answer.headers[header::LOCATION], format!("{}#end", page(chat)));
}

#[track_caller]
fn has(answer: &Answer, status: u16, words: &str) {
    assert_eq!(answer.status.as_u16(), status, "{answer}");
    assert!(answer.body.contains(words), "no {words:?} in {answer}");
}

#[rstest]
#[tokio::test]
async fn the_list_has_the_customers_own_conversations_and_no_others(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.agent("nadia").await);
    other.write_first("Somebody else's").await;
    let first = visitor.write_first("Where is <b>ORDER-1</b>?").await;
    agent.reply(&first, "On its way").await;
    visitor.post(&first.customer("close"), json!({})).await.ok();
    let second = visitor.write_first("Do you ship to Sylhet?").await;

    let list = visitor.get(LIST).await;
    has(&list, 200, "Do you ship to Sylhet?");
    has(&list, 200, "Where is &lt;b&gt;ORDER-1&lt;/b&gt;?");
    has(&list, 200, "1 unread message");
    assert!(list.body.find(&second.id) < list.body.find(&first.id), "the newest is not first");
    assert!(!list.body.contains("Somebody else"), "{list}");
    assert_eq!(list.headers[header::CACHE_CONTROL], "private, no-store");
    assert!(!list.body.contains("<script") && !list.body.contains(" style="), "{list}");
    let bangla = visitor.get(&format!("{LIST}?lang=bn")).await;
    has(&bangla, 200, "১টি অপঠিত বার্তা");
    assert!(bangla.set_cookies().iter().any(|cookie| cookie.starts_with("adda_lang=bn")));
}

#[rstest]
#[case::the_front_page("/")]
#[case::the_list(LIST)]
#[case::an_unknown_page("/support/conversation/CONV-AAAAAAAAAAAA/")]
#[case::a_path_like_another_host("//shop.example/")]
#[tokio::test]
async fn the_languages_of_a_page_are_links_to_the_page(#[case] path: &str) {
    let app = TestApp::new(Engine::Sqlite).await;
    let page = app.visitor().await.get(path).await;
    for language in ["en", "bn"] {
        assert!(page.body.contains(&format!("href=\"?lang={language}\"")), "{page}");
    }
}

#[rstest]
#[tokio::test]
async fn a_long_history_is_read_page_by_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    for number in 1..=21 {
        let chat = visitor.write_first(&format!("Question {number}.")).await;
        visitor.post(&chat.customer("close"), json!({})).await.ok();
    }
    let first = visitor.get(LIST).await;
    assert_eq!(first.body.matches("<h2>").count(), 20);
    assert!(!first.body.contains("Question 1."));
    let (_, rest) = first.body.split_once("?before=").unwrap();
    let second = visitor.get(&format!("{LIST}?before={}", &rest[..17])).await;
    assert_eq!(second.body.matches("<h2>").count(), 1);
    has(&second, 200, "Question 1.");
    has(&visitor.get(&format!("{LIST}?before=CONV-000000000000")).await, 404, "Conversation not found");
}

#[rstest]
#[tokio::test]
async fn showing_a_page_marks_its_messages_as_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    agent.reply(&chat, "See https://shop.example/a?b=1&c=2").await;
    let looked_up = visitor.ask("GET", &page(&chat), |request| request.add_header("sec-fetch-dest", "empty")).await;
    has(&looked_up, 200, "<span>New</span>");
    assert_eq!(visitor.thread(&chat).await["unread"], 1);

    let shown = visitor.get(&page(&chat)).await;
    has(&shown, 200, "<a href=\"https://shop.example/a?b=1&amp;c=2\"");
    has(&shown, 200, "Hello! How can we help you today?");
    assert_eq!(visitor.thread(&chat).await["unread"], 0);
    assert!(!visitor.get(&page(&chat)).await.body.contains("<span>New</span>"));
}

#[rstest]
#[tokio::test]
async fn forms_send_close_and_reopen(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let twice = [("content", "By a form"), ("client_id", "one")];
    leads_back(&submit(&visitor, &chat, "send", &twice).await, &chat);
    leads_back(&submit(&visitor, &chat, "send", &twice).await, &chat);
    assert_eq!(visitor.get(&page(&chat)).await.body.matches("By a form").count(), 1);

    has(&submit(&visitor, &chat, "send", &[("content", " ")]).await, 422, "Write something first.");
    let too_long = "x".repeat(5_001);
    let kept = submit(&visitor, &chat, "send", &[("content", &too_long)]).await;
    has(&kept, 422, "up to 5,000 characters");
    has(&kept, 422, &too_long);

    leads_back(&submit(&visitor, &chat, "close", &[]).await, &chat);
    let late = submit(&visitor, &chat, "send", &[("content", "</textarea>One more")]).await;
    has(&late, 409, "\n&lt;/textarea>One more");
    has(&late, 409, "Reopen it to send this.");
    leads_back(&submit(&visitor, &chat, "reopen", &[("content", "One more")]).await, &chat);
    has(&visitor.get(&page(&chat)).await, 200, "One more");
    assert_eq!(visitor.thread(&chat).await["status"], "open");
}

#[rstest]
#[tokio::test]
async fn a_form_that_is_resent_with_other_words_is_another_message(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    // "Back" shows the page as it was, with the same `client_id` in the form.
    for content in ["The first", "The second", "The first", " The second"] {
        leads_back(&submit(&visitor, &chat, "send", &[("content", content), ("client_id", "one")]).await, &chat);
    }
    let send = format!("{}send/", page(&chat));
    for name in ["a.png", "b.png", "a.png"] {
        let upload = Upload::file(name, &pictures::png(30, 20)).with("client_id", "one");
        leads_back(&visitor.upload(&send, &upload).await, &chat);
    }
    let thread = visitor.thread(&chat).await;
    let told: Vec<_> = thread["messages"].as_array().unwrap()[2..]
        .iter()
        .map(|message| (message["content"].as_str().unwrap(), message["attachment_name"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("The first", ""), ("The second", ""), ("", "a.png"), ("", "b.png")]);
}

#[rstest]
#[tokio::test]
async fn a_form_that_is_resent_unchanged_is_the_same_message(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let form = [("content", "One more"), ("client_id", "one")];
    leads_back(&submit(&visitor, &chat, "send", &form).await, &chat);
    submit(&visitor, &chat, "close", &[]).await;
    // The answer was lost, and the form is sent again.
    has(&submit(&visitor, &chat, "send", &form).await, 409, "name=\"client_id\" value=\"one\"");
    for _ in 0..2 {
        leads_back(&submit(&visitor, &chat, "reopen", &form).await, &chat);
    }
    assert_eq!(visitor.get(&page(&chat)).await.body.matches("One more").count(), 1);
}

#[rstest]
#[tokio::test]
async fn a_form_rates_a_conversation(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    submit(&visitor, &chat, "close", &[]).await;
    assert!(!visitor.get(&page(&chat)).await.body.contains("How did it go?"));
    app.change_settings(|settings| settings.rating_enabled = Set(true)).await;
    has(&visitor.get(&page(&chat)).await, 200, "How did it go?");
    let missing = submit(&visitor, &chat, "rate", &[("comment", "Quick")]).await;
    has(&missing, 422, "Choose a number from 1 to 5.");
    has(&missing, 422, ">\nQuick</textarea>");
    leads_back(&submit(&visitor, &chat, "rate", &[("rating", "4"), ("comment", "Quick")]).await, &chat);
    has(&visitor.get(&page(&chat)).await, 200, "Thank you for your rating.");
    assert_eq!(visitor.thread(&chat).await["rating"], json!({ "rating": 4, "comment": "Quick" }));
}

#[rstest]
#[tokio::test]
async fn strangers_and_mistyped_addresses_get_a_page_that_says_so(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (owner, stranger) = (app.visitor().await, app.visitor().await);
    let theirs = owner.write_first("Private").await;
    let unknown = Chat { id: "CONV-000000000000".to_owned() };
    let (foreign, unknown) = (stranger.get(&page(&theirs)).await, stranger.get(&page(&unknown)).await);
    has(&foreign, 404, "Conversation not found");
    assert_eq!(foreign.body.replace(&theirs.id, "ID"), unknown.body.replace("CONV-000000000000", "ID"));
    for action in ["send", "close", "reopen", "rate"] {
        let form = [("content", "Hello"), ("rating", "5")];
        has(&submit(&stranger, &theirs, action, &form).await, 404, "Conversation not found");
        has(&submit(&app.signed_out(), &theirs, action, &form).await, 401, "Please sign in");
    }
    has(&app.signed_out().get(&page(&theirs)).await, 401, "Please sign in");
    has(&app.signed_out().get(LIST).await, 200, "Nothing here yet.");
    has(&stranger.get("/support/conversation/%00/").await, 404, "Conversation not found");
}

#[rstest]
#[tokio::test]
async fn a_form_of_another_site_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let cookie = format!("adda_session={}", visitor.token.clone().unwrap());
    for action in ["send", "close", "reopen", "rate"] {
        let path = format!("{}{action}/", page(&chat));
        let foreign = app.signed_out().ask("POST", &path, |request| {
            request
                .form(&[("content", "Hello")])
                .add_header("cookie", &cookie)
                .add_header("origin", "https://evil.example")
        });
        foreign.await.fails(403, "foreign_origin");
    }
    assert_eq!(visitor.thread(&chat).await["messages"].as_array().unwrap().len(), 2);
}

#[rstest]
#[tokio::test]
async fn the_shop_leads_its_customer_to_their_conversations_in_any_browser(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let claims = IdentityClaims {
        sub: "shop-17".to_owned(),
        name: "Rahim".to_owned(),
        email: String::new(),
        exp: (app.clock.now() + Duration::minutes(1)).timestamp(),
        locale: None,
        nbf: None,
    };
    let token = sign(IDENTITY_SECRET, &claims).unwrap();
    let first = app.signed_out().post("/support/api/session/", json!({ "identity_token": token })).await.ok();
    app.bearer(first["token"].as_str().unwrap()).write_first("From the telephone").await;

    let elsewhere = app.signed_out().ask("POST", LIST, |request| request.form(&[("identity_token", &token)])).await;
    assert_eq!(elsewhere.status, StatusCode::SEE_OTHER, "{elsewhere}");
    let cookie = elsewhere.set_cookies().into_iter().find(|cookie| cookie.starts_with("adda_session=")).unwrap();
    let list = app.signed_out().ask("GET", LIST, |request| request.add_header("cookie", cookie)).await;
    has(&list, 200, "From the telephone");
    let forged = app.signed_out().ask("POST", LIST, |request| request.form(&[("identity_token", "x.y.z")])).await;
    has(&forged, 401, "Please sign in");
}

#[rstest]
#[tokio::test]
async fn the_widget_on_another_site_opens_the_list_with_its_session(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    const SHOP: &str = "https://new-shop.example";
    let app = TestApp::new(engine).await;
    let session = app.signed_out().post("/support/api/session/", json!({})).await.ok();
    let token = session["token"].as_str().unwrap();
    app.bearer(token).write_first("From the shop").await;
    let enter = async |origin: &'static str, token: &str| {
        let form = [("session_token", token.to_owned())];
        app.signed_out().ask("POST", LIST, |request| request.add_header("origin", origin).form(&form)).await
    };

    enter(SHOP, token).await.fails(403, "foreign_origin");
    app.change_settings(|row| row.allowed_origins = Set(SHOP.to_owned())).await;
    let entered = enter(SHOP, token).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{entered}");
    let cookie = entered.set_cookies().into_iter().find(|cookie| cookie.starts_with("adda_session=")).unwrap();
    let list = app.signed_out().ask("GET", LIST, |request| request.add_header("cookie", cookie)).await;
    has(&list, 200, "From the shop");

    app.add_agent("rahim", Role::Agent).await;
    let login = json!({ "username": "rahim", "password": PASSWORD });
    let agent = app.signed_out().post("/support/api/login/", login).await.ok();
    for stranger in ["", "nobody's", agent["token"].as_str().unwrap()] {
        let refused = enter(SHOP, stranger).await;
        has(&refused, 401, "Please sign in");
        assert!(refused.set_cookies().iter().all(|cookie| !cookie.starts_with("adda_session=")), "{refused}");
    }
    enter("https://evil.example", token).await.fails(403, "foreign_origin");
}

#[rstest]
#[tokio::test]
async fn files_are_shown_and_pictures_reserve_their_space(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let picture = visitor.attach(&chat.customer("upload"), "parcel.png", &pictures::png(1_000, 500)).await;
    visitor.attach(&chat.customer("upload"), "order.txt", b"Two books").await;
    let page = visitor.get(&page(&chat)).await;
    has(&page, 200, picture["picture"]["thumbnail"].as_str().unwrap());
    has(&page, 200, "width=\"260\" height=\"130\"");
    has(&page, 200, "order.txt");
    has(&page, 200, "9 bytes");
}

#[rstest]
#[tokio::test]
async fn a_form_sends_a_file(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let send = format!("{}send/", page(&chat));
    let upload = Upload::file("parcel.png", &pictures::png(30, 20)).with("content", "Look").with("client_id", "p-1");
    leads_back(&visitor.upload(&send, &upload).await, &chat);
    leads_back(&visitor.upload(&send, &upload).await, &chat);
    // A browser also sends a file field in which no file was chosen.
    let nothing = Upload::file("", b"").with("content", "Only words").with("client_id", "p-2");
    leads_back(&visitor.upload(&send, &nothing).await, &chat);
    let thread = visitor.thread(&chat).await;
    let told: Vec<_> = thread["messages"].as_array().unwrap()[2..]
        .iter()
        .map(|message| (message["attachment_name"].as_str().unwrap(), message["content"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("parcel.png", "Look"), ("", "Only words")]);
    has(&visitor.get(&page(&chat)).await, 200, "parcel.png");

    has(&other.upload(&send, &upload).await, 404, "");
    assert_eq!(app.database.stored_files().len(), 2, "the picture and its small form");
}

#[rstest]
#[tokio::test]
async fn a_file_that_a_form_cannot_send_is_refused_on_the_page_and_the_words_are_kept(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.max_file_size = Set(1)).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let send = format!("{}send/", page(&chat));
    let large = vec![b'a'; 1_048_577];
    for (name, bytes, status, problem) in [
        ("long.txt", &large[..], 413, "This file is larger than 1 MB. Choose a smaller one."),
        ("program.exe", b"MZ\0\x01", 415, "allowed. Allowed: PNG"),
        ("empty.txt", b"", 422, "This file is empty."),
    ] {
        let upload = Upload::empty().with("content", "What I wrote");
        let refused = visitor.upload(&send, &upload.and_file(name, bytes)).await;
        has(&refused, status, problem);
        has(&refused, status, "What I wrote</textarea>");
    }
    leads_back(&submit(&visitor, &chat, "close", &[]).await, &chat);
    let late = Upload::empty().with("content", "One more").and_file("a.txt", b"a");
    has(&visitor.upload(&send, &late).await, 409, "One more</textarea>");
    assert_eq!(visitor.thread(&chat).await["messages"].as_array().unwrap().len(), 2);
    assert!(app.database.stored_files().is_empty());
}
