//! The shop's name, address and logo, where customers and agents read them.

use rstest::rstest;
use serde_json::json;

use crate::support::{Engine, TestApp, pictures};

const LIST: &str = "/support/conversations/";
const SETTINGS: &str = "/support/admin/api/settings/";

/// Returns a desk whose shop has all of it, and the address of its logo.
async fn of_a_shop(engine: Engine) -> (TestApp, String) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let logo = pictures::png(300, 300);
    let settings =
        admin.ask("PUT", "/support/admin/api/settings/logo/", |request| request.bytes(logo.into())).await.ok();
    let shop = json!({ "shop_name": "Boi <Bazaar>", "shop_name_bn": "বই বাজার", "shop_url": "https://boi.example/" });
    admin.ask("PATCH", SETTINGS, |request| request.json(&shop)).await.ok();
    (app, settings["shop_logo"].as_str().unwrap().to_owned())
}

#[rstest]
#[tokio::test]
async fn customers_pages_are_the_shops(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, logo) = of_a_shop(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    for path in [LIST.to_owned(), format!("/support/conversation/{}/", chat.id), "/support/conversation/no/".to_owned()]
    {
        let page = visitor.get(&path).await.body;
        assert!(page.contains(" · Boi &lt;Bazaar&gt;</title>"), "{page}");
        assert!(page.contains("<bdi>Boi &lt;Bazaar&gt;</bdi>"), "{page}");
        assert!(page.contains(&format!("<img src=\"{logo}\" alt=\"\"")), "{page}");
        assert!(page.contains("<a href=\"https://boi.example/\">Back to the shop</a>"), "{page}");
        let bangla = visitor.get(&format!("{path}?lang=bn")).await.body;
        assert!(bangla.contains(" · বই বাজার</title>") && bangla.contains("<bdi>বই বাজার</bdi>"), "{bangla}");
        visitor.get(&format!("{path}?lang=en")).await;
    }
}

#[rstest]
#[tokio::test]
async fn without_a_name_the_pages_have_their_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let page = app.visitor().await.get(LIST).await.body;
    assert!(page.contains("<title>Your conversations · Support</title>"), "{page}");
    assert!(!page.contains("<img") && !page.contains("Back to the shop"), "{page}");
    let console = app.signed_out().get("/console/sign-in").await.body;
    assert!(console.contains("<title>Adda</title>"), "{console}");
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let transcript = visitor.get(&chat.customer("transcript")).await.body;
    assert!(transcript.starts_with("\u{feff}Conversation: "), "{transcript}");
}

#[rstest]
#[tokio::test]
async fn the_consoles_page_names_the_shop(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, logo) = of_a_shop(engine).await;
    let console = app.signed_out().get("/console/sign-in").await.body;
    assert!(console.contains("<title>Boi &lt;Bazaar&gt;</title>"), "{console}");
    let meta =
        format!("<meta name=\"adda-shop\" content=\"Boi &lt;Bazaar&gt;\" data-bn=\"বই বাজার\" data-logo=\"{logo}\"");
    assert!(console.contains(&meta), "{console}");
}

#[rstest]
#[tokio::test]
async fn a_transcript_begins_with_the_shop(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _) = of_a_shop(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    for (language, head) in
        [("en", "Shop: Boi <Bazaar>, https://boi.example/\n"), ("bn", "দোকান: বই বাজার, https://boi.example/\n")]
    {
        let transcript = visitor.get(&format!("{}?lang={language}", chat.customer("transcript"))).await.body;
        assert!(transcript.starts_with(&format!("\u{feff}{head}")), "{transcript}");
    }
    app.admin("other")
        .await
        .ask("PATCH", SETTINGS, |request| request.json(&json!({ "shop_name": "", "shop_name_bn": "" })))
        .await
        .ok();
    let transcript = visitor.get(&chat.customer("transcript")).await.body;
    assert!(transcript.starts_with("\u{feff}Shop: https://boi.example/\n"), "{transcript}");
}
