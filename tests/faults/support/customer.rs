//! A customer who sends messages and files, and a ledger of those that were acknowledged.

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use super::{
    Figures,
    http::{Answer, Request},
};

/// The size of each file that a customer sends, in bytes.
pub const FILE_BYTES: usize = 20_000;

/// A customer with a session and a conversation.
#[derive(Clone, Debug)]
pub struct Customer {
    pub token: String,
    pub conversation: String,
}

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    Words,
    /// A file, with its bytes.
    File(Vec<u8>),
}

/// The acknowledged messages and files of one customer, by `client_id`.
#[derive(Debug, Default)]
pub struct Ledger {
    acknowledged: HashMap<String, Sent>,
    requests: usize,
    /// The write that is retried until it is acknowledged.
    pending: Option<String>,
    numbers: AtomicUsize,
}

impl Customer {
    /// Begins a session and a conversation. Retries while the server refuses temporarily, because
    /// the effects of an earlier fault are not tested here.
    pub fn arrive(server: SocketAddr) -> io::Result<Self> {
        let session = until_possible(server, &Request::post("/support/api/session/", &json!({})))?;
        let token = session.ok()["token"].as_str().expect("a token").to_owned();
        let start = Request::post("/support/api/conversation/create/", &json!({})).bearer(&token);
        let started = until_possible(server, &start)?;
        Ok(Self { token, conversation: started.ok()["conversation_id"].as_str().expect("an id").to_owned() })
    }

    /// Returns the address of an action on the conversation.
    pub fn path(&self, action: &str) -> String {
        format!("/support/api/conversation/{}/{action}", self.conversation)
    }

    pub fn send(&self, server: SocketAddr, words: &str, client_id: &str) -> io::Result<Answer> {
        let body = json!({ "content": words, "client_id": client_id });
        Request::post(self.path("send/"), &body).bearer(&self.token).send(server)
    }

    pub fn upload(&self, server: SocketAddr, bytes: &[u8], client_id: &str) -> io::Result<Answer> {
        Request::upload(self.path("upload/"), "notes.txt", bytes, client_id).bearer(&self.token).send(server)
    }

    /// Requests the attachment of a message; `None` if it has none.
    #[track_caller]
    pub fn attachment(&self, server: SocketAddr, message: &serde_json::Value) -> Option<Answer> {
        let address = message["attachment"].as_str()?;
        let path = address.find("/support/").map_or(address, |at| &address[at..]);
        Some(until_possible(server, &Request::get(path).bearer(&self.token)).expect("an answer"))
    }

    /// Returns all messages of the conversation from the API.
    #[track_caller]
    pub fn messages(&self, server: SocketAddr) -> Vec<serde_json::Value> {
        let mut all = Vec::new();
        loop {
            let after = all.last().map_or(0, |message: &serde_json::Value| message["id"].as_i64().expect("an id"));
            let path = self.path(&format!("messages/?after={after}&limit=100"));
            let page = until_possible(server, &Request::get(path).bearer(&self.token)).expect("an answer").ok();
            let page = page["messages"].as_array().expect("messages").clone();
            if page.is_empty() {
                return all;
            }
            all.extend(page);
        }
    }
}

impl Ledger {
    /// Sends a message, and records it if the server acknowledges it.
    pub fn send(&mut self, server: SocketAddr, customer: &Customer) -> io::Result<Answer> {
        let id = self.next_id();
        self.requests += 1;
        let answer = customer.send(server, &format!("message {id}"), &id)?;
        self.note(&answer, id, Sent::Words);
        Ok(answer)
    }

    /// Sends a file, and records it if the server acknowledges it.
    pub fn upload(&mut self, server: SocketAddr, customer: &Customer) -> io::Result<Answer> {
        let id = self.next_id();
        self.requests += 1;
        let bytes = bytes_of(&id);
        let answer = customer.upload(server, &bytes, &id)?;
        self.note(&answer, id, Sent::File(bytes));
        Ok(answer)
    }

    /// Sends a new message or file, or retries the previous one if it is not acknowledged yet.
    /// Returns whether the server acknowledges it.
    pub fn retry(&mut self, server: SocketAddr, customer: &Customer, is_file: bool) -> bool {
        let id = self.pending.take().unwrap_or_else(|| self.next_id());
        self.requests += 1;
        let sent = if is_file { Sent::File(bytes_of(&id)) } else { Sent::Words };
        let answer = match &sent {
            Sent::Words => customer.send(server, &format!("message {id}"), &id),
            Sent::File(bytes) => customer.upload(server, bytes, &id),
        };
        match answer {
            Ok(answer) if answer.is_ok() => {
                self.note(&answer, id, sent);
                true
            }
            _ => {
                self.pending = Some(id);
                false
            }
        }
    }

    fn note(&mut self, answer: &Answer, id: String, sent: Sent) {
        if answer.is_ok() {
            self.acknowledged.insert(id, sent);
        }
    }

    /// Returns a new `client_id`: a UUID, as the API requires.
    fn next_id(&self) -> String {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed) + 1;
        format!("00000000-0000-4000-8000-{number:012}")
    }

    /// Counts the acknowledged messages and files that the server has lost, and the messages that
    /// it has stored more than once.
    #[track_caller]
    pub fn settle(&self, server: SocketAddr, customer: &Customer, figures: &mut Figures) {
        figures.requests += self.requests;
        figures.acknowledged += self.acknowledged.len();
        let mut found: HashMap<String, Vec<serde_json::Value>> = HashMap::new();
        for message in customer.messages(server) {
            if let Some(id) = message["client_id"].as_str() {
                found.entry(id.to_owned()).or_default().push(message);
            }
        }
        figures.duplicated += found.values().filter(|messages| messages.len() > 1).count();
        for (id, sent) in &self.acknowledged {
            let is_there = found.get(id).is_some_and(|messages| match sent {
                Sent::Words => messages[0]["content"] == format!("message {id}"),
                Sent::File(bytes) => has_bytes(server, customer, &messages[0], bytes),
            });
            if !is_there {
                println!("lost: {id}: {:?}", found.get(id));
                figures.lost += 1;
            }
        }
    }
}

/// Retries a request while the answer is 503, for at most ten seconds.
fn until_possible(server: SocketAddr, request: &Request) -> io::Result<Answer> {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let answer = request.send(server)?;
        if answer.status != 503 || Instant::now() > deadline {
            return Ok(answer);
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Returns the content of the file with a `client_id`.
fn bytes_of(id: &str) -> Vec<u8> {
    id.bytes().cycle().take(FILE_BYTES).collect()
}

fn has_bytes(server: SocketAddr, customer: &Customer, message: &serde_json::Value, bytes: &[u8]) -> bool {
    customer.attachment(server, message).is_some_and(|file| file.is_ok() && file.body == bytes)
}
