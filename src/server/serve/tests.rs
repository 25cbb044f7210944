//! Tests requests that are answered later, over real connections.

use std::{io::ErrorKind, sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    body::Bytes,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::post,
};
use futures::FutureExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{Semaphore, watch},
    time::timeout,
};

use super::{Listener, connections::Connections, parked::Connection, take};

/// The timeout of each step, long enough for a busy machine.
const SOON: Duration = Duration::from_secs(10);

/// A server whose requests wait.
struct TestServer {
    addr: std::net::SocketAddr,
    connections: Connections,
    ending: Arc<watch::Sender<bool>>,
    /// One permit for each request that waits.
    waiting: Arc<Semaphore>,
    /// One permit for each response that may be sent.
    answers: Arc<Semaphore>,
    accepting: tokio::task::JoinHandle<()>,
}

/// Returns the response to both kinds of requests.
fn response(body: Bytes) -> Response {
    let mut response =
        ([(header::CONTENT_TYPE, "application/json"), (header::SET_COOKIE, "a=b")], body).into_response();
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Cookie"));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
    response
}

impl TestServer {
    async fn new(most: usize) -> Self {
        let (waiting, answers) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (waits, answered) = (Arc::clone(&waiting), Arc::clone(&answers));
        let wait = move |Extension(connection): Extension<Connection>, body: Bytes| async move {
            waits.add_permits(1);
            let answer = async move {
                answered.acquire().await.expect("it is never closed").forget();
                response(body)
            };
            connection.answer_later(answer).await
        };
        let router = Router::new().route("/now", post(async |body: Bytes| response(body))).route("/wait", post(wait));
        let any = "127.0.0.1:0".parse().expect("an address");
        let listener = Listener::bind(&any).await.expect("a port");
        let addr = listener.addr().and_then(|addr| addr.tcp()).expect("an address");
        let (connections, ending) = (Connections::new(most), Arc::new(watch::Sender::new(false)));
        let (admitting, ends) = (connections.clone(), Arc::clone(&ending));
        let accepting = tokio::spawn(async move {
            while let Ok((stream, peer)) = listener.accept().await {
                if let Some(place) = admitting.admit(peer.address(), None) {
                    take(listener.secure(stream), peer, place, &router, &ends);
                }
            }
        });
        Self { addr, connections, ending, waiting, answers, accepting }
    }

    async fn client(&self) -> Client {
        Client(TcpStream::connect(self.addr).await.expect("a connection"))
    }

    /// Waits until `count` more requests wait.
    async fn until_waiting(&self, count: u32) {
        let waiting = timeout(SOON, self.waiting.acquire_many(count)).await.expect("they wait");
        waiting.expect("it is never closed").forget();
    }

    /// Waits until there are `count` connections.
    async fn until_connections(&self, count: usize) {
        let come = async {
            while self.connections.count() != count {
                tokio::task::yield_now().await;
            }
        };
        timeout(SOON, come).await.expect("as many connections");
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

struct Client(TcpStream);

impl Client {
    async fn send(&mut self, bytes: &str) {
        self.0.write_all(bytes.as_bytes()).await.expect("sent");
    }

    async fn ask(&mut self, path: &str, body: &str) {
        self.send(&request(path, "HTTP/1.1", "", body)).await;
    }

    /// Reads one response, without its date.
    async fn answer(&mut self) -> String {
        timeout(SOON, self.read_answer()).await.expect("an answer")
    }

    async fn read_answer(&mut self) -> String {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.expect("a head"));
        }
        let head = String::from_utf8(head).expect("text");
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().expect("a length"));
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.expect("a body");
        let head: Vec<&str> = head.split_inclusive("\r\n").filter(|line| !line.starts_with("date: ")).collect();
        head.concat() + std::str::from_utf8(&body).expect("text")
    }

    /// Waits until the server has closed the connection without another answer.
    async fn is_closed(&mut self) {
        match timeout(SOON, self.0.read_u8()).await.expect("it is closed") {
            Ok(byte) => panic!("{byte} came"),
            Err(error) => assert!(matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset)),
        }
    }
}

