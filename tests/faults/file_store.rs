//! A file store that cannot be reached, that accepts a file and never answers, or whose bucket
//! is missing or forbidden.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use rstest::rstest;

use crate::support::{Customer, Ledger, Request, Server, until};

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

/// The responses of a store to each request: a status, and the code in its body.
type Answers = Arc<Mutex<(&'static str, &'static str)>>;

/// Starts a store that answers each request in the same way, which a test can change.
fn answering_store(answers: &Answers) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("its address");
    let answers = Arc::clone(answers);
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
            while lines.next().is_some_and(|line| !line.is_empty()) {}
            let (status, code) = *answers.lock().expect("the answers");
            let body = format!("<Error><Code>{code}</Code></Error>");
            let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            // The client may have ended.
            drop(stream.write_all([head, body].concat().as_bytes()));
        }
    });
    addr
}

#[rstest]
#[case::missing(("404 Not Found", "NoSuchBucket"), "it does not exist. Create it, or correct its name in ADDA_STORAGE_URL")]
#[case::wrong_keys(("403 Forbidden", "SignatureDoesNotMatch"), "the store refuses the keys. Check AWS_ACCESS_KEY_ID")]
fn a_bucket_that_cannot_be_used_is_reported_at_the_start_and_used_once_it_can(
    #[case] refusal: (&'static str, &'static str),
    #[case] words: &str,
) {
    let answers = Answers::new(Mutex::new(refusal));
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = server_on(answering_store(&answers), folder.path());
    let addr = server.addr;
    let logged = format!("the store of files cannot be used: {words}");
    until(|| server.log().contains(&logged));
    let is_up = |value: &str| {
        let metrics = Request::get("/metrics").send(addr).expect("an answer").text();
        metrics.lines().any(|line| line == format!("adda_storage_up {value}"))
    };
    assert!(is_up("0"));
    // Messages need no store.
    assert!(Request::get("/readyz").send(addr).expect("an answer").is_ok());
    let customer = Customer::arrive(addr).expect("an answer");
    let mut ledger = Ledger::default();
    assert!(ledger.send(addr, &customer).expect("an answer").is_ok());
    ledger.upload(addr, &customer).expect("an answer").is_temporary_refusal();
    let checked = server.run(&["check"], "");
    let printed = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(checked.status.code(), Some(1), "{printed}");
    assert!(printed.contains(&format!("The bucket files cannot be used: {words}")), "{printed}");

    *answers.lock().expect("the answers") = ("404 Not Found", "NoSuchKey");
    until(|| server.log().contains("the store of files can be used again"));
    assert!(is_up("1"));
    assert!(server.stop().success());
    assert_eq!(server.log().matches("the store of files cannot be used").count(), 1, "{}", server.log());
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
