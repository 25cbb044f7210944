//! A server whose public address is https.

use rstest::rstest;
use serde_json::json;

use crate::support::{Engine, PASSWORD, TestApp, pictures};

const HTTPS: &str = "https://desk.example";

#[rstest]
#[tokio::test]
async fn browsers_are_told_to_use_https_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::served_at(engine, HTTPS).await;
    let plain = TestApp::new(engine).await;
    for path in ["/", "/console/", "/support/api/config/", "/support/conversations/", "/nothing/here/", "/widget.js"] {
        let answer = app.signed_out().get(path).await;
        let sent = answer.headers.get("strict-transport-security").map(|value| value.to_str().unwrap());
        assert_eq!(sent, Some("max-age=31536000"), "{path}");
        assert!(plain.signed_out().get(path).await.headers.get("strict-transport-security").is_none(), "{path}");
    }
}

#[rstest]
#[tokio::test]
async fn only_cookies_that_no_other_host_can_set_are_accepted(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::served_at(engine, HTTPS).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let (agent, token) = (app.agent("nadia").await.token.unwrap(), visitor.token.unwrap());
    let ask = async |path: &str, cookie: String| {
        app.signed_out().ask("GET", path, |request| request.add_header("cookie", cookie)).await
    };
    ask(&chat.customer("messages"), format!("a=1; __Host-adda_session={token}")).await.ok();
    ask("/support/agent/api/agents/", format!("__Host-adda_agent={agent}")).await.ok();
    // Another host of the site has set this cookie, beside the session's or instead of it.
    ask(&chat.customer("messages"), format!("adda_session={token}")).await.fails(401, "not_signed_in");
    ask("/support/agent/api/agents/", format!("adda_agent={agent}")).await.fails(401, "not_signed_in");
    let planted = format!("adda_session=evil; __Host-adda_session={token}");
    ask(&chat.customer("messages"), planted).await.ok();
}

/// Attack 45.
#[rstest]
#[tokio::test]
async fn only_the_public_origin_is_our_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::served_at(engine, HTTPS).await;
    app.agent("nadia").await;
    let sign_in = async |origin: &str, host: &str| {
        let body = json!({ "username": "nadia", "password": PASSWORD });
        app.signed_out()
            .ask("POST", "/support/api/login/", |request| {
                request.json(&body).add_header("origin", origin.to_owned()).add_header("host", host.to_owned())
            })
            .await
    };
    sign_in(HTTPS, "10.0.0.1:3000").await.ok();
    for (origin, host) in [
        ("http://desk.example", "desk.example"),
        ("https://other.example", "other.example"),
        ("http://10.0.0.1:3000", "10.0.0.1:3000"),
    ] {
        sign_in(origin, host).await.fails(403, "foreign_origin");
    }
}

#[rstest]
#[tokio::test]
async fn pages_are_isolated_from_other_origins_and_files_are_shared_with_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, admin) = (app.visitor().await, app.admin("boss").await);
    let chat = visitor.start().await;
    let sent = visitor.attach(&chat.customer("upload"), "a.png", &pictures::png(30, 20)).await;
    let picture = format!("{}avatar/", app.member(&admin).await);
    let avatar = admin.ask("PUT", &picture, |request| request.bytes(pictures::png(9, 9).into())).await.ok();
    let thumbnail = sent["picture"]["thumbnail"].as_str().unwrap();
    for path in [sent["attachment"].as_str().unwrap(), thumbnail, avatar["avatar"].as_str().unwrap()] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.headers["cross-origin-resource-policy"], "cross-origin", "{path}");
        let Some(tag) = answer.headers.get("etag").cloned() else { continue };
        let again = visitor.ask("GET", path, |request| request.add_header("if-none-match", tag)).await;
        assert_eq!(
            (again.status.as_u16(), &again.headers["cross-origin-resource-policy"]),
            (304, &"cross-origin".parse().unwrap())
        );
    }
    for path in ["/console/", "/support/conversations/", "/support/api/config/", "/nothing/here/"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.headers["cross-origin-opener-policy"], "same-origin", "{path}");
        assert_eq!(answer.headers["cross-origin-resource-policy"], "same-origin", "{path}");
        assert!(answer.headers["permissions-policy"].to_str().unwrap().contains("camera=()"), "{path}");
    }
}
