//! The SQLite file is deleted, replaced or overwritten under the running server.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::support::{Agent, Customer, Figures, Ledger, Request, Server, rounds, until};

/// How long a fault may go unnoticed, with some time added for a busy machine.
const NOTICED_WITHIN: Duration = Duration::from_millis(1_500);

fn file(server: &Server) -> PathBuf {
    server.data.join("adda.sqlite3")
}

/// Returns a shop with a customer who has written.
fn shop(folder: &Path) -> (Server, Customer, Ledger) {
    let mut server = Server::new(folder);
    server.start();
    let customer = Customer::arrive(server.addr).expect("an answer");
    let mut ledger = Ledger::default();
    assert!(ledger.send(server.addr, &customer).expect("an answer").is_ok());
    until(|| Request::get("/readyz").send(server.addr).is_ok_and(|ready| ready.is_ok()));
    (server, customer, ledger)
}

/// Waits until `/readyz` names the fault. Checks that writes are then refused, and that the log
/// names the fault once.
#[track_caller]
fn is_noticed(server: &Server, customer: &Customer, ledger: &mut Ledger, named: &str) {
    let begun = Instant::now();
    loop {
        let ready = Request::get("/readyz").send(server.addr).expect("an answer");
        if ready.status == 503 && ready.text().contains(named) {
            break;
        }
        assert!(begun.elapsed() < NOTICED_WITHIN, "{} {}\n{}", ready.status, ready.text(), server.log());
    }
    for _ in 0..2 {
        ledger.send(server.addr, customer).expect("an answer").is_temporary_refusal();
        ledger.upload(server.addr, customer).expect("an answer").is_temporary_refusal();
        Agent::try_sign_in(server.addr).is_temporary_refusal();
    }
    // The server logs the fault once, when it next checks the file.
    let printed = || server.log().lines().filter(|line| line.contains("ERROR") && line.contains(named)).count();
    until(|| printed() > 0);
    assert_eq!(printed(), 1, "{}", server.log());
}

#[test]
fn the_server_notices_a_database_file_that_is_moved_away_and_moved_back() {
    let mut figures = Figures::default();
    for _ in 0..rounds(1) {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut server, customer, mut ledger) = shop(folder.path());
        let away = folder.path().join("away");
        fs::rename(file(&server), &away).expect("moved");
        // Writes are refused at once.
        ledger.send(server.addr, &customer).expect("an answer").is_temporary_refusal();
        is_noticed(&server, &customer, &mut ledger, "deleted or moved away");
        assert!(!file(&server).exists(), "the server has created an empty database");
        // The open file can still be read.
        assert_eq!(customer.messages(server.addr).len(), 2);
        fs::rename(&away, file(&server)).expect("moved back");
        until(|| Request::get("/readyz").send(server.addr).is_ok_and(|ready| ready.is_ok()));
        assert!(ledger.send(server.addr, &customer).expect("an answer").is_ok());
        server.kill();
        server.start();
        ledger.settle(server.addr, &customer, &mut figures);
        figures.rounds += 1;
    }
    figures.check("file-moved");
}

#[test]
fn writes_are_refused_after_the_database_file_is_deleted_or_replaced() {
    let other = tempfile::tempdir().expect("a folder");
    let (mut another, ..) = shop(other.path());
    another.stop();
    for (named, change) in [
        ("deleted or moved away", (|path, _| fs::remove_file(path)) as fn(&Path, &Path) -> std::io::Result<()>),
        ("replaced by another file", |path, other| {
            let copy = path.with_extension("copy");
            fs::copy(other, &copy)?;
            fs::rename(copy, path)
        }),
        ("-wal or -shm", |path, _| fs::remove_file(path.with_extension("sqlite3-wal"))),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let (server, customer, mut ledger) = shop(folder.path());
        change(&file(&server), &file(&another)).expect(named);
        is_noticed(&server, &customer, &mut ledger, named);
    }
}

/// The file is overwritten in place, so its inode does not change.
#[test]
fn reads_and_writes_are_refused_after_the_database_file_is_overwritten() {
    let other = tempfile::tempdir().expect("a folder");
    let (mut another, ..) = shop(other.path());
    another.stop();
    let another = fs::read(file(&another)).expect("a database");
    for content in [&another[..], &another[..another.len() / 2], b"no database at all", b""] {
        let folder = tempfile::tempdir().expect("a folder");
        let (server, customer, mut ledger) = shop(folder.path());
        let mut open = fs::File::options().write(true).truncate(true).open(file(&server)).expect("the file");
        open.write_all(content).expect("written");
        is_noticed(&server, &customer, &mut ledger, "overwritten");
        let page = Request::get(customer.path("messages/")).bearer(&customer.token).send(server.addr);
        page.expect("an answer").is_temporary_refusal();
    }
}

/// An older copy of the same database, with the same tables.
#[test]
fn the_server_notices_a_backup_that_is_copied_over_its_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut server, customer, mut ledger) = shop(folder.path());
    server.stop();
    let backup = fs::read(file(&server)).expect("a database");
    server.start();
    assert!(ledger.send(server.addr, &customer).expect("an answer").is_ok());
    server.stop();
    server.start();
    until(|| Request::get("/readyz").send(server.addr).is_ok_and(|ready| ready.is_ok()));
    // By then, the server has checked the current file.
    std::thread::sleep(Duration::from_millis(500));
    let mut open = fs::File::options().write(true).truncate(true).open(file(&server)).expect("the file");
    open.write_all(&backup).expect("written");
    is_noticed(&server, &customer, &mut ledger, "overwritten");
}

#[test]
fn checkpoints_commands_and_a_new_file_date_are_not_reported_as_faults() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut server, customer, mut ledger) = shop(folder.path());
    let mut figures = Figures::default();
    // Enough messages for checkpoints: each changes several pages.
    for number in 0..rounds(150) {
        assert!(ledger.send(server.addr, &customer).expect("an answer").is_ok(), "{}", server.log());
        if number % 50 == 10 {
            let output = server.run(&["user", "password", "admin"], "another long password\n");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let touched = fs::File::options().append(true).open(file(&server)).expect("the file");
            touched.set_modified(std::time::SystemTime::now()).expect("a new date");
        }
    }
    std::thread::sleep(Duration::from_millis(500));
    let ready = Request::get("/readyz").send(server.addr).expect("an answer");
    assert!(ready.is_ok(), "{}\n{}", ready.text(), server.log());
    assert!(!server.log().contains("ERROR"), "{}", server.log());
    server.kill();
    server.start();
    ledger.settle(server.addr, &customer, &mut figures);
    figures.rounds += 1;
    figures.check("checkpoints");
}
