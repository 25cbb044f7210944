//! All connections to PostgreSQL are in use. A request that needs one gets a temporary refusal
//! within two seconds, and the log reports refusals once a second. Skipped if
//! `ADDA_TEST_POSTGRES_URL` is not set (`scripts/with-postgres` sets it).

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::support::{Agent, Answer, Customer, Engine, Place, Postgres, Request, until};

/// The number of connections for reading. There are as many for writing.
const CONNECTIONS: i64 = 8;
/// How long other clients send requests in the meantime. It is shorter than the time limit of a
/// statement.
const LOAD_PERIOD: Duration = Duration::from_secs(4);
/// How many clients send requests at the same time.
const CROWD: usize = 6;

/// Returns how many statements hang in a database.
fn hanging(database: &Postgres) -> i64 {
    database
        .count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")
}

/// Sends requests from many clients at once, repeatedly, and checks each answer.
fn ask_under_load(ask: impl Fn(usize) -> Answer + Sync, check: impl Fn(&Answer) + Sync) -> usize {
    let begun = Instant::now();
    let clients = |number| {
        let mut asked = 0;
        while begun.elapsed() < LOAD_PERIOD {
            check(&ask(number));
            asked += 1;
        }
        asked
    };
    thread::scope(|scope| {
        let clients = &clients;
        let crowd: Vec<_> = (0..CROWD).map(|number| scope.spawn(move || clients(number))).collect();
        crowd.into_iter().map(|client| client.join().expect("a client")).sum()
    })
}

/// Checks that the log has lines about refused requests, at most one a second.
fn logs_once_a_second(log: &str, before: usize, asked: usize) {
    let lines = log.lines().filter(|line| line.contains("a request was refused temporarily")).count() - before;
    let most = usize::try_from(LOAD_PERIOD.as_secs()).expect("some seconds") + 4;
    assert!((1..=most).contains(&lines), "{lines} lines about {asked} requests");
    println!("{asked} requests were answered, {lines} lines");
}

fn lines_before(log: &str) -> usize {
    log.lines().filter(|line| line.contains("a request was refused temporarily")).count()
}

#[test]
fn writes_are_refused_and_reads_work_while_all_write_connections_are_in_use() {
    let Some(place) = Place::on(Engine::Postgres) else { return };
    let database = place.postgres.as_ref().expect("a database");
    let mut server = place.server();
    server.start();
    let addr = server.addr;
    let customers: Vec<_> = (0..CONNECTIONS).map(|_| Customer::arrive(addr).expect("an answer")).collect();
    let other = Customer::arrive(addr).expect("an answer");
    let agent = Agent::sign_in(addr);
    for sql in [
        "CREATE FUNCTION hang() RETURNS trigger AS \
         $$ BEGIN IF NEW.content = 'hang' THEN PERFORM pg_sleep(600); END IF; RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER hangs BEFORE INSERT ON support_message FOR EACH ROW EXECUTE FUNCTION hang()",
    ] {
        database.execute(sql);
    }
    let before = lines_before(&server.log());
    thread::scope(|scope| {
        for customer in &customers {
            scope.spawn(|| customer.send(addr, "hang", "00000000-0000-4000-8000-000000000001"));
        }
        until(|| hanging(database) == CONNECTIONS);
        let asked = ask_under_load(
            |number| match number % 3 {
                0 => Request::post("/support/api/session/", &json!({})).send(addr).expect("an answer"),
                _ => other.send(addr, "hello", "00000000-0000-4000-8000-000000000002").expect("an answer"),
            },
            Answer::is_temporary_refusal,
        );
        logs_once_a_second(&server.log(), before, asked);
        let reads = ask_under_load(|_| agent.inbox(addr), |answer| assert_eq!(answer.status, 200, "{}", answer.text()));
        assert!(reads > 0);
    });
    until(|| other.send(addr, "hello", "00000000-0000-4000-8000-000000000002").is_ok_and(|sent| sent.is_ok()));
    assert_eq!(other.messages(addr).iter().filter(|message| message["content"] == "hello").count(), 1);
    assert!(Request::get("/readyz").send(addr).expect("an answer").is_ok());
}

#[test]
fn all_requests_are_refused_while_all_read_connections_are_in_use() {
    let Some(place) = Place::on(Engine::Postgres) else { return };
    let database = place.postgres.as_ref().expect("a database");
    let mut server = place.server();
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    let agent = Agent::sign_in(addr);
    // Every query of this table takes ten minutes.
    database.execute("ALTER TABLE support_quickreply RENAME TO quick_replies");
    database.execute(
        "CREATE VIEW support_quickreply AS \
         SELECT replies.* FROM (SELECT pg_sleep(600)) AS pause LEFT JOIN quick_replies AS replies ON true",
    );
    let before = lines_before(&server.log());
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            let quick_replies = Request::get("/support/agent/api/quick-replies/").bearer(&agent.token);
            scope.spawn(move || quick_replies.send(addr));
        }
        until(|| hanging(database) == CONNECTIONS);
        let asked = ask_under_load(
            |number| match number % 3 {
                0 => agent.inbox(addr),
                1 => customer.send(addr, "hello", "00000000-0000-4000-8000-000000000001").expect("an answer"),
                _ => {
                    let thread = Request::get(customer.path("messages/")).bearer(&customer.token);
                    thread.send(addr).expect("an answer")
                }
            },
            Answer::is_temporary_refusal,
        );
        logs_once_a_second(&server.log(), before, asked);
    });
    until(|| agent.inbox(addr).is_ok());
    until(|| customer.send(addr, "hello", "00000000-0000-4000-8000-000000000001").is_ok_and(|sent| sent.is_ok()));
    assert_eq!(customer.messages(addr).iter().filter(|message| message["content"] == "hello").count(), 1);
}
