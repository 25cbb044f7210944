//! Another process holds the lock of the SQLite file.

use std::{thread, time::Duration};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use serde_json::json;

use crate::support::{Agent, Answer, Customer, Request, Server};

/// The number of concurrent requests. They must not wait for each other.
const CROWD: usize = 12;

#[test]
fn reads_work_and_writes_are_refused_while_another_process_holds_the_lock() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    let agent = Agent::sign_in(addr);
    let id = "00000000-0000-4000-8000-000000000001";
    assert!(customer.send(addr, "before", id).expect("an answer").is_ok());

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let other = runtime.block_on(lock(&server));

    thread::scope(|scope| {
        for _ in 0..CROWD {
            scope.spawn(|| {
                let words = json!({ "content": "under the lock", "client_id": "00000000-0000-4000-8000-000000000002" });
                let answer = Request::post(customer.path("send/"), &words)
                    .bearer(&customer.token)
                    .send(addr)
                    .expect("an answer");
                // If the requests waited for each other, each would delay the next by a second.
                assert!(answer.took < Duration::from_secs(CROWD as u64 / 2), "answered after {:?}", answer.took);
                answer.is_temporary_refusal();
            });
            scope.spawn(|| is_quick(agent.inbox(addr)));
            scope.spawn(|| {
                is_quick(
                    Request::get(customer.path("messages/")).bearer(&customer.token).send(addr).expect("an answer"),
                )
            });
        }
    });
    // A server function, and a page with its form.
    let words =
        json!({ "conversation": customer.conversation, "content": "by the widget", "client_id": null, "page": null });
    let sent = Request::post("/support/fn/send", &words).bearer(&customer.token).send(addr).expect("an answer");
    sent.is_temporary_refusal();
    let page = format!("/support/conversation/{}/", customer.conversation);
    is_quick(Request::get(&page).bearer(&customer.token).send(addr).expect("an answer"));
    is_quick(agent.get(addr, &format!("/support/agent/api/conversation/{}/messages/", customer.conversation)));
    let form = Request::form(format!("{page}send/"), "content=by+the+form")
        .bearer(&customer.token)
        .send(addr)
        .expect("an answer");
    assert_eq!(form.status, 503, "{}", form.text());
    form.has_retry_after();
    assert!(form.text().contains("by the form"), "the text is lost: {}", form.text());
    // Opening the chat again is a read.
    let open = json!({ "resume": customer.conversation, "language": "en", "identity_token": null,
        "page": { "url": "https://shop.example/", "title": "Shop" } });
    is_quick(Request::post("/support/fn/open", &open).bearer(&customer.token).send(addr).expect("an answer"));
    is_quick(Request::get("/support/api/conversation/create/").bearer(&customer.token).send(addr).expect("an answer"));
    let ready = Request::get("/readyz").send(addr).expect("an answer");
    assert_eq!(ready.status, 503);
    assert!(ready.took < Duration::from_millis(1_500), "{:?}", ready.took);

    runtime.block_on(other.execute_unprepared("ROLLBACK")).expect("the lock is released");
    assert!(customer.send(addr, "after", "00000000-0000-4000-8000-000000000003").expect("an answer").is_ok());
    assert!(Request::get("/readyz").send(addr).expect("an answer").is_ok());
}

/// Takes the write lock. Before that, makes the incidental writes of requests due: when agents
/// were last seen, and when sessions were last used.
async fn lock(server: &Server) -> DatabaseConnection {
    let url = format!("sqlite://{}", server.data.join("adda.sqlite3").display());
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let other = Database::connect(options).await.expect("the same file");
    for statement in [
        "UPDATE support_supportagent SET last_seen_at = NULL",
        "UPDATE support_session SET last_used_at = '2020-01-01 00:00:00+00:00'",
        "BEGIN IMMEDIATE",
    ] {
        other.execute_unprepared(statement).await.expect(statement);
    }
    other
}

#[track_caller]
fn is_quick(answer: Answer) {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.took < Duration::from_secs(2), "answered after {:?}", answer.took);
}
