//! Widgets that wait for hints, and agents who write to them.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{task::JoinSet, time};

use crate::{
    ARRIVING, arrival,
    client::{Answers, Client, Failure, Visitor},
};

/// How many agents write at the same time.
const AGENTS: usize = 16;

/// The state that a widget and the agents share: when a message was sent that the widget has not
/// seen.
type Sent = Mutex<Option<Instant>>;

/// The figures of one widget.
#[derive(Default)]
struct Seen {
    /// The time from the sending of a message until the widget has it.
    messages: Answers,
    /// Waiting requests and polls.
    requests: Answers,
}

fn take(sent: &Sent) -> Option<Instant> {
    sent.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Waits on its one connection, and polls there when a hint comes.
async fn widget(port: u16, number: usize, mut visitor: Visitor, sent: Arc<Sent>, until: Instant) -> Seen {
    let mut seen = Seen::default();
    let mut client = Client::of_customer(port, number, &visitor.token);
    let mut since = Value::Null;
    while Instant::now() < until {
        let began = Instant::now();
        let hint = client.wait("/support/fn/wait", &json!({ "conversation": visitor.conversation, "since": since })).await;
        let Some(mut hint) = seen.requests.add(began, hint) else {
            time::sleep(Duration::from_secs(3)).await;
            continue;
        };
        since = hint["since"].take();
        if hint["conversation"] == true {
            let began = Instant::now();
            let answer = client.poll(&visitor.conversation, visitor.newest).await;
            if let Some(thread) = seen.requests.add(began, answer)
                && visitor.see(&thread)
                && let Some(sent) = take(&sent)
            {
                seen.messages.add(sent, Ok(Value::Null));
            }
        }
    }
    seen
}

/// Sends to every `AGENTS`th conversation in turn.
async fn agent(
    port: u16,
    number: usize,
    token: String,
    visitors: Vec<(String, Arc<Sent>)>,
    every: Duration,
    until: Instant,
) -> Answers {
    let mut answers = Answers::default();
    let mut client = Client::of_agent(port, number, &token);
    let mut ticks = time::interval(every);
    let mut turns = visitors.iter().cycle();
    while Instant::now() < until {
        ticks.tick().await;
        let Some((conversation, sent)) = turns.next() else { break };
        let began = Instant::now();
        *sent.lock().unwrap_or_else(PoisonError::into_inner) = Some(began);
        let path = format!("/support/agent/api/conversation/{conversation}/send/");
        let answer = client.post(&path, &json!({ "content": "It is on its way." })).await;
        answers.add(began, answer);
    }
    answers
}

/// Waits with all visitors while agents write to them for a time. Returns the report.
pub async fn run(
    port: u16,
    visitors: Vec<Visitor>,
    token: &str,
    sends_per_second: u32,
    period: Duration,
) -> Result<Value, Failure> {
    let began = Instant::now() + ARRIVING;
    let until = began + period;
    // Leaves time for the last messages to arrive.
    let end = until + Duration::from_secs(2);
    let widgets = visitors.len();
    let (mut at_widgets, mut at_agents) = (JoinSet::new(), JoinSet::new());
    let mut told = Vec::new();
    for (number, visitor) in visitors.into_iter().enumerate() {
        let sent = Arc::<Sent>::default();
        told.push((visitor.conversation.clone(), Arc::clone(&sent)));
        at_widgets.spawn(async move {
            time::sleep(arrival(number, widgets)).await;
            widget(port, number, visitor, sent, end).await
        });
    }
    time::sleep(ARRIVING + Duration::from_secs(1)).await;
    let every = Duration::from_secs(1) * u32::try_from(AGENTS)? / sends_per_second;
    for number in 0..AGENTS {
        let of_this = told.iter().skip(number).step_by(AGENTS).cloned().collect();
        at_agents.spawn(agent(port, number, token.to_owned(), of_this, every, until));
    }
    let (mut messages, mut requests, mut sends) = (Answers::default(), Answers::default(), Answers::default());
    while let Some(answers) = at_agents.join_next().await {
        sends.join(answers?);
    }
    while let Some(seen) = at_widgets.join_next().await {
        let seen = seen?;
        messages.join(seen.messages);
        requests.join(seen.requests);
    }
    let unseen = told.iter().filter(|(_, sent)| take(sent).is_some()).count();
    Ok(json!({ "messages": messages.report(), "requests": requests.report(), "sends": sends.report(), "unseen": unseen }))
}
