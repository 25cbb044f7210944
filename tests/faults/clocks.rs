//! Clocks that are wrong: the server's is set while it runs, the client's is years
//! off.

use std::{collections::HashSet, time::Duration};

use serde_json::json;

use crate::support::{Agent, Clock, Customer, Figures, Ledger, Request, Server, rounds};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

#[test]
fn while_the_servers_clock_jumps_everything_goes_on() {
    let Some(clock) = Clock::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with_library(&clock.library()).with("ADDA_TEST_CLOCK", clock.file());
    server.start();
    let addr = server.addr;
    let (customer, agent) = (Customer::arrive(addr).expect("an answer"), Agent::sign_in(addr));
    let (mut ledger, mut figures) = (Ledger::default(), Figures::default());
    let mut years = HashSet::new();
    for round in 0..rounds(1) {
        // Back and forth; sessions last longer than any of these.
        for offset in [0, -HOUR, 2 * HOUR, -DAY, 5 * DAY, -5 * DAY, 0] {
            clock.set(offset + round as i64);
            let before = customer.messages(addr).len();
            assert!(ledger.send(addr, &customer).expect("an answer").is_ok(), "{offset}: {}", server.log());
            assert!(ledger.upload(addr, &customer).expect("an answer").is_ok(), "{offset}: {}", server.log());
            // A poll brings them, in their order, whatever their times.
            let messages = customer.messages(addr);
            assert_eq!(messages.len(), before + 2, "{offset}");
            let time = messages.last().expect("a message")["created_at"].as_str().expect("a time").to_owned();
            years.insert(time[..10].to_owned());
            let read = json!({ "up_to": messages.last().expect("a message")["id"] });
            let reading = Request::post(customer.path("read/"), &read).bearer(&customer.token).send(addr);
            assert!(reading.expect("an answer").is_ok(), "{offset}");
            let inbox = agent.inbox(addr).ok();
            assert_eq!(inbox["conversations"][0]["conversation_id"], json!(customer.conversation), "{offset}: {inbox}");
            assert!(Request::get("/readyz").send(addr).expect("an answer").is_ok(), "{offset}");
            assert!(Customer::arrive(addr).is_ok(), "{offset}");
        }
        figures.rounds += 1;
    }
    assert!(years.len() >= 4, "the clock was not set: {years:?}");
    server.kill();
    server.start();
    ledger.settle(addr, &customer, &mut figures);
    figures.check("clock-jumps");
}

/// Sessions end by the server's clock. One that was set far forward and back again
/// must not leave anything standing still.
#[test]
fn after_a_clock_that_was_years_ahead_people_can_sign_in_and_write() {
    let Some(clock) = Clock::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with_library(&clock.library()).with("ADDA_TEST_CLOCK", clock.file());
    clock.set(3_650 * DAY);
    server.start();
    let addr = server.addr;
    let mut figures = Figures::default();
    for offset in [3_650 * DAY, 0, -3_650 * DAY, 0] {
        clock.set(offset);
        let (customer, agent) = (Customer::arrive(addr).expect("an answer"), Agent::sign_in(addr));
        let mut ledger = Ledger::default();
        for _ in 0..3 {
            assert!(ledger.send(addr, &customer).expect("an answer").is_ok(), "{offset}: {}", server.log());
        }
        agent.inbox(addr).ok();
        ledger.settle(addr, &customer, &mut figures);
        figures.rounds += 1;
    }
    figures.check("clock-years");
}

/// Nothing that a client says about the time counts.
#[test]
fn a_client_whose_clock_is_years_off_is_served_like_any_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    for (number, date) in ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 2100 23:59:59 GMT"].into_iter().enumerate() {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        let words = json!({ "content": "hello", "client_id": id, "created_at": "2001-01-01T00:00:00Z" });
        let sent = Request::post(customer.path("send/"), &words)
            .bearer(&customer.token)
            .header("date", date)
            .header("if-modified-since", date)
            .send(addr)
            .expect("an answer")
            .ok();
        let year = sent["message"]["created_at"].as_str().expect("a time")[..4].parse::<u32>().expect("a year");
        assert!((2_024..2_099).contains(&year), "{sent}");
        let page = Request::get(customer.path("messages/"))
            .bearer(&customer.token)
            .header("date", date)
            .header("if-modified-since", date)
            .send(addr)
            .expect("an answer");
        assert!(page.is_ok() && page.took < Duration::from_secs(2), "{}", page.status);
    }
}
