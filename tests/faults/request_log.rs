//! What the log contains about requests.

use serde_json::json;

use crate::support::{Agent, Customer, Request, Server, until};

const TEXT: &str = "My parcel of last Tuesday";

/// Returns the line of the log that has a text and, if one is given, an id.
fn line(server: &Server, text: &str, id: &str) -> String {
    until(|| server.log().lines().any(|line| line.contains(text) && line.contains(id)));
    let log = server.log();
    log.lines().find(|line| line.contains(text) && line.contains(id)).unwrap_or_default().to_owned()
}

#[test]
fn each_request_has_one_line_with_its_id_and_no_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_TRUSTED_PROXIES", "127.0.0.0/8");
    server.start();
    let customer = Customer::arrive(server.addr).expect("a response");
    let sent = Request::post(customer.path("send"), &json!({ "content": TEXT, "client_id": "log-1" }))
        .bearer(&customer.token)
        .header("x-forwarded-for", "203.0.113.7")
        .send(server.addr)
        .expect("a response");
    let id = sent.header("x-request-id").expect("an id").to_owned();
    let logged = line(&server, "adda::requests", &id);
    for part in ["method=POST", "route=", "{id}/send", "status=200", "milliseconds=", "client=203.0.113.7"] {
        assert!(logged.contains(part), "{part}: {logged}");
    }
    assert_eq!(server.log().matches(&id).count(), 1);

    let refused = Request::get("/support/api/nothing-here").send(server.addr).expect("a response");
    let logged = line(&server, "status=404", refused.header("x-request-id").expect("an id"));
    assert!(logged.contains("route=\"none\"") || logged.contains("route=none"), "{logged}");

    let agent = Agent::sign_in(server.addr);
    line(&server, "an agent signed in", "client=127.0.0.1");
    let wrong = json!({ "username": "my-own-password", "password": "not the password" });
    let failed = Request::post("/support/api/login/", &wrong).send(server.addr).expect("a response");
    let logged = line(&server, "a sign-in failed", failed.header("x-request-id").expect("an id"));
    assert!(logged.contains("WARN") && logged.contains("client=127.0.0.1"), "{logged}");

    server.stop();
    let log = server.log();
    for secret in [TEXT, "my-own-password", "not the password", &customer.token, &customer.conversation, &agent.token] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

/// A pipe takes 64 KiB, and a line has about 200 bytes.
const MORE_LINES_THAN_A_PIPE_TAKES: usize = 600;

#[test]
fn requests_are_answered_while_the_log_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let held = server.hold_log();
    let ids: Vec<String> = (0..MORE_LINES_THAN_A_PIPE_TAKES)
        .map(|_| {
            let refused = Request::get("/support/api/nothing-here").send(server.addr).expect("a response");
            refused.header("x-request-id").expect("an id").to_owned()
        })
        .collect();
    drop(held);
    until(|| ids.iter().all(|id| server.log().contains(id)));
    server.stop();
}
