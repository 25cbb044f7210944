//! Floods from the internet. The requests of one client must not use up the memory or the
//! connections, or delay other clients.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rstest::rstest;
use serde_json::json;

use crate::support::{Agent, Customer, EndOnDrop, Engine, MEMORY_LIMIT, Place, Request, Server, peak_memory, until};

/// The longest time that another client may wait during the flood.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// Returns a server that is ready, or `None` if this database is not available.
fn server(engine: Engine) -> Option<(Place, Server)> {
    let place = Place::on(engine)?;
    let mut server = place.server();
    server.start();
    Some((place, server))
}

/// Sends requests as another client until `is_over`. Returns the longest wait.
fn wait_of_others(addr: SocketAddr, is_over: &AtomicBool) -> Duration {
    let mut longest = Duration::ZERO;
    while !is_over.load(Ordering::Relaxed) {
        let answer = Request::get("/support/api/config/").send(addr).expect("an answer");
        assert!(answer.is_ok(), "{}", answer.text());
        longest = longest.max(answer.took);
        thread::sleep(Duration::from_millis(20));
    }
    longest
}

/// Attack 32.
#[rstest]
fn three_hundred_wrong_passwords_use_little_memory_and_do_not_delay_other_clients(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((_place, server)) = server(engine) else { return };
    let addr = server.addr;
    let before = peak_memory(&server);
    let (is_over, busy) = (AtomicBool::new(false), AtomicUsize::new(0));
    let longest = thread::scope(|scope| {
        let _ends = EndOnDrop(&is_over);
        let others = scope.spawn(|| wait_of_others(addr, &is_over));
        let attackers: Vec<_> = (0..100)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..3 {
                        let wrong = json!({ "username": "admin", "password": "wrong" });
                        let answer = Request::post("/support/api/login/", &wrong).send(addr).expect("an answer");
                        match answer.status {
                            401 => {}
                            429 => {
                                assert_eq!(answer.json()["code"], "rate_limited");
                                assert!(answer.header("retry-after").is_some(), "no Retry-After");
                                busy.fetch_add(1, Ordering::Relaxed);
                            }
                            status => panic!("{status}: {}", answer.text()),
                        }
                    }
                })
            })
            .collect();
        attackers.into_iter().for_each(|attacker| attacker.join().expect("an attacker"));
        is_over.store(true, Ordering::Relaxed);
        others.join().expect("another client")
    });
    let most = peak_memory(&server);
    println!("memory: {before} before, {most} at most; {} refused; others waited {longest:?}", busy.into_inner());
    assert!(most < MEMORY_LIMIT, "{most} bytes, {before} before");
    assert!(longest < MAX_WAIT, "another client waited {longest:?}");
    Agent::sign_in(addr);
}

/// Opens connections that send only `beginning`.
fn silent(addr: SocketAddr, count: usize, beginning: &[u8]) -> Vec<TcpStream> {
    let open = |_| {
        let mut stream = TcpStream::connect(addr).ok()?;
        stream.write_all(beginning).ok()?;
        Some(stream)
    };
    (0..count).filter_map(open).collect()
}

/// Attacks 28 and 33. The server is limited to 300 descriptors.
#[rstest]
fn idle_connections_and_slow_headers_do_not_lock_out_other_clients(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(place) = Place::on(engine) else { return };
    let mut server = place.server().with_limit_of_descriptors(300);
    server.start();
    for beginning in [&b""[..], b"GET / HT", b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: "] {
        let idle = silent(server.addr, 500, beginning);
        assert!(idle.len() > 300, "{} connections", idle.len());
        let customer = Customer::arrive(server.addr).expect("an answer");
        for number in 0..5 {
            let begun = Instant::now();
            let sent = customer.send(server.addr, "Hello", &format!("{number}"));
            assert!(sent.expect("an answer").is_ok());
            assert!(begun.elapsed() < MAX_WAIT, "{:?}", begun.elapsed());
        }
    }
    let most = peak_memory(&server);
    assert!(most < MEMORY_LIMIT, "{most} bytes");
    server.stop();
}

/// Requests that wait for changes hold connections too. Here the server has room for fewer than
/// 200 of them.
#[test]
fn waiting_requests_do_not_lock_out_other_clients() {
    let place = Place::on(Engine::Sqlite).expect("a folder");
    let mut server = place.server().with_limit_of_descriptors(300);
    server.start();
    let waiting: Vec<TcpStream> = (0..40).flat_map(|_| waiting_requests(server.addr)).collect();
    assert!(waiting.len() > 300, "{} connections", waiting.len());
    until(|| waiting.iter().filter(|stream| is_open(stream)).count() < 200);
    assert!(!is_open(&waiting[0]), "the request that has waited longest is still open");
    assert!(waiting.last().is_some_and(is_open), "the newest request is closed");
    let customer = Customer::arrive(server.addr).expect("an answer");
    for number in 0..5 {
        let begun = Instant::now();
        assert!(customer.send(server.addr, "Hello", &format!("{number}")).expect("an answer").is_ok());
        assert!(begun.elapsed() < MAX_WAIT, "{:?}", begun.elapsed());
    }
    let most = peak_memory(&server);
    assert!(most < MEMORY_LIMIT, "{most} bytes");
    server.stop();
}

