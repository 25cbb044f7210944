//! The examples of `docs/examples`. The server accepts the tokens that they sign. Including
//! an example has no side effect.

use std::process::Command;

use rstest::rstest;
use serde_json::json;

use crate::support::{Engine, IDENTITY_SECRET, TestApp};

#[path = "../../docs/examples/identity.rs"]
mod example;

/// A program that includes the example of its language. It signs if it is given a secret.
const PYTHON: &str = "
import os, identity
if secret := os.environ.get('ADDA_IDENTITY_SECRET'):
    print(identity.identity_token(secret, {'id': 17, 'name': 'রহিম উদ্দিন', 'email': 'rahim@shop.example'}))";
const PHP: &str = "
require 'identity.php';
if (($secret = getenv('ADDA_IDENTITY_SECRET')) !== false)
    echo identity_token($secret, ['id' => 17, 'name' => 'রহিম উদ্দিন', 'email' => 'rahim@shop.example']);";
const NODE: &str = "
const { identityToken } = await import('./identity.mjs');
const secret = process.env.ADDA_IDENTITY_SECRET;
if (secret) console.log(identityToken(secret, { id: 17, name: 'রহিম উদ্দিন', email: 'rahim@shop.example' }));";

fn run(program: &[&str], code: &str, secret: Option<&str>) -> String {
    let mut command = Command::new(program[0]);
    command.args(&program[1..]).arg(code).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples"));
    command.env_remove("ADDA_IDENTITY_SECRET").env("PYTHONDONTWRITEBYTECODE", "1");
    command.envs(secret.map(|secret| ("ADDA_IDENTITY_SECRET", secret)));
    let run = command
        .output()
        .unwrap_or_else(|error| panic!("{} is not installed (scripts/setup test): {error}", program[0]));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

async fn names_rahim(token: &str) {
    let app = TestApp::new(Engine::Sqlite).await;
    let session = app.signed_out().post("/support/api/session/", json!({ "identity_token": token })).await.ok();
    let customer = &session["customer"];
    assert_eq!((&customer["name"], &customer["is_anonymous"]), (&json!("রহিম উদ্দিন"), &json!(false)));
    assert_eq!(customer["email"], "rahim@shop.example");
}

#[rstest]
#[case::python(&["python3", "-c"], PYTHON)]
#[case::php(&["php", "-r"], PHP)]
#[case::node(&["node", "--input-type=module", "-e"], NODE)]
#[tokio::test]
async fn a_program_signs_with_the_example_that_it_includes(#[case] program: &[&str], #[case] code: &str) {
    assert_eq!(run(program, code, None), "", "including the example writes something");
    names_rahim(run(program, code, Some(IDENTITY_SECRET)).trim()).await;
}

#[tokio::test]
async fn the_rust_example_signs() {
    let rahim = example::Customer { id: 17, name: "রহিম উদ্দিন", email: "rahim@shop.example" };
    names_rahim(&example::identity_token(IDENTITY_SECRET, &rahim).unwrap()).await;
}
