//! A client with one kept-alive connection, and its answers.

use std::{
    error::Error,
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request,
    client::conn::http1::{self, SendRequest},
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, HeaderName},
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::{net::TcpSocket, time};

/// How many connections come from one address of this machine. An address has 28,000 ports.
const PER_ADDRESS: usize = 20_000;
/// An answer that takes longer is a failure. A request that waits for changes is answered within 15
/// seconds.
const PATIENCE: Duration = Duration::from_secs(10);
const WAIT_PATIENCE: Duration = Duration::from_secs(25);

pub type Failure = Box<dyn Error + Send + Sync>;

/// How long the answers to one kind of request took, and how many requests failed.
#[derive(Default)]
pub struct Answers {
    micros: Vec<u32>,
    failed: u64,
    failure: Option<String>,
}

impl Answers {
    /// Adds the answer to a request that began at `began`. Returns the answer if it is a success.
    pub fn add(&mut self, began: Instant, answer: Result<Value, Failure>) -> Option<Value> {
        match answer {
            Ok(body) => {
                self.micros.push(began.elapsed().as_micros().try_into().unwrap_or(u32::MAX));
                Some(body)
            }
            Err(error) => {
                self.failed += 1;
                self.failure.get_or_insert_with(|| error.to_string());
                None
            }
        }
    }

    pub fn join(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.failed += other.failed;
        self.failure = self.failure.take().or(other.failure);
    }

    pub fn report(mut self) -> Value {
        self.micros.sort_unstable();
        let last = self.micros.len().saturating_sub(1);
        // In percent, so that the rank is computed with integers.
        let at = |percent: usize| self.micros.get(last * percent / 100).map(|micros| f64::from(*micros) / 1_000.0);
        json!({ "answered": self.micros.len(), "failed": self.failed, "failure": self.failure,
                "p50": at(50), "p99": at(99), "longest": at(100) })
    }
}

/// A kept-alive connection. It is opened again after a failure.
pub struct Client {
    port: u16,
    number: usize,
    session: (HeaderName, String),
    open: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    fn new(port: u16, number: usize, session: (HeaderName, String)) -> Self {
        Self { port, number, session, open: None }
    }

    /// Returns a customer's client, which sends a token.
    pub fn of_customer(port: u16, number: usize, token: &str) -> Self {
        Self::new(port, number, (AUTHORIZATION, format!("Bearer {token}")))
    }

    /// Returns an agent's client, which sends a cookie.
    pub fn of_agent(port: u16, number: usize, token: &str) -> Self {
        Self::new(port, number, (COOKIE, format!("adda_agent={token}")))
    }

    async fn connection(&mut self) -> Result<SendRequest<Full<Bytes>>, Failure> {
        if let Some(open) = self.open.take().filter(|open| !open.is_closed()) {
            return Ok(open);
        }
        let socket = TcpSocket::new_v4()?;
        let last = u8::try_from(self.number / PER_ADDRESS + 1)?;
        socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0)))?;
        let stream = socket.connect((Ipv4Addr::LOCALHOST, self.port).into()).await?;
        stream.set_nodelay(true)?;
        let (open, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(open)
    }

    /// Posts JSON. Returns the JSON of a successful answer.
    pub async fn post(&mut self, path: &str, body: &Value) -> Result<Value, Failure> {
        time::timeout(PATIENCE, self.ask(path, body)).await?
    }

    /// Posts JSON in a request that waits for changes.
    pub async fn wait(&mut self, path: &str, body: &Value) -> Result<Value, Failure> {
        time::timeout(WAIT_PATIENCE, self.ask(path, body)).await?
    }

    /// Asks for the messages of a conversation after one of them.
    pub async fn poll(&mut self, conversation: &str, after: u64) -> Result<Value, Failure> {
        let range = json!({ "after": after, "before": null, "limit": null });
        self.post("/support/fn/messages", &json!({ "conversation": conversation, "range": range })).await
    }

    async fn ask(&mut self, path: &str, body: &Value) -> Result<Value, Failure> {
        let mut connection = self.connection().await?;
        connection.ready().await?;
        let request = Request::post(path)
            .header(HOST, "127.0.0.1")
            .header(&self.session.0, &self.session.1)
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json")
            .header("sec-fetch-site", "same-origin")
            .body(Full::new(Bytes::from(body.to_string())))?;
        let answer = connection.send_request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        self.open = Some(connection);
        if status.is_success() {
            Ok(serde_json::from_slice(&body)?)
        } else {
            Err(format!("{status} {}", String::from_utf8_lossy(&body)).into())
        }
    }
}

/// A conversation and its customer.
pub struct Visitor {
    pub token: String,
    pub conversation: String,
    /// The newest message that the customer has seen.
    pub newest: u64,
}

impl Visitor {
    /// Reads `TOKEN CONVERSATION NEWEST`.
    pub fn read(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let (token, conversation) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(Self { token, conversation, newest: parts.next()?.parse().ok()? })
    }

    /// Records the messages of an answer. Returns whether there are any.
    pub fn see(&mut self, thread: &Value) -> bool {
        let last = thread["messages"].as_array().and_then(|messages| messages.last()?["id"].as_u64());
        self.newest = last.unwrap_or(self.newest);
        last.is_some()
    }
}