/// Opens as many waiting requests as a customer may have, each on its own connection.
fn waiting_requests(addr: SocketAddr) -> Vec<TcpStream> {
    let customer = Customer::arrive(addr).expect("an answer");
    let first = json!({ "conversation": customer.conversation, "since": null });
    let first = Request::post("/support/fn/wait", &first).bearer(&customer.token).send(addr).expect("an answer").ok();
    let body = json!({ "conversation": customer.conversation, "since": first["since"] }).to_string();
    let head = format!(
        "POST /support/fn/wait HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        customer.token,
        body.len()
    );
    silent(addr, 8, (head + &body).as_bytes())
}

/// Attack 28 from one address, the loopback address of the server's machine. If proxies are
/// configured, an address may have 512 connections, and a proxy any number.
#[rstest]
#[case::the_address_is_not_a_proxy("10.0.0.0/8", 512)]
#[case::the_address_is_a_proxy("127.0.0.0/8", 600)]
fn one_address_keeps_only_its_share_of_connections(#[case] proxies: &str, #[case] kept: usize) {
    let place = Place::on(Engine::Sqlite).expect("a folder");
    let mut server = place.server().with("ADDA_LIMITS", "on").with("ADDA_TRUSTED_PROXIES", proxies);
    server.start();
    let idle = silent(server.addr, 600, b"");
    assert_eq!(idle.len(), 600);
    let open = || idle.iter().filter(|stream| is_open(stream)).count();
    until(|| (kept - 2..=kept).contains(&open()));
    let answer = Request::get("/support/api/config/").send(server.addr).expect("an answer");
    assert!(answer.is_ok() && answer.took < MAX_WAIT, "{} {:?}", answer.status, answer.took);
    assert!((kept - 3..=kept).contains(&open()), "{} connections", open());
}

/// Returns whether the server has kept the connection open.
fn is_open(mut stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).expect("a stream");
    stream.read(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

/// Attack 34: without a session, the server does not read a body. With a session, it limits the
/// bytes before the first boundary and the headers of a part.
#[rstest]
fn a_multipart_body_without_a_boundary_is_not_buffered(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((_place, server)) = server(engine) else { return };
    let customer = Customer::arrive(server.addr).expect("an answer");
    let path = customer.path("upload/");
    let begin = |session: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: a\r\n{session}content-length: 60000000\r\n\
             content-type: multipart/form-data; boundary=b\r\n\r\n"
        )
    };
    let with_session = format!("authorization: Bearer {}\r\n", customer.token);
    for (session, part, status) in
        [("", "x", "401"), (with_session.as_str(), "x", "400"), (with_session.as_str(), "--b\r\nX-Endless: x", "400")]
    {
        let mut stream = TcpStream::connect(server.addr).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a limit");
        stream.write_all(begin(session).as_bytes()).expect("sent");
        // More bytes than the server may buffer. It may close the connection before the end.
        drop(stream.write_all(part.repeat(40_000).as_bytes()));
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).expect("an answer before the end of the body");
        assert_eq!(&answer[9..], status.as_bytes(), "{part}");
    }
}

/// Requests that never end do not keep the server from stopping. The server first reports that it
/// is not ready.
#[test]
fn an_unfinished_request_does_not_keep_the_server_from_stopping() {
    let (_place, mut server) = server(Engine::Sqlite).expect("a folder");
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    let begin = format!(
        "POST {} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\ncontent-type: multipart/form-data; boundary=b\r\n\
         content-length: 1000\r\n\r\n--b\r\n",
        customer.path("upload/"),
        customer.token
    );
    let _unfinished = silent(addr, 3, begin.as_bytes());
    let states = Mutex::new(Vec::new());
    let begun = Instant::now();
    server.signal("TERM");
    while let Ok(answer) = Request::get("/readyz").send(addr) {
        states.lock().expect("the states").push(answer.status);
    }
    assert!(server.wait().success());
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    let states = states.into_inner().expect("the states");
    assert_eq!(states.last(), Some(&503), "{states:?}");
}

/// A request that waits for changes does not keep the server from stopping either.
#[test]
fn a_waiting_request_is_answered_when_the_server_stops() {
    let (_place, mut server) = server(Engine::Sqlite).expect("a folder");
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    let wait = |since: Option<&str>| {
        let body = json!({ "conversation": customer.conversation, "since": since });
        Request::post("/support/fn/wait", &body).bearer(&customer.token).send(addr).expect("an answer")
    };
    let first = wait(None).ok();
    let since = first["since"].as_str().expect("a cursor");
    thread::scope(|scope| {
        let waiting = scope.spawn(|| wait(Some(since)));
        thread::sleep(Duration::from_millis(500));
        assert!(!waiting.is_finished(), "the request did not wait");
        let begun = Instant::now();
        server.signal("TERM");
        assert_eq!(waiting.join().expect("an answer").ok()["conversation"], false);
        assert!(server.wait().success());
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    });
}
