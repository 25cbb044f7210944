//! Pages of other sites. Sites that may use the widget get answers with a bearer token
//! and never with a cookie. All other sites get nothing.

use adda::model::settings::ColorScheme;
use axum::http::HeaderName;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Engine, SHOP, TestApp};

const EVIL: &str = "https://evil.example";

/// The requests that customers' pages send.
const CUSTOMERS: [(&str, &str); 8] = [
    ("GET", "/support/api/widget/"),
    ("GET", "/support/api/config/"),
    ("POST", "/support/api/session/"),
    ("POST", "/support/api/logout/"),
    ("POST", "/support/fn/open"),
    ("POST", "/support/fn/messages"),
    ("POST", "/support/fn/typing"),
    ("POST", "/support/api/conversation/CONV-AAAAAAAAAAAA/upload/"),
];

/// Addresses of agents and admins, and addresses that do not exist.
const OTHERS: [(&str, &str); 8] = [
    ("POST", "/support/api/login/"),
    ("GET", "/support/agent/api/conversations/"),
    ("POST", "/support/agent/api/online/"),
    ("GET", "/support/admin/api/settings/"),
    ("POST", "/support/fn/agent/inbox"),
    ("POST", "/support/fn/agent/sign-in"),
    ("POST", "/support/fn/admin/settings"),
    ("GET", "/support/conversations/"),
];

/// Sends a request as a page of `origin` does.
async fn from(caller: &Caller<'_>, origin: &str, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let asked = caller.ask(method, path, |request| {
        let request = if method == "POST" { request.json(&json!({})) } else { request };
        let request = request.add_header("origin", origin).add_header("sec-fetch-site", "cross-site");
        headers
            .iter()
            .fold(request, |request, (name, value)| request.add_header(HeaderName::try_from(*name).unwrap(), *value))
    });
    asked.await
}

/// Sends the preflight request of a request with a token.
async fn preflight(app: &TestApp, origin: &str, method: &str, path: &str) -> Answer {
    let headers =
        [("access-control-request-method", method), ("access-control-request-headers", "authorization,content-type")];
    from(&app.signed_out(), origin, "OPTIONS", path, &headers).await
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.get(name).map(|value| value.to_str().unwrap())
}

/// Returns the names in `Vary`.
fn varies(answer: &Answer) -> String {
    let values = answer.headers.get_all("vary").iter().map(|value| value.to_str().unwrap().to_ascii_lowercase());
    values.collect::<Vec<_>>().join(", ")
}

/// Checks that the answer has no CORS header, whatever its status.
#[track_caller]
fn is_not_shared(answer: &Answer) {
    let told = answer.headers.keys().find(|name| name.as_str().starts_with("access-control-"));
    assert_eq!(told, None, "{answer}");
}

#[rstest]
#[tokio::test]
async fn the_preflight_of_an_allowed_shop_is_valid_for_a_day(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    for (method, path) in CUSTOMERS {
        let answer = preflight(&app, SHOP, method, path).await;
        assert_eq!(answer.status, 204, "{answer}");
        assert_eq!(header(&answer, "access-control-allow-origin"), Some(SHOP), "{answer}");
        assert_eq!(header(&answer, "access-control-allow-methods"), Some("GET, POST"));
        assert_eq!(header(&answer, "access-control-allow-headers"), Some("Authorization, Content-Type"));
        assert_eq!(header(&answer, "access-control-max-age"), Some("86400"));
        assert_eq!(header(&answer, "access-control-allow-credentials"), None);
        assert!(varies(&answer).contains("origin"), "{answer}");
    }
}

/// Attack 21.
#[rstest]
#[case::another_site(EVIL)]
#[case::a_host_with_the_same_beginning("https://shop.example.evil.example")]
#[case::a_host_with_the_same_end("https://evilshop.example")]
#[case::a_sibling("https://www.shop.example")]
#[case::another_scheme("http://shop.example")]
#[case::another_port("https://shop.example:8443")]
#[case::in_capitals("HTTPS://SHOP.EXAMPLE")]
#[case::a_sandboxed_frame("null")]
#[case::a_wildcard("*")]
#[tokio::test]
async fn all_other_origins_are_refused(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] origin: &str,
) {
    let app = TestApp::new(engine).await;
    for (method, path) in CUSTOMERS {
        let asked = preflight(&app, origin, method, path).await;
        is_not_shared(&asked);
        let answer = from(&app.signed_out(), origin, method, path, &[]).await;
        is_not_shared(&answer);
        assert!(varies(&answer).contains("origin"), "{answer}");
        if method == "POST" {
            answer.fails(403, "foreign_origin");
        }
    }
}

#[rstest]
#[tokio::test]
async fn no_shop_reaches_the_addresses_of_agents(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    for (method, path) in OTHERS {
        is_not_shared(&preflight(&app, SHOP, method, path).await);
        is_not_shared(&from(&agent, SHOP, method, path, &[]).await);
    }
    from(&app.signed_out(), SHOP, "POST", "/support/api/login/", &[]).await.fails(403, "foreign_origin");
}

#[rstest]
#[tokio::test]
async fn admins_allow_a_shop_and_remove_it_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let other = "https://books.example:8443";
    is_not_shared(&preflight(&app, other, "POST", "/support/fn/open").await);
    app.change_settings(|row| row.allowed_origins = Set(format!("https://first.example\n{other}"))).await;
    let answer = preflight(&app, other, "POST", "/support/fn/open").await;
    assert_eq!(header(&answer, "access-control-allow-origin"), Some(other), "{answer}");
    app.change_settings(|row| row.allowed_origins = Set(String::new())).await;
    is_not_shared(&preflight(&app, other, "POST", "/support/fn/open").await);
}

