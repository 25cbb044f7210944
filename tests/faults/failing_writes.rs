//! Writes that fail for a while, because of a full disk or a limit on file sizes. Writes that are
//! acknowledged afterwards are stored.

use std::{fs, path::PathBuf};

use crate::support::{Agent, Customer, Disk, Figures, Ledger, Request, Server, rounds};

/// The highest number of writes that fail before the fault ends.
const FAILURES: usize = 5;
/// Large enough for a new database and some messages.
const DISK_BYTES: u64 = 12 * 1024 * 1024;
/// The size beyond which no file may grow, neither the database nor an attachment.
const FILE_LIMIT: u64 = 1_024;

#[test]
fn writes_acknowledged_after_a_full_disk_are_stored() {
    let mut figures = Figures::default();
    for round in 0..rounds(FAILURES) {
        let Some(disk) = Disk::in_memory(DISK_BYTES) else {
            println!("skipped: mounting is not permitted; another test makes writes fail by a limit on file sizes");
            return;
        };
        let mut filling = PathBuf::new();
        let server = Server::new(&disk.path());
        let fill = |_: &Server| filling = disk.fill();
        survive(server, round % FAILURES + 1, &mut figures, fill, |_| {
            fs::remove_file(disk.path().join("filling")).expect("room again");
        });
        assert!(filling.starts_with(disk.path()));
    }
    figures.check("full-disk");
}

#[test]
fn writes_acknowledged_after_failed_file_writes_are_stored() {
    let mut figures = Figures::default();
    for round in 0..rounds(FAILURES) {
        let folder = tempfile::tempdir().expect("a folder");
        let fail = |server: &Server| server.limit_files(Some(FILE_LIMIT));
        let recover = |server: &Server| server.limit_files(None);
        survive(Server::new(folder.path()), round % FAILURES + 1, &mut figures, fail, recover);
    }
    figures.check("failing-files");
}

/// Lets `failures` writes fail between `fail` and `recover`. Compares the acknowledged writes
/// with those that are stored after a crash.
fn survive(
    mut server: Server,
    failures: usize,
    figures: &mut Figures,
    fail: impl FnOnce(&Server),
    recover: impl FnOnce(&Server),
) {
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    let agent = Agent::sign_in(addr);
    let mut ledger = Ledger::default();
    assert!(ledger.send(addr, &customer).expect("an answer").is_ok());

    fail(&server);
    for number in 0..failures {
        // Every kind of write, in turn.
        match number % 3 {
            0 => ledger.send(addr, &customer).expect("an answer").is_temporary_refusal(),
            1 => ledger.upload(addr, &customer).expect("an answer").is_temporary_refusal(),
            _ => Agent::try_sign_in(addr).is_temporary_refusal(),
        }
    }
    let ready = Request::get("/readyz").send(addr).expect("an answer");
    assert_eq!(ready.status, 503, "{}", ready.text());
    assert!(ready.took.as_millis() < 1_500, "/readyz took {:?}", ready.took);
    // Reads are not affected.
    customer.messages(addr);
    agent.inbox(addr).ok();
    recover(&server);

    for _ in 0..3 {
        let (sent, uploaded) = (ledger.send(addr, &customer), ledger.upload(addr, &customer));
        assert!(sent.expect("an answer").is_ok(), "{}", server.log());
        assert!(uploaded.expect("an answer").is_ok(), "{}", server.log());
    }
    let signed_in_after = Agent::sign_in(addr);
    let late = Customer::arrive(addr).expect("an answer");
    assert!(Request::get("/readyz").send(addr).expect("an answer").is_ok(), "{}", server.log());

    server.kill();
    server.start();
    ledger.settle(addr, &customer, figures);
    signed_in_after.inbox(addr).ok();
    late.messages(addr);
    figures.rounds += 1;
}
