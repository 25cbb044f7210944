//! The answers that browsers and other caches may store.

use axum::http::StatusCode;
use leptos::server_fn::axum::server_fn_paths;
use rstest::rstest;
use serde_json::json;

use crate::{
    support::{Engine, TestApp, Upload, pictures},
    uploads::{fetch, fetch_with},
};

/// Attack 40.
#[rstest]
#[tokio::test]
async fn a_file_is_revalidated_on_each_request(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let png = pictures::png(1_000, 500);
    let sent = visitor.upload(&chat.customer("upload"), &Upload::file("parcel.png", &png)).await.ok();
    let addresses = [&sent["message"]["attachment"], &sent["message"]["picture"]["thumbnail"]];
    let mut tags = Vec::new();
    for address in addresses {
        let first = fetch(&app, &agent, address).await;
        assert_eq!(first.header("cache-control"), "private, no-cache");
        assert_eq!(first.header("vary"), "Accept-Language, Authorization, Cookie");
        let tag = first.header("etag").to_str().unwrap().to_owned();
        assert!(tag.starts_with('"'), "{tag} is not a strong tag");

        let known = |tag: &str| {
            let tag = tag.to_owned();
            fetch_with(&app, &agent, address, move |request| request.add_header("if-none-match", tag))
        };
        let again = known(&tag).await;
        assert_eq!(again.status_code(), StatusCode::NOT_MODIFIED);
        assert!(again.as_bytes().is_empty());
        assert_eq!(
            (again.header("etag").to_str().unwrap(), again.header("cache-control").to_str().unwrap()),
            (tag.as_str(), "private, no-cache")
        );
        assert_eq!(known("\"another\"").await.status_code(), StatusCode::OK);
        tags.push(tag);
    }
    assert_ne!(tags[0], tags[1]);

    // After the session has ended, the server does not confirm a browser's copy.
    agent.call("agent/sign-out", json!({})).await.ok();
    for (address, tag) in addresses.into_iter().zip(tags) {
        let refused = fetch_with(&app, &agent, address, |request| request.add_header("if-none-match", tag)).await;
        assert_eq!(refused.status_code(), StatusCode::NOT_FOUND);
        assert_eq!(refused.header("cache-control"), "no-store");
    }
}

#[rstest]
#[tokio::test]
async fn a_range_is_served_only_of_the_same_file(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let sent = visitor.attach(&chat.customer("upload"), "notes.txt", b"0123456789").await;
    let address = &sent["attachment"];
    let tag = fetch(&app, &visitor, address).await.header("etag").to_str().unwrap().to_owned();
    let part = |condition: String| {
        fetch_with(&app, &visitor, address, move |request| {
            request.add_header("range", "bytes=2-4").add_header("if-range", condition)
        })
    };
    let same = part(tag).await;
    assert_eq!((same.status_code(), same.as_bytes().as_ref()), (StatusCode::PARTIAL_CONTENT, &b"234"[..]));
    let other = part("\"another\"".to_owned()).await;
    assert_eq!((other.status_code(), other.as_bytes().as_ref()), (StatusCode::OK, &b"0123456789"[..]));
}

/// Attack 41.
#[rstest]
#[tokio::test]
async fn private_answers_are_not_cached(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, admin) = (app.visitor().await, app.admin("mina").await);
    let chat = visitor.write_first("Hello").await;
    let own = |path: &str| format!("/support{path}");
    for (caller, paths) in [
        (
            &visitor,
            vec![
                own("/conversations/"),
                format!("/support/conversation/{}/", chat.id),
                own("/api/session/"),
                own("/api/conversations/"),
                chat.customer("messages"),
                chat.customer("transcript"),
                own("/api/nothing/"),
            ],
        ),
        (
            &admin,
            vec![
                own("/agent/api/conversations/"),
                own("/agent/api/me/"),
                own("/agent/api/labels/"),
                own("/agent/api/quick-replies/"),
                own("/agent/api/statistics/"),
                own("/agent/api/statistics/conversations.csv"),
                own("/agent/api/statistics.csv"),
                own("/admin/api/agents/"),
                own("/admin/api/settings/"),
                own("/admin/api/log/"),
                chat.agent("messages"),
                chat.agent("context"),
            ],
        ),
    ] {
        for path in paths {
            let answer = caller.get(&path).await;
            let kept = answer.headers.get("cache-control").unwrap_or_else(|| panic!("{path}: no Cache-Control"));
            let kept = kept.to_str().unwrap();
            assert!(kept.contains("no-store"), "{path}: {kept}");
        }
    }
    let sent = visitor.call("messages", json!({ "conversation": chat.id, "range": {} })).await;
    assert_eq!(sent.headers["cache-control"], "no-store");
}

/// The addresses whose answers may be cached, and how. All others have `no-store`.
const EXCEPTIONS: [(&str, &str); 4] = [
    ("/support/api/docs/", "no-cache"),
    ("/console/inbox", "no-cache"),
    ("/widget.js", "public, max-age=300"),
    ("/assets/widget.css", "no-cache"),
];

/// Returns every address of the API, every server function and the pages.
async fn addresses(app: &TestApp) -> Vec<(String, String)> {
    let description = app.signed_out().get("/support/api/openapi.json").await.ok();
    let mut all: Vec<(String, String)> = description["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())))
        .collect();
    all.extend(server_fn_paths().map(|(path, method)| (method.to_string(), path.to_owned())));
    assert!(all.len() > 110, "{} addresses", all.len());
    let pages = [
        "/",
        "/nowhere",
        "/support/conversations/",
        "/support/conversation/CONV-AAAAAAAAAAAA/",
        "/support/files/1/a",
        "/support/api/openapi.json",
        "/support/fn/nothing",
        "/console",
        "/healthz",
        "/readyz",
        "/metrics",
    ];
    all.extend(pages.map(|page| ("GET".to_owned(), page.to_owned())));
    all.extend(EXCEPTIONS.map(|(path, _)| ("GET".to_owned(), path.to_owned())));
    all
}

/// Attack 41.
#[rstest]
#[tokio::test]
async fn no_answer_may_be_cached_unless_it_is_listed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, admin) = (app.visitor().await, app.admin("mina").await);
    let chat = visitor.write_first("Hello").await;
    for (method, path) in addresses(&app).await {
        let exception = EXCEPTIONS.iter().find(|(listed, _)| *listed == path).map(|(_, kept)| *kept);
        let path = path.replace("{id}", &chat.id).replace("{label}", "1").replace("{file}", "days.csv");
        for caller in [app.signed_out(), visitor.clone(), admin.clone()] {
            // Signing out would end the session of the test.
            if path.contains("logout") || path.contains("sign-out") {
                continue;
            }
            let answer = caller.ask(&method, &path, |request| request.json(&json!({}))).await;
            let header = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok());
            let kept = header("cache-control").unwrap_or_else(|| panic!("no Cache-Control: {answer}"));
            match exception {
                Some(expected) if answer.status.is_success() => assert_eq!(kept, expected, "{answer}"),
                _ => assert!(kept == "no-store" || kept == "private, no-store", "{kept}: {answer}"),
            }
            if kept.contains("no-store") {
                let varies: Vec<_> =
                    answer.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
                let varies = varies.join(", ");
                for name in ["Accept-Language", "Authorization", "Cookie"] {
                    assert!(varies.contains(name), "Vary: {varies}: {answer}");
                }
                let is_for_shops = path.starts_with("/support/api/conversation/") || path == "/support/fn/open";
                assert!(!is_for_shops || varies.contains("Origin"), "Vary: {varies}: {answer}");
            }
        }
    }
}
