//! A network that loses, delays, repeats and reorders customers' requests.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use crate::support::{Customer, Figures, Ledger, Network, Server, rounds};

/// Customers who write at the same time.
const CUSTOMERS: usize = 10;
/// Messages of each customer. In the longer run, the customers send a thousand in total.
const MESSAGES: usize = 10;
/// How often a message is sent before the test gives up.
const ATTEMPTS: usize = 100;

#[test]
fn each_message_arrives_once_over_a_network_that_loses_and_repeats_requests() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let network = Network::to(server.addr, 20_260_301);
    let attempts = AtomicUsize::new(0);
    let written: Vec<_> = thread::scope(|scope| {
        let write = || {
            let customer = Customer::arrive(server.addr).expect("an answer");
            let mut ledger = Ledger::default();
            for number in 0..rounds(MESSAGES) {
                // The widget's outbox also retries until the message is acknowledged.
                let is_sent = (0..ATTEMPTS).any(|_| {
                    attempts.fetch_add(1, Ordering::Relaxed);
                    ledger.retry(network.addr, &customer, number % 10 == 9)
                });
                assert!(is_sent, "not acknowledged after {ATTEMPTS} attempts:\n{}", server.log());
            }
            (customer, ledger)
        };
        let customers: Vec<_> = (0..CUSTOMERS).map(|_| scope.spawn(write)).collect();
        customers.into_iter().map(|customer| customer.join().expect("a customer")).collect()
    });
    // Requests that the network still repeats arrive within the longest delay.
    thread::sleep(std::time::Duration::from_millis(300));
    println!("{} attempts", attempts.into_inner());
    let mut figures = Figures::default();
    for (customer, ledger) in &written {
        ledger.settle(server.addr, customer, &mut figures);
        assert_eq!(customer.messages(server.addr).len(), rounds(MESSAGES) + 1, "the messages and the welcome");
    }
    let counts = &network.counts;
    for (name, count) in [
        ("lost requests", &counts.lost_requests),
        ("lost answers", &counts.lost_answers),
        ("repeated", &counts.repeated),
        ("delayed", &counts.delayed),
    ] {
        let count = count.load(Ordering::Relaxed);
        println!("{name}: {count}");
        assert!(count > 0, "{name}: none");
        figures.rounds += count;
    }
    figures.check("bad-network");
}
