//! Widgets and consoles that poll every three seconds, as they do without hints.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{task::JoinSet, time};

use crate::{
    arrival,
    client::{Answers, Client, Failure, Visitor},
};

const POLL_EVERY: Duration = Duration::from_secs(3);

/// The answers to the requests of one widget.
#[derive(Default)]
struct Seen {
    polls: Answers,
    sends: Answers,
}

/// The state that all clients share.
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

async fn widget(crowd: Arc<Crowd>, number: usize, mut visitor: Visitor, delay: Duration) -> Seen {
    let mut seen = Seen::default();
    let send = format!("/support/api/conversation/{}/send/", visitor.conversation);
    let mut client = Client::of_customer(crowd.port, number, &visitor.token);
    time::sleep(delay).await;
    while Instant::now() < crowd.until {
        let began = Instant::now();
        let answer = client.poll(&visitor.conversation, visitor.newest).await;
        if let Some(thread) = seen.polls.add(began, answer) {
            visitor.see(&thread);
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
    let mut client = Client::of_agent(crowd.port, number, &token);
    time::sleep(delay).await;
    let mut since = Value::Null;
    while Instant::now() < crowd.until {
        let began = Instant::now();
        // The list first, then its changes.
        let answer = if since.is_null() {
            client.post("/support/fn/agent/inbox", &json!({ "view": {}, "cursor": null })).await
        } else {
            client.post("/support/fn/agent/changes", &json!({ "since": since })).await
        };
        if let Some(mut body) = answers.add(began, answer) {
            // After too many changes, a console reads the list again.
            since = if body["reload"] == true { Value::Null } else { body["since"].take() };
        }
        time::sleep(POLL_EVERY).await;
    }
    answers
}

/// Polls with all visitors and some consoles for a time. Returns the report.
pub async fn run(
    port: u16,
    visitors: Vec<Visitor>,
    agent: &str,
    consoles: usize,
    sends_per_second: u64,
    period: Duration,
) -> Result<Value, Failure> {
    let began = Instant::now();
    let crowd = Arc::new(Crowd { port, began, until: began + period, sends_per_second, sent: AtomicU64::new(0) });
    let (mut at_widgets, mut at_consoles) = (JoinSet::new(), JoinSet::new());
    let widgets = visitors.len();
    for (number, visitor) in visitors.into_iter().enumerate() {
        at_widgets.spawn(widget(Arc::clone(&crowd), number, visitor, arrival(number, widgets)));
    }
    for number in 0..consoles {
        at_consoles.spawn(console(Arc::clone(&crowd), number, agent.to_owned(), arrival(number, consoles)));
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
    Ok(json!({ "polls": polls.report(), "sends": sends.report(), "consoles": changes.report() }))
}
