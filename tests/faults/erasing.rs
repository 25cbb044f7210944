//! What remains of an erased customer, and of deleted messages and files, in the files of the server.

use std::{fs, path::Path};

use serde_json::json;

use crate::support::{Agent, Customer, Request, Server};

/// Texts that identify the customer. The search index stores lower case.
const MARKS: [&str; 3] = ["Zanzibarquill", "zanzibarquill", "Xylofjord"];

/// Returns the files in a folder, and below it, that contain a text.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else {
            let bytes = fs::read(&path).unwrap_or_default();
            if bytes.windows(text.len()).any(|part| part == text.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[test]
fn no_file_contains_an_erased_customer_while_the_server_runs_or_afterwards() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let agent = Agent::sign_in(server.addr);
    let customer = Customer::arrive(server.addr).expect("a response");
    for number in 0..200 {
        let text = format!("Zanzibarquill {number}, and where is the Xylofjord atlas of mine?");
        let body = json!({ "content": text, "client_id": format!("erase-{number}") });
        let sent = Request::post(customer.path("send"), &body).bearer(&customer.token).send(server.addr);
        assert_eq!(sent.expect("a response").status, 200);
    }
    let path = format!("/support/agent/api/conversation/{}/update/", customer.conversation);
    let subject = json!({ "subject": "The Xylofjord atlas" });
    assert_eq!(Request::post(path, &subject).bearer(&agent.token).send(server.addr).expect("a response").status, 200);
    assert!(!files_with(folder.path(), MARKS[0]).is_empty(), "the search finds nothing");

    let listed = Request::get("/support/agent/api/conversations/").bearer(&agent.token).send(server.addr);
    let id = listed.expect("a response").json()["conversations"][0]["customer"]["id"].clone();
    let erased = server.run(&["customer", "erase", &id.to_string()], "");
    assert!(erased.status.success(), "{}", String::from_utf8_lossy(&erased.stderr));
    let printed = String::from_utf8_lossy(&erased.stdout).into_owned();
    assert!(printed.contains(&format!("Erased customer {id}: 1 conversation, ")), "{printed}");

    let expect_nothing = |state: &str| {
        for mark in MARKS {
            let found = files_with(folder.path(), mark);
            assert!(found.is_empty(), "{state}: {mark} is in {found:?}");
        }
    };
    expect_nothing("running");
    server.stop();
    expect_nothing("stopped");
    let log = server.log();
    assert!(MARKS.iter().all(|mark| !log.contains(mark)), "{log}");
}

/// Deletes what an address names, as an admin.
fn delete(server: &Server, admin: &Agent, path: String) {
    let answer = Request::delete(path).bearer(&admin.token).send(server.addr).expect("a response");
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}

#[test]
fn no_file_contains_a_deleted_message_file_or_conversation_while_the_server_runs_or_afterwards() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let admin = Agent::sign_in(server.addr);
    let customer = Customer::arrive(server.addr).expect("a response");
    let address = |path: &str| format!("/support/agent/api/conversation/{}/{path}", customer.conversation);
    let expect_nothing = |state: &str, mark: &str| {
        let found = files_with(folder.path(), mark);
        assert!(found.is_empty(), "{state}: {mark} is in {found:?}");
    };
    let mut messages = Vec::new();
    for number in 0..20 {
        let text = format!("Quillfeather {number}, is it the Vexworth edition?");
        let sent = customer.send(server.addr, &text, &format!("delete-{number}")).expect("a response");
        messages.push(sent.json()["message"]["id"].clone());
        // Other messages are between them, and remain.
        let kept = customer.send(server.addr, &format!("Plain words {number}"), &format!("keep-{number}"));
        assert_eq!(kept.expect("a response").status, 200);
    }
    let named = Request::upload(customer.path("upload/"), "marblewick.txt", b"Ottershaw inside", "file-1");
    let file = named.bearer(&customer.token).send(server.addr).expect("a response").json()["message"]["id"].clone();
    for mark in ["Quillfeather", "quillfeather", "marblewick", "Ottershaw"] {
        assert!(!files_with(folder.path(), mark).is_empty(), "the search finds no {mark}");
    }
    for message in &messages {
        delete(&server, &admin, address(&format!("messages/{message}/")));
    }
    delete(&server, &admin, address(&format!("messages/{file}/attachment/")));
    let marks = ["Quillfeather", "quillfeather", "Vexworth", "vexworth", "marblewick", "Ottershaw"];
    marks.iter().for_each(|mark| expect_nothing("running", mark));
    assert!(!files_with(folder.path(), "Plain words 7").is_empty(), "other messages remain");

    delete(&server, &admin, format!("/support/admin/api/conversation/{}/", customer.conversation));
    expect_nothing("running", "Plain words");
    expect_nothing("running", "plain words");
    server.stop();
    marks.iter().chain(&["Plain words", "plain words"]).for_each(|mark| expect_nothing("stopped", mark));
    let log = server.log();
    assert!(marks.iter().all(|mark| !log.contains(mark)), "{log}");
}
