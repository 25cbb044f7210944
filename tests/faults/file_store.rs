//! A file store that cannot be reached, or that accepts a file and never answers.

use std::{
    io::Read,
    net::{SocketAddr, TcpListener},
    thread,
    time::{Duration, Instant},
};

use crate::support::{Customer, Ledger, Request, Server};

/// How long a customer may wait for the answer.
const ANSWERED_WITHIN: Duration = Duration::from_secs(8);

/// Starts a store that accepts every request and never answers.
fn silent_store() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("its address");
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || {
                let mut bytes = [0; 16 * 1024];
                while stream.read(&mut bytes).is_ok_and(|length| length > 0) {}
            });
        }
    });
    addr
}

fn server_on(store: SocketAddr, folder: &std::path::Path) -> Server {
    let mut server = Server::new(folder)
        .with("ADDA_STORAGE_URL", "s3://files/shop")
        .with("AWS_ENDPOINT_URL", format!("http://{store}"))
        .with("AWS_ALLOW_HTTP", "true")
        .with("AWS_REGION", "eu-central-1")
        .with("AWS_ACCESS_KEY_ID", "key")
        .with("AWS_SECRET_ACCESS_KEY", "secret");
    server.start();
    server
}

#[test]
fn uploads_are_refused_and_other_requests_are_not_delayed_while_the_store_never_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = server_on(silent_store(), folder.path());
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    thread::scope(|scope| {
        let uploads: Vec<_> = (0..12)
            .map(|number: usize| {
                let id = format!("00000000-0000-4000-8000-{number:012}");
                // The files have different sizes.
                let bytes = vec![b'a'; 1_000 + number * 100_000];
                let customer = &customer;
                scope.spawn(move || customer.upload(addr, &bytes, &id).expect("an answer"))
            })
            .collect();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(2) {
            let mut ledger = Ledger::default();
            let sent = ledger.send(addr, &Customer::arrive(addr).expect("an answer")).expect("an answer");
            assert!(sent.is_ok() && sent.took < Duration::from_secs(2), "{:?}", sent.took);
        }
        for upload in uploads {
            let answer = upload.join().expect("an upload");
            assert_eq!(answer.status, 503, "{}", answer.text());
            assert_eq!(
                (answer.json()["code"].as_str(), answer.header("retry-after")),
                (Some("unavailable"), Some("2"))
            );
            assert!(answer.took < ANSWERED_WITHIN, "{:?}", answer.took);
        }
    });
    assert!(Request::get("/readyz").send(addr).expect("an answer").is_ok());
    assert_eq!(customer.messages(addr).len(), 1, "the welcome");
}

#[test]
fn uploads_are_refused_within_two_seconds_while_the_store_cannot_be_reached() {
    let folder = tempfile::tempdir().expect("a folder");
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let server = server_on(closed, folder.path());
    let customer = Customer::arrive(server.addr).expect("an answer");
    let mut ledger = Ledger::default();
    ledger.upload(server.addr, &customer).expect("an answer").is_temporary_refusal();
    assert!(ledger.send(server.addr, &customer).expect("an answer").is_ok());
}
