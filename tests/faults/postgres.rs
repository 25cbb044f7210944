//! A PostgreSQL that ends connections, cannot be reached or does not answer. Skipped if
//! `ADDA_TEST_POSTGRES_URL` is not set (`scripts/with-postgres` sets it).

use std::{
    net::TcpListener,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::support::{
    Agent, Cluster, Customer, EndOnDrop, Figures, Ledger, Line, Postgres, Proxy, Request, Server, rounds, until,
};

/// How often all connections are ended in a round.
const CUTS: usize = 10;
const CUSTOMERS: usize = 4;

#[test]
fn writes_acknowledged_while_postgres_ends_connections_are_stored_exactly_once() {
    let Some(database) = Postgres::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", database.url(database.addr));
    server.start();
    let addr = server.addr;
    let mut figures = Figures::default();
    for _ in 0..rounds(1) {
        let is_over = AtomicBool::new(false);
        let customers: Vec<_> = (0..CUSTOMERS).map(|_| Customer::arrive(addr).expect("an answer")).collect();
        let written: Vec<_> = thread::scope(|scope| {
            let _ends = EndOnDrop(&is_over);
            let is_over = &is_over;
            let write = |customer: Customer| {
                move || {
                    let mut ledger = Ledger::default();
                    while !is_over.load(Ordering::Relaxed) {
                        for answer in [ledger.send(addr, &customer), ledger.upload(addr, &customer)] {
                            let answer = answer.expect("an answer");
                            assert!([200, 503].contains(&answer.status), "{}: {}", answer.status, answer.text());
                        }
                    }
                    (customer, ledger)
                }
            };
            let customers: Vec<_> = customers.into_iter().map(|customer| scope.spawn(write(customer))).collect();
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
fn all_requests_are_refused_while_postgres_is_unreachable_or_silent() {
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
                page.has_retry_after();
                assert!(page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "not a page");
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
fn reads_work_and_writes_are_refused_while_postgres_tables_are_locked() {
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
        // More writes than there are connections for writing.
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

/// A server that starts before PostgreSQL reports that it waits, answers requests, and continues
/// once PostgreSQL is up.
#[test]
fn a_starting_server_waits_for_postgres_and_reports_it() {
    let Some(database) = Postgres::new() else { return };
    for line in [Line::Cut, Line::Stalled] {
        let proxy = Proxy::to(database.addr);
        proxy.set(line);
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", database.url(proxy.addr));
        server.spawn();
        until(|| server.log().contains("the database server is not up yet: waiting for it"));
        let ready = Request::get("/readyz").send(server.addr).expect("an answer");
        ready.is_temporary_refusal();
        assert!(ready.text().contains("waits for its database"), "{}", ready.text());
        assert!(Request::get("/healthz").send(server.addr).expect("an answer").is_ok());
        assert_eq!(server.ended(), None);
        proxy.set(Line::Open);
        until(|| Request::get("/readyz").send(server.addr).is_ok_and(|ready| ready.is_ok()));
        until(|| server.log().contains("the database server is up"));
        assert!(server.stop().success());
    }
}

/// A server does not wait for a database that refuses it, and says what to correct.
#[test]
fn a_start_that_postgres_refuses_ends_with_the_cause_and_without_the_password() {
    let Some(cluster) = Cluster::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |url: String, causes: [&str; 2]| {
        let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", url);
        server.spawn();
        assert!(!server.wait().success());
        until(|| server.log().contains("adda: "));
        let migrate = server.run(&["migrate"], "");
        for printed in [server.log(), String::from_utf8_lossy(&migrate.stderr).into_owned()] {
            let begins =
                printed.contains("adda: ADDA_DATABASE_URL (--database-url): the database server postgres://127.0.0.1:");
            assert!(begins && causes.iter().all(|cause| printed.contains(cause)), "{printed}");
            assert!(!printed.contains("a-secret") && !printed.contains("Connection Error"), "{printed}");
        }
    };
    cluster.start();
    // The scheme is `postgres` too.
    let nowhere = format!("{}nowhere", cluster.url().trim_end_matches("postgres"));
    refused(
        nowhere.replace("adda@", "adda:a-secret@"),
        ["does not have this database", "Create it, or correct its name"],
    );
    cluster.stop();
    cluster.require_password();
    cluster.start();
    let url = cluster.url().replace("adda@", "adda:a-secret@");
    refused(url, ["refuses the user or the password", "Check both in the address"]);
    cluster.stop();
}

#[test]
fn a_server_that_waits_for_postgres_can_be_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", format!("postgres://adda@{closed}/adda"));
    server.spawn();
    until(|| server.log().contains("the database server is not up yet"));
    assert!(server.stop().success());
}

/// PostgreSQL never answers a statement. The server cancels it and answers its request. Other
/// requests do not wait for it.
#[test]
fn a_statement_that_never_ends_is_cancelled() {
    let Some(database) = Postgres::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", database.url(database.addr));
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    for sql in [
        "CREATE FUNCTION hang() RETURNS trigger AS \
         $$ BEGIN IF NEW.content = 'hang' THEN PERFORM pg_sleep(600); END IF; RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER hangs BEFORE INSERT ON support_message FOR EACH ROW EXECUTE FUNCTION hang()",
    ] {
        database.execute(sql);
    }
    let begun = Instant::now();
    thread::scope(|scope| {
        let hanging = scope.spawn(|| customer.send(addr, "hang", "00000000-0000-4000-8000-000000000001"));
        while !hanging.is_finished() {
            let other = Customer::arrive(addr).expect("an answer");
            let sent = other.send(addr, "hello", "00000000-0000-4000-8000-000000000002").expect("an answer");
            assert!(sent.is_ok() && sent.took < Duration::from_secs(2), "{} {:?}", sent.text(), sent.took);
            thread::sleep(Duration::from_millis(300));
        }
        let cancelled = hanging.join().expect("a sender").expect("an answer");
        assert_eq!((cancelled.status, cancelled.header("retry-after")), (503, Some("2")), "{}", cancelled.text());
    });
    assert!(begun.elapsed() < Duration::from_secs(14), "{:?}", begun.elapsed());
}

/// Returns how long PostgreSQL is stopped: a minute in the longer run.
fn absence() -> Duration {
    Duration::from_secs(2 * rounds(1) as u64).min(Duration::from_secs(60))
}

/// The server starts before PostgreSQL is up. Then PostgreSQL is stopped for a while, and
/// restarted during writes.
#[test]
fn writes_acknowledged_before_postgres_stops_are_stored_exactly_once() {
    let Some(cluster) = Cluster::new() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", cluster.url());
    server.spawn();
    until(|| server.log().contains("the database server is not up yet"));
    cluster.start();
    until(|| Request::get("/readyz").send(server.addr).is_ok_and(|ready| ready.is_ok()));
    let addr = server.addr;
    let (is_over, mut figures) = (AtomicBool::new(false), Figures::default());
    let written: Vec<_> = thread::scope(|scope| {
        let _ends = EndOnDrop(&is_over);
        let write = || {
            let customer = Customer::arrive(addr).expect("an answer");
            let mut ledger = Ledger::default();
            while !is_over.load(Ordering::Relaxed) {
                if !ledger.retry(addr, &customer, false) {
                    thread::sleep(Duration::from_millis(50));
                }
            }
            until(|| Request::get("/readyz").send(addr).is_ok_and(|ready| ready.is_ok()));
            assert!((0..100).any(|_| ledger.retry(addr, &customer, false)), "the server does not recover");
            (customer, ledger)
        };
        let customers: Vec<_> = (0..CUSTOMERS).map(|_| scope.spawn(write)).collect();
        thread::sleep(Duration::from_millis(500));
        for away in [absence(), Duration::ZERO] {
            cluster.stop();
            let begun = Instant::now();
            while begun.elapsed() < away {
                let ready = Request::get("/readyz").send(addr).expect("an answer");
                assert!(ready.took < Duration::from_millis(1_500), "{:?}", ready.took);
                thread::sleep(Duration::from_millis(100));
            }
            cluster.start();
            thread::sleep(Duration::from_millis(500));
            figures.rounds += 1;
        }
        is_over.store(true, Ordering::Relaxed);
        customers.into_iter().map(|customer| customer.join().expect("a customer")).collect()
    });
    for (customer, ledger) in &written {
        ledger.settle(addr, customer, &mut figures);
    }
    figures.check("postgres-stopped");
}
