//! `kill -9` while customers write.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use crate::support::{Customer, EndOnDrop, Figures, Ledger, Server, rounds};

/// Customers who write at the same time.
const CUSTOMERS: usize = 4;
/// The number of acknowledged writes before the server is killed. Each round waits a little
/// longer, so that the kill comes at a different point.
const WRITES: usize = 12;

#[test]
fn writes_acknowledged_before_a_kill_are_stored_exactly_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    let mut figures = Figures::default();
    for round in 0..rounds(5) {
        server.start();
        let written = write_until_killed(&mut server, Duration::from_micros(round as u64 * 937 % 20_000));
        server.start();
        for (customer, ledger) in &written {
            ledger.settle(server.addr, customer, &mut figures);
        }
        server.kill();
        figures.rounds += 1;
    }
    figures.check("kill");
}

/// Lets customers send messages and files until the server is killed.
fn write_until_killed(server: &mut Server, later: Duration) -> Vec<(Customer, Ledger)> {
    let addr = server.addr;
    let customers: Vec<_> = (0..CUSTOMERS).map(|_| Customer::arrive(addr).expect("an answer")).collect();
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let _ends = EndOnDrop(&is_over);
        let writers: Vec<_> = customers
            .into_iter()
            .map(|customer| {
                let is_over = &is_over;
                scope.spawn(move || {
                    let mut ledger = Ledger::default();
                    while !is_over.load(Ordering::Relaxed) {
                        // A request that fails after the kill is not acknowledged.
                        drop(ledger.send(addr, &customer));
                        drop(ledger.upload(addr, &customer));
                    }
                    (customer, ledger)
                })
            })
            .collect();
        let probe = Customer::arrive(addr).expect("an answer");
        for number in 0..WRITES {
            let id = format!("00000000-0000-4000-9000-{number:012}");
            // On a busy machine, the server may refuse a write temporarily.
            let sent = (0..100).any(|_| probe.send(addr, "I wait for this", &id).expect("an answer").is_ok());
            assert!(sent, "the server refuses every write");
        }
        thread::sleep(later);
        server.kill();
        is_over.store(true, Ordering::Relaxed);
        writers.into_iter().map(|writer| writer.join().expect("a writer")).collect()
    })
}
