//! Opens many widgets and some consoles, each with a kept-alive connection of its own.
//!
//! `crowd PORT WIDGETS CONSOLES SENDS SECONDS` reads a line `TOKEN CONVERSATION NEWEST` for
//! each widget and then the agent's `TOKEN` from its standard input. Each widget asks
//! three seconds after each answer, as it does in a browser; each console asks for the
//! inbox's changes as often. `SENDS` messages a second come from widgets in turn, each on
//! its widget's own connection. They arrive evenly within 30 seconds. Prints a line of JSON: how many requests of each kind there
//! were, how many failed, and how long the answers took, in milliseconds.

use std::{
    env,
    error::Error,
    io::{self, BufRead},
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
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
use tokio::{net::TcpSocket, task::JoinSet, time};

const POLL_EVERY: Duration = Duration::from_secs(3);
/// In how long all widgets and consoles arrive.
const ARRIVING: Duration = Duration::from_secs(30);
/// How many connections come from one address of this machine, which has 28,000 ports.
const PER_ADDRESS: usize = 20_000;
/// An answer that takes longer is a failure.
const PATIENCE: Duration = Duration::from_secs(10);

type Failure = Box<dyn Error + Send + Sync>;

/// How long the answers to one kind of request took, and how many requests failed.
#[derive(Default)]
struct Answers {
    micros: Vec<u32>,
    failed: u64,
    failure: Option<String>,
}

/// What one widget has seen.
#[derive(Default)]
struct Seen {
    polls: Answers,
    sends: Answers,
}

/// What all clients share.
struct Crowd {
    port: u16,
    began: Instant,
    until: Instant,
    sends_per_second: u64,
    /// How many messages were sent.
    sent: AtomicU64,
}

impl Crowd {
    /// Takes one of the messages that are due.
    fn takes_message(&self) -> bool {
        let due = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX) * self.sends_per_second / 1_000;
        let take = |sent| (sent < due).then_some(sent + 1);
        self.sent.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }
}

impl Answers {
    /// Adds the answer to a request that began at a moment. Returns it if it is good.
    fn add(&mut self, began: Instant, answer: Result<Value, Failure>) -> Option<Value> {
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

    fn join(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.failed += other.failed;
        self.failure = self.failure.take().or(other.failure);
    }

    fn report(mut self) -> Value {
        self.micros.sort_unstable();
        let last = self.micros.len().saturating_sub(1);
        // In hundredths, so that a rank is a whole number.
        let at = |percent: usize| self.micros.get(last * percent / 100).map(|micros| f64::from(*micros) / 1_000.0);
        json!({ "answered": self.micros.len(), "failed": self.failed, "failure": self.failure,
                "p50": at(50), "p99": at(99), "longest": at(100) })
    }
}

/// A kept-alive connection. Opens another after a failure.
struct Client {
    port: u16,
    number: usize,
    session: (HeaderName, String),
    open: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    fn new(crowd: &Crowd, number: usize, session: (HeaderName, String)) -> Self {
        Self { port: crowd.port, number, session, open: None }
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

    /// Posts JSON. Returns the JSON of a good answer.
    async fn post(&mut self, path: &str, body: &Value) -> Result<Value, Failure> {
        time::timeout(PATIENCE, self.ask(path, body)).await?
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

async fn widget(crowd: Arc<Crowd>, number: usize, line: String, delay: Duration) -> Seen {
    let mut seen = Seen::default();
    let mut parts = line.split(' ');
    let [token, conversation] = [parts.next(), parts.next()].map(Option::unwrap_or_default);
    let mut newest: u64 = parts.next().and_then(|newest| newest.parse().ok()).unwrap_or_default();
    let send = format!("/support/api/conversation/{conversation}/send/");
    let mut client = Client::new(&crowd, number, (AUTHORIZATION, format!("Bearer {token}")));
    time::sleep(delay).await;
    while Instant::now() < crowd.until {
        let range = json!({ "after": newest, "before": null, "limit": null });
        let began = Instant::now();
        let answer = client.post("/support/fn/messages", &json!({ "conversation": conversation, "range": range })).await;
        if let Some(thread) = seen.polls.add(began, answer) {
            let last = thread["messages"].as_array().and_then(|messages| messages.last()?["id"].as_u64());
            newest = last.unwrap_or(newest);
        }
        if crowd.takes_message() {
            let began = Instant::now();
            let answer = client.post(&send, &json!({ "content": "Is there any news of my parcel?" })).await;
            seen.sends.add(began, answer);
        }
        time::sleep(POLL_EVERY).await;
    }
    seen
}

async fn console(crowd: Arc<Crowd>, number: usize, token: String, delay: Duration) -> Answers {
    let mut answers = Answers::default();
    let mut client = Client::new(&crowd, number, (COOKIE, format!("adda_agent={token}")));
    time::sleep(delay).await;
    let mut since = Value::Null;
    while Instant::now() < crowd.until {
        let began = Instant::now();
        // The list first, and then what changes in it.
        let answer = if since.is_null() {
            client.post("/support/fn/agent/inbox", &json!({ "view": {}, "cursor": null })).await
        } else {
            client.post("/support/fn/agent/changes", &json!({ "since": since })).await
        };
        if let Some(mut body) = answers.add(began, answer) {
            since = body["since"].take();
        }
        time::sleep(POLL_EVERY).await;
    }
    answers
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let numbers: Vec<u64> = env::args().skip(1).map(|argument| argument.parse()).collect::<Result<_, _>>()?;
    let [port, widgets, consoles, sends_per_second, seconds] = numbers[..] else {
        return Err("crowd PORT WIDGETS CONSOLES SENDS SECONDS".into());
    };
    let mut lines: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let agent = lines.pop().ok_or("no agent's token")?;
    let began = Instant::now();
    let crowd = Arc::new(Crowd {
        port: u16::try_from(port)?,
        began,
        until: began + Duration::from_secs(seconds),
        sends_per_second,
        sent: AtomicU64::new(0),
    });
    let (mut at_widgets, mut at_consoles) = (JoinSet::new(), JoinSet::new());
    let delay = |number: usize, of: u64| ARRIVING.mul_f64(number as f64 / of as f64);
    for (number, line) in lines.into_iter().take(usize::try_from(widgets)?).enumerate() {
        at_widgets.spawn(widget(Arc::clone(&crowd), number, line, delay(number, widgets)));
    }
    for number in 0..usize::try_from(consoles)? {
        at_consoles.spawn(console(Arc::clone(&crowd), number, agent.clone(), delay(number, consoles)));
    }
    let (mut polls, mut sends, mut changes) = (Answers::default(), Answers::default(), Answers::default());
    while let Some(seen) = at_widgets.join_next().await {
        let seen = seen?;
        polls.join(seen.polls);
        sends.join(seen.sends);
    }
    while let Some(answers) = at_consoles.join_next().await {
        changes.join(answers?);
    }
    println!("{}", json!({ "polls": polls.report(), "sends": sends.report(), "consoles": changes.report() }));
    Ok(())
}
