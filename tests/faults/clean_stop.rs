//! After a clean stop, the database is a single file.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::support::{Customer, Figures, Ledger, Server, rounds};

#[test]
fn after_a_clean_stop_the_main_file_is_the_complete_database() {
    let mut figures = Figures::default();
    for _ in 0..rounds(2) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = Server::new(folder.path());
        server.start();
        let customer = Customer::arrive(server.addr).expect("an answer");
        let mut ledger = Ledger::default();
        for _ in 0..10 {
            assert!(ledger.send(server.addr, &customer).expect("an answer").is_ok());
        }
        assert!(server.stop().success(), "{}", server.log());

        let copy = copy_of_main_file(folder.path());
        let mut moved = Server::new(copy.path());
        moved.start();
        ledger.settle(moved.addr, &customer, &mut figures);
        figures.rounds += 1;
    }
    figures.check("clean-stop");
}

#[test]
fn commands_leave_a_single_database_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    // Only the server creates a database, so the test starts it once.
    server.start();
    server.stop();
    for (arguments, input) in
        [(&["migrate"][..], ""), (&["user", "add", "nadia", "--role", "agent"], "a long password\n"), (&["demo"], "")]
    {
        let output = server.run(arguments, input);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        drop(copy_of_main_file(folder.path()));
    }
    let copy = copy_of_main_file(folder.path());
    let output = Server::new(copy.path()).run(&["user", "password", "nadia"], "another password\n");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Copies only the main file, and checks that the database has no other file.
fn copy_of_main_file(data: &Path) -> TempDir {
    let journal = data.join("adda.sqlite3-wal");
    let left = fs::metadata(&journal).map_or(0, |journal| journal.len());
    assert_eq!(left, 0, "the journal has {left} bytes");
    let copy = tempfile::tempdir().expect("a folder");
    fs::copy(data.join("adda.sqlite3"), copy.path().join("adda.sqlite3")).expect("a copy");
    copy
}