#[rstest]
#[tokio::test]
async fn a_customer_on_a_shops_page_is_identified_by_a_token(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let opened = open(&app.signed_out(), json!({ "language": "en" })).await;
    assert_eq!(header(&opened, "access-control-allow-origin"), Some(SHOP));
    assert_eq!(opened.set_cookies(), [""; 0]);
    let answer = opened.ok();
    let customer = app.bearer(answer["token"].as_str().unwrap());
    let chat = json!({ "conversation": answer["conversation_id"], "range": {} });
    customer.call("messages", chat).await.ok();
    // A caller who has a token keeps it.
    let again = open(&customer, json!({ "language": "en" })).await.ok();
    assert_eq!((&again["token"], &again["conversation_id"]), (&Value::Null, &answer["conversation_id"]));
}

async fn open(caller: &Caller<'_>, arguments: Value) -> Answer {
    let asked = caller.ask("POST", "/support/fn/open", |request| {
        request.add_header("origin", SHOP).add_header("sec-fetch-site", "cross-site").json(&arguments)
    });
    asked.await
}

#[rstest]
#[tokio::test]
async fn our_own_pages_get_a_cookie_and_no_token(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let opened = app.signed_out().call("open", json!({ "language": "en" })).await;
    assert_eq!(opened.set_cookies().len(), 1);
    assert_eq!(opened.ok()["token"], Value::Null);
}

#[rstest]
#[tokio::test]
async fn a_cookie_from_a_shops_page_is_ignored(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Private").await;
    let cookie = format!("adda_session={}", visitor.token.clone().unwrap());
    let with_cookie = [("cookie", cookie.as_str())];
    for (method, action) in [("GET", "messages"), ("POST", "send"), ("POST", "close")] {
        let answer = from(&app.signed_out(), SHOP, method, &chat.customer(action), &with_cookie).await;
        answer.fails(401, "not_signed_in");
    }
    let session = from(&app.signed_out(), SHOP, "POST", "/support/api/session/", &with_cookie).await;
    assert_eq!(session.set_cookies(), [""; 0]);
    assert_eq!(session.ok()["customer"]["is_anonymous"], true);
    assert_eq!(visitor.thread(&chat).await["status"], "open");
}

#[rstest]
#[tokio::test]
async fn the_button_knows_of_a_conversation_under_way(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.online_agent("nadia").await);
    let button = async |query: &str| visitor.get(&format!("/support/api/widget/{query}")).await.ok();
    assert_eq!(button("").await["is_under_way"], json!(null));
    let chat = visitor.start().await;
    assert_eq!(button("").await["is_under_way"], json!(null), "the customer has not written");
    visitor.send(&chat, "Hello").await;
    assert_eq!(button("").await["is_under_way"], true);
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    assert_eq!(button("").await["is_under_way"], json!(null));
    visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    agent.reply(&chat, "Good day").await;
    agent.update(&chat, json!({ "status": "resolved" })).await;
    assert_eq!(button("").await["is_under_way"], true, "there is an unread message");
}

#[rstest]
#[tokio::test]
async fn the_button_follows_the_attributes_of_the_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let button = async |query: &str| app.signed_out().get(&format!("/support/api/widget/{query}")).await.ok();
    let usual = button("").await;
    assert_eq!((&usual["label"], &usual["has_dark_icon"]), (&json!("Open chat"), &json!(null)));
    let wanted = button("?lang=bn-BD&position=bottom-left&color=%23FFEE00").await;
    assert_eq!(wanted["label"], "চ্যাট খুলুন");
    assert_eq!((&wanted["position"], &wanted["primary_color"]), (&json!("bottom-left"), &json!("#FFEE00")));
    assert_eq!(wanted["has_dark_icon"], true);
    assert_eq!(button("?color_scheme=light").await, usual);
    app.change_settings(|settings| settings.color_scheme = Set(ColorScheme::Dark)).await;
    assert_eq!(button("").await["color_scheme"], "dark");
    assert_eq!(button("?color_scheme=auto").await["color_scheme"], "auto");
    assert_eq!(button("?color_scheme=light").await["color_scheme"], json!(null));
    app.change_settings(|settings| settings.color_scheme = Set(ColorScheme::Light)).await;
    let mut nonsense = button("?lang=xx&position=top&color=red&color_scheme=blue").await;
    let warnings = nonsense.as_object_mut().unwrap().remove("warnings").unwrap_or_default().to_string();
    assert!(["top", "red", "blue"].iter().all(|value| warnings.contains(value)), "{warnings}");
    assert_eq!(nonsense, usual);
}

#[rstest]
#[tokio::test]
async fn unknown_attributes_cause_a_warning(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let warnings =
        async |query: &str| app.signed_out().get(&format!("/support/api/widget/{query}")).await.ok()["warnings"].take();
    let known = "locale,position,color,colorScheme,identityToken,signInUrl,hideButton";
    assert_eq!(warnings(&format!("?data={known}")).await, Value::Null);
    assert_eq!(warnings("?data=").await, Value::Null);
    assert_eq!(warnings("?data=nscript,wpStrategy").await, Value::Null, "frameworks add these");
    assert_eq!(
        warnings("?data=colour,identity,hideButtons").await,
        json!(["unknown data-colour", "unknown data-identity", "unknown data-hide-buttons"]),
    );
    let many = vec!["x".repeat(500); 50].join(",");
    let warned = warnings(&format!("?data={many}")).await.to_string();
    assert!(warned.len() < 1_000, "{warned}");
}
