//! What an operator does with the commands, while customers and agents use the server. The table at
//! the end of `docs/operating.md` names the tests of the other steps.

use std::{fs, net::SocketAddr};

use adda::server::domain::identity::{IdentityClaims, sign};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Agent, Answer, Customer, Engine, Place, Request, succeed, text};

fn sign_in(server: SocketAddr, name: &str, password: &str) -> Answer {
    let credentials = json!({ "username": name, "password": password });
    Request::post("/support/api/login/", &credentials).send(server).expect("an answer")
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn a_lost_password_is_replaced_while_the_server_runs(#[case] engine: Engine) {
    let Some(place) = Place::on(engine) else { return };
    let mut server = place.server();
    server.start();
    let addr = server.addr;
    succeed(&server.run(&["user", "add", "nadia", "--role", "agent"], "staple and paperclip\n"));
    for (name, lost) in [("nadia", "staple and paperclip"), ("admin", "correct horse battery")] {
        let agent = Agent { token: sign_in(addr, name, lost).ok()["token"].as_str().expect("a token").to_owned() };
        assert!(agent.inbox(addr).is_ok());
        succeed(&server.run(&["user", "password", name], "paperclip and staple\n"));
        assert_eq!(agent.inbox(addr).status, 401, "the session of {name} has not ended");
        let refused = sign_in(addr, name, lost);
        assert_eq!((refused.status, refused.json()["code"].as_str()), (401, Some("wrong_credentials")));
        sign_in(addr, name, "paperclip and staple").ok();
    }
    succeed(&server.run(&["user", "disable", "nadia"], ""));
    assert_eq!(sign_in(addr, "nadia", "paperclip and staple").status, 401);
    let listed = text(&server.run(&["user", "list"], "").stdout);
    assert!(listed.lines().any(|line| line.starts_with("nadia") && line.contains("disabled")), "{listed}");
    let log = server.log();
    assert!(!log.contains("paperclip"), "{log}");
}

/// Begins a session of an identified customer, as the shop's page does.
fn arrive_signed(server: SocketAddr, secret: &str) -> Answer {
    let claims = IdentityClaims {
        sub: "shop-17".to_owned(),
        name: "Rahim".to_owned(),
        email: String::new(),
        exp: chrono::Utc::now().timestamp() + 600,
        locale: None,
        nbf: None,
    };
    let token = sign(secret, &claims).expect("a token");
    Request::post("/support/api/session/", &json!({ "identity_token": token })).send(server).expect("an answer")
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn a_secret_in_a_file_is_replaced_and_the_old_one_valid_until_it_is_forgotten(#[case] engine: Engine) {
    const OLD: &str = "the first secret that the shop has, 1234";
    const NEW: &str = "the second secret that the shop has, 567";

    let Some(place) = Place::on(engine) else { return };
    let secrets = tempfile::tempdir().expect("a folder");
    let file = secrets.path().join("identity");
    let mut server = place.server().with("ADDA_IDENTITY_SECRET_FILE", file.display().to_string());
    let is_accepted = |server: SocketAddr, secret: &str| match arrive_signed(server, secret) {
        answer if answer.is_ok() => true,
        answer => {
            assert_eq!((answer.status, answer.json()["code"].as_str()), (401, Some("invalid_identity")));
            false
        }
    };
    fs::write(&file, format!("{OLD}\n")).expect("a secret");
    server.start();
    assert_eq!([OLD, NEW].map(|secret| is_accepted(server.addr, secret)), [true, false]);
    server.stop();
    fs::write(&file, format!("{NEW}\n")).expect("a secret");
    server.start();
    assert_eq!([OLD, NEW].map(|secret| is_accepted(server.addr, secret)), [true, true]);
    let admin = Agent::sign_in(server.addr);
    let forget = Request::post("/support/admin/api/settings/identity-secret/forget/", &json!({}));
    forget.bearer(&admin.token).send(server.addr).expect("an answer").ok();
    assert_eq!([OLD, NEW].map(|secret| is_accepted(server.addr, secret)), [false, true]);
    let scrape = Request::get("/metrics").send(server.addr).expect("an answer").text();
    assert!(scrape.contains("adda_tokens_rejected_total{kind=\"identity\"} 1\n"), "{scrape}");
    let log = server.log();
    assert!(!log.contains(OLD) && !log.contains(NEW), "{log}");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn a_customer_is_exported_and_erased_while_the_server_runs(#[case] engine: Engine) {
    let Some(place) = Place::on(engine) else { return };
    let mut server = place.server();
    server.start();
    let addr = server.addr;
    let (agent, other) = (Agent::sign_in(addr), Customer::arrive(addr).expect("an answer"));
    other.send(addr, "Somewhat else", "00000000-0000-4000-8000-000000000001").expect("an answer").ok();
    let customer = Customer::arrive(addr).expect("an answer");
    customer.send(addr, "The atlas of Xylofjord", "00000000-0000-4000-8000-000000000002").expect("an answer").ok();
    customer.upload(addr, b"A receipt", "00000000-0000-4000-8000-000000000003").expect("an answer").ok();
    let inbox = agent.inbox(addr).ok();
    let listed = inbox["conversations"].as_array().expect("a list");
    let own = listed.iter().find(|each| each["conversation_id"] == json!(customer.conversation)).expect("the chat");
    let id = own["customer"]["id"].to_string();

    let exported = server.run(&["customer", "export", &id], "");
    succeed(&exported);
    let data: Value = serde_json::from_slice(&exported.stdout).expect("JSON");
    assert!(data.to_string().contains("The atlas of Xylofjord"), "{data}");
    assert!(!data.to_string().contains("Somewhat else"), "{data}");
    succeed(&server.run(&["customer", "erase", &id], ""));
    let again = server.run(&["customer", "export", &id], "");
    assert!(text(&again.stderr).contains(&format!("there is no customer with the id {id}")), "{again:?}");
    let gone = Request::get(customer.path("messages/")).bearer(&customer.token).send(addr).expect("an answer");
    assert_eq!(gone.status, 401, "{}", gone.text());
    assert_eq!(other.messages(addr).len(), 2, "the welcome and the message");
    server.stop();
    succeed(&server.run(&["check"], ""));
}
