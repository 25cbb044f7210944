//! PostgreSQL that ends connections, cannot be reached or does not answer.
//! Left out where `ADDA_TEST_POSTGRES_URL` names none
//! (`scripts/with-postgres`).

use std::{
    env,
    net::SocketAddr,
    process,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::support::{Agent, Customer, Figures, Ledger, Line, Proxy, Request, Server, rounds};

/// Connections that are ended in a round.
const CUTS: usize = 10;
const CUSTOMERS: usize = 4;

#[test]
fn what_was_acknowledged_while_postgres_ended_connections_is_there_once() {
    let Some(database) = Postgres::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", database.url(database.addr));
    server.start();
    let addr = server.addr;
    let mut figures = Figures::default();
    for _ in 0..rounds(1) {
        let is_over = AtomicBool::new(false);
        let written: Vec<_> = thread::scope(|scope| {
            let write = || {
                let customer = Customer::arrive(addr).expect("an answer");
                let mut ledger = Ledger::default();
                while !is_over.load(Ordering::Relaxed) {
                    for answer in [ledger.send(addr, &customer), ledger.upload(addr, &customer)] {
                        let answer = answer.expect("an answer");
                        assert!([200, 503].contains(&answer.status), "{}: {}", answer.status, answer.text());
                    }
                }
                (customer, ledger)
            };
            let customers: Vec<_> = (0..CUSTOMERS).map(|_| scope.spawn(write)).collect();
            thread::sleep(Duration::from_millis(300));
            for _ in 0..CUTS {
                database.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid()",
                );
                thread::sleep(Duration::from_millis(70));
            }
            is_over.store(true, Ordering::Relaxed);
            customers.into_iter().map(|customer| customer.join().expect("a customer")).collect()
        });
        for (customer, ledger) in &written {
            ledger.settle(addr, customer, &mut figures);
        }
        figures.rounds += 1;
    }
    figures.check("postgres-connections");
}

#[test]
fn while_postgres_cannot_be_reached_or_is_silent_everything_is_put_off() {
    let Some(database) = Postgres::new() else { return };
    let proxy = Proxy::to(database.addr);
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", database.url(proxy.addr));
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    let agent = Agent::sign_in(addr);
    for (round, line) in [Line::Cut, Line::Stalled, Line::Cut].into_iter().enumerate() {
        proxy.set(line);
        thread::scope(|scope| {
            scope.spawn(|| {
                customer
                    .send(addr, "into the void", "00000000-0000-4000-8000-000000000009")
                    .expect("an answer")
                    .is_temporary_refusal()
            });
            scope.spawn(|| agent.inbox(addr).is_temporary_refusal());
            scope.spawn(|| {
                let words = json!({ "conversation": customer.conversation, "range": {} });
                Request::post("/support/fn/messages", &words)
                    .bearer(&customer.token)
                    .send(addr)
                    .expect("an answer")
                    .is_temporary_refusal();
            });
            scope.spawn(|| {
                let page =
                    Request::get("/support/conversations/").bearer(&customer.token).send(addr).expect("an answer");
                assert_eq!(page.status, 503);
                page.names_when_to_come_back();
                assert!(page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "no page");
            });
            scope.spawn(|| {
                until(|| {
                    let ready = Request::get("/readyz").send(addr).expect("an answer");
                    assert!(ready.took < Duration::from_millis(1_500), "{:?}", ready.took);
                    ready.status == 503
                });
            });
        });
        proxy.set(Line::Open);
        until(|| Request::get("/readyz").send(addr).is_ok_and(|ready| ready.is_ok()));
        let id = format!("00000000-0000-4000-8000-{round:012}");
        until(|| customer.send(addr, "and back", &id).is_ok_and(|sent| sent.is_ok()));
        until(|| agent.inbox(addr).is_ok());
    }
}

#[test]
fn while_rows_are_locked_on_postgres_reads_go_on_and_writes_are_put_off() {
    let Some(database) = Postgres::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", database.url(database.addr));
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    let agent = Agent::sign_in(addr);
    database.execute("UPDATE support_supportagent SET last_seen_at = NULL");
    database.execute("BEGIN");
    for table in ["support_conversation", "support_message", "support_supportagent", "support_session"] {
        database.execute(&format!("LOCK TABLE {table} IN EXCLUSIVE MODE"));
    }
    let refused = AtomicUsize::new(0);
    thread::scope(|scope| {
        // More than there are connections to write with.
        for number in 0..20 {
            let (customer, refused) = (&customer, &refused);
            scope.spawn(move || {
                let id = format!("00000000-0000-4000-8000-{number:012}");
                customer.send(addr, "under the lock", &id).expect("an answer").is_temporary_refusal();
                refused.fetch_add(1, Ordering::Relaxed);
            });
        }
        for _ in 0..10 {
            scope.spawn(|| {
                let inbox = agent.inbox(addr);
                assert_eq!(inbox.status, 200, "{}", inbox.text());
                assert!(inbox.took < Duration::from_secs(2), "{:?}", inbox.took);
            });
        }
    });
    assert_eq!(refused.load(Ordering::Relaxed), 20);
    database.execute("COMMIT");
    until(|| customer.send(addr, "after", "00000000-0000-4000-8000-000000000099").is_ok_and(|sent| sent.is_ok()));
}

/// A database of a test's own, and a connection to it.
struct Postgres {
    addr: SocketAddr,
    name: String,
    runtime: Runtime,
    connection: DatabaseConnection,
}

impl Postgres {
    /// None, with a word about it, where there is no PostgreSQL.
    fn new() -> Option<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let Ok(url) = env::var("ADDA_TEST_POSTGRES_URL") else {
            println!("left out: ADDA_TEST_POSTGRES_URL names no PostgreSQL");
            return None;
        };
        let addr = url.split(['@', '/']).nth(3).and_then(|addr| addr.parse().ok()).expect("an address with a port");
        let name = format!("faults_{}_{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connection = runtime.block_on(async {
            let first = connect(url).await;
            first.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
            connect(Self::at(addr, &name)).await
        });
        Some(Self { addr, name, runtime, connection })
    }

    fn at(addr: SocketAddr, name: &str) -> String {
        format!("postgres://adda@{addr}/{name}")
    }

    /// Its address, reached through another one.
    fn url(&self, through: SocketAddr) -> String {
        Self::at(through, &self.name)
    }

    #[track_caller]
    fn execute(&self, sql: &str) {
        self.runtime.block_on(self.connection.execute_unprepared(sql)).expect(sql);
    }
}

async fn connect(url: String) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("PostgreSQL")
}

/// Waits for a condition, for twenty seconds at most.
#[track_caller]
fn until(condition: impl Fn() -> bool) {
    for _ in 0..200 {
        if condition() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("it does not come true");
}
