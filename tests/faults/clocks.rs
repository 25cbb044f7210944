//! Wrong clocks: the server's clock is set while it runs, and a client's clock is years off.

use std::{collections::HashSet, time::Duration};

use serde_json::json;

use crate::support::{Agent, Clock, Customer, Figures, Ledger, Request, Server, rounds};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

#[test]
fn the_server_keeps_working_while_its_clock_jumps() {
    let Some(clock) = Clock::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with_library(&clock.library()).with("ADDA_TEST_CLOCK", clock.file());
    server.start();
    let addr = server.addr;
    let (customer, agent) = (Customer::arrive(addr).expect("an answer"), Agent::sign_in(addr));
    let (mut ledger, mut figures) = (Ledger::default(), Figures::default());
    let mut years = HashSet::new();
    for round in 0..rounds(1) {
        // Sessions last longer than any of these jumps.
        for offset in [0, -HOUR, 2 * HOUR, -DAY, 5 * DAY, -5 * DAY, 0] {
            clock.set(offset + round as i64);
            let before = customer.messages(addr).len();
            assert!(ledger.send(addr, &customer).expect("an answer").is_ok(), "{offset}: {}", server.log());
            assert!(ledger.upload(addr, &customer).expect("an answer").is_ok(), "{offset}: {}", server.log());
            // A poll returns them in the order of sending, regardless of their timestamps.
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

/// Sessions expire by the server's clock. A clock that is set far forward and back again must not
/// block anything.
#[test]
fn people_can_sign_in_and_write_after_the_clock_was_years_off() {
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

/// The server ignores the times that a client sends.
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