fn request(path: &str, version: &str, headers: &str, body: &str) -> String {
    format!("POST {path} {version}\r\nhost: a\r\n{headers}content-length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn a_late_answer_is_the_same_as_one_at_once() {
    let server = TestServer::new(10).await;
    for (version, headers, keeps_alive) in [
        ("HTTP/1.1", "", true),
        ("HTTP/1.1", "connection: keep-alive\r\n", true),
        ("HTTP/1.1", "connection: close\r\n", false),
        ("HTTP/1.0", "", false),
        ("HTTP/1.0", "connection: keep-alive\r\n", true),
    ] {
        let mut answers = Vec::new();
        for path in ["/now", "/wait"] {
            let mut client = server.client().await;
            client.send(&request(path, version, headers, "tea")).await;
            if path == "/wait" {
                server.until_waiting(1).await;
                server.answers.add_permits(1);
            }
            answers.push(client.answer().await);
            if keeps_alive {
                client.ask("/now", "again").await;
                assert!(client.answer().await.ends_with("again"), "{path} {version} {headers}");
            } else {
                client.is_closed().await;
            }
        }
        assert!(answers[0].starts_with(version) && answers[0].ends_with("\r\n\r\ntea"), "{}", answers[0]);
        assert_eq!(answers[0], answers[1], "{version} {headers}");
    }
}

#[tokio::test]
async fn requests_received_during_a_wait_are_answered_after_it_in_order() {
    let server = TestServer::new(10).await;
    let mut client = server.client().await;
    let at_once = ["/wait", "/now", "/wait", "/now"].map(|path| request(path, "HTTP/1.1", "", path));
    client.send(&at_once.concat()).await;
    server.until_waiting(1).await;
    client.ask("/wait", "/wait").await;
    client.ask("/now", "/now").await;
    for round in 0..3 {
        if round > 0 {
            server.until_waiting(1).await;
        }
        server.answers.add_permits(1);
        for expected in ["/wait", "/now"] {
            let answer = client.answer().await;
            assert!(answer.ends_with(expected), "{round}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_client_is_told_to_go_on_before_its_request_waits() {
    let server = TestServer::new(10).await;
    let mut client = server.client().await;
    client.send("POST /wait HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n").await;
    assert_eq!(client.answer().await, "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("tea").await;
    server.until_waiting(1).await;
    server.answers.add_permits(1);
    assert!(client.answer().await.ends_with("\r\n\r\ntea"));
}

#[tokio::test]
async fn a_client_that_hangs_up_while_it_waits_frees_its_place() {
    let server = TestServer::new(10).await;
    for is_reset in [false, true] {
        let (mut client, _other) = (server.client().await, server.client().await);
        client.ask("/wait", "").await;
        server.until_waiting(1).await;
        server.until_connections(2).await;
        if is_reset {
            client.0.set_zero_linger().expect("a socket");
        }
        drop(client);
        server.until_connections(1).await;
        drop(_other);
        server.until_connections(0).await;
    }
}

#[tokio::test]
async fn a_client_that_waits_makes_room_and_one_that_is_answered_does_not() {
    let server = TestServer::new(2).await;
    let (mut first, mut second) = (server.client().await, server.client().await);
    for client in [&mut first, &mut second] {
        client.ask("/wait", "tea").await;
        server.until_waiting(1).await;
    }
    let mut third = server.client().await;
    third.ask("/now", "coffee").await;
    assert!(third.answer().await.ends_with("coffee"));
    first.is_closed().await;
    server.answers.add_permits(1);
    assert!(second.answer().await.ends_with("tea"));
    assert_eq!(server.connections.count(), 2);
}

#[tokio::test]
async fn each_request_that_waits_is_answered_before_the_server_ends() {
    let server = TestServer::new(10).await;
    let mut clients = Vec::new();
    for _ in 0..5 {
        let mut client = server.client().await;
        client.ask("/wait", "tea").await;
        clients.push(client);
    }
    server.until_waiting(5).await;
    server.ending.send_replace(true);
    assert!(server.ending.closed().now_or_never().is_none(), "requests wait");
    server.answers.add_permits(5);
    for client in &mut clients {
        let answer = client.answer().await;
        assert!(answer.contains("\r\nconnection: close\r\n") && answer.ends_with("tea"), "{answer}");
        client.is_closed().await;
    }
    timeout(SOON, server.ending.closed()).await.expect("it ends");
}
