//! The examples of `docs/examples`: what each of them signs is believed.

use std::process::Command;

use rstest::rstest;
use serde_json::json;

use crate::support::{Engine, IDENTITY_SECRET, TestApp};

#[path = "../../docs/examples/identity.rs"]
mod example;

async fn names_rahim(token: &str) {
    let app = TestApp::new(Engine::Sqlite).await;
    let session = app.nobody().post("/support/api/session/", json!({ "identity_token": token })).await.ok();
    let customer = &session["customer"];
    assert_eq!((&customer["name"], &customer["is_anonymous"]), (&json!("রহিম উদ্দিন"), &json!(false)));
    assert_eq!(customer["email"], "rahim@shop.example");
}

#[rstest]
#[case::python("python3", "identity.py")]
#[case::php("php", "identity.php")]
#[case::node("node", "identity.mjs")]
#[tokio::test]
async fn a_program_signs(#[case] program: &str, #[case] file: &str) {
    let file = format!("{}/docs/examples/{file}", env!("CARGO_MANIFEST_DIR"));
    let run = Command::new(program).arg(file).env("ADDA_IDENTITY_SECRET", IDENTITY_SECRET).output();
    let run = run.unwrap_or_else(|error| panic!("{program} is not installed (scripts/setup test): {error}"));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    names_rahim(String::from_utf8(run.stdout).unwrap().trim()).await;
}

#[tokio::test]
async fn rust_signs() {
    let rahim = example::Customer { id: 17, name: "রহিম উদ্দিন", email: "rahim@shop.example" };
    names_rahim(&example::identity_token(IDENTITY_SECRET, &rahim).unwrap()).await;
}
