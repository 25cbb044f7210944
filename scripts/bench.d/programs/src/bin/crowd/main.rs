//! Opens many widgets and some consoles, each with a kept-alive connection of its own.
//!
//! `crowd polling PORT CONSOLES SENDS SECONDS` reads a line `TOKEN CONVERSATION NEWEST` for
//! each widget and then the agent's `TOKEN` from its standard input. Each widget polls
//! three seconds after each answer, as it does in a browser without hints. Each console
//! polls the inbox's changes at the same interval. Widgets send `SENDS` messages a second
//! in total, each on its own connection.
//!
//! `crowd waiting PORT SENDS SECONDS` reads the same lines. Each widget waits for a hint and
//! then polls. Once all have arrived, agents send them `SENDS` messages a second in turn.
//!
//! All arrive evenly within 30 seconds. Prints a line of JSON: how many requests of each
//! kind there were, how many failed, and how long the answers took, in milliseconds.

mod client;
mod polling;
mod waiting;

use std::{
    env,
    io::{self, BufRead},
    time::Duration,
};

use self::client::{Failure, Visitor};

/// How long it takes until all widgets and consoles have arrived.
const ARRIVING: Duration = Duration::from_secs(30);

/// Returns when one of them arrives.
fn arrival(number: usize, of: usize) -> Duration {
    ARRIVING.mul_f64(number as f64 / of as f64)
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let numbers: Vec<u32> = arguments.map(|argument| argument.parse()).collect::<Result<_, _>>()?;
    let mut lines: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let agent = lines.pop().ok_or("no agent's token")?;
    let visitors = lines.iter().map(|line| Visitor::read(line).ok_or("no visitor")).collect::<Result<_, _>>()?;
    let seconds = |seconds: u32| Duration::from_secs(seconds.into());
    let report = match (what.as_str(), &numbers[..]) {
        ("polling", &[port, consoles, sends, period]) => {
            let consoles = usize::try_from(consoles)?;
            polling::run(u16::try_from(port)?, visitors, &agent, consoles, sends.into(), seconds(period)).await?
        }
        ("waiting", &[port, sends, period]) => {
            waiting::run(u16::try_from(port)?, visitors, &agent, sends, seconds(period)).await?
        }
        _ => return Err("crowd polling PORT CONSOLES SENDS SECONDS, or crowd waiting PORT SENDS SECONDS".into()),
    };
    println!("{report}");
    Ok(())
}
