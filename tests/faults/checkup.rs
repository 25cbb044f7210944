//! `adda check` on data that is not as it should be.

use std::{fs, path::Path, process::Command};

use rstest::rstest;

use crate::support::{Customer, Engine, Ledger, Place};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn a_check_finds_missing_changed_and_unknown_files_and_changes_nothing(#[case] engine: Engine) {
    let Some(place) = Place::on(engine) else { return };
    let mut server = place.server();
    server.start();
    let customer = Customer::arrive(server.addr).expect("an answer");
    let mut ledger = Ledger::default();
    for _ in 0..3 {
        assert!((0..100).any(|_| ledger.retry(server.addr, &customer, true)));
    }
    let check = || {
        let output = server.run(&["check"], "");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), printed, String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, printed, errors) = check();
    assert_eq!(code, Some(0), "{printed}{errors}");
    assert!(printed.contains("its newest migration is m") && printed.contains("All 3 files"), "{printed}");

    let files = place.folder().join("attachments/files");
    let mut stored: Vec<_> = fs::read_dir(&files).expect("files").map(|file| file.expect("a file").path()).collect();
    stored.sort();
    fs::remove_file(&stored[0]).expect("removed");
    fs::write(&stored[1], "short").expect("written");
    let [unknown, young] = ["unknown.txt", "young.txt"].map(|name| files.join(name));
    for file in [&unknown, &young] {
        fs::write(file, "of no row").expect("written");
    }
    // An older upload would have ended by now.
    let touched = Command::new("touch").args(["-d", "5 days ago"]).arg(&unknown).status().expect("touch");
    assert!(touched.success());
    let before = listing(place.folder());
    let (code, printed, errors) = check();
    assert_eq!(code, Some(1), "{printed}");
    assert!(errors.ends_with("adda: 3 problems were found.\n"), "{errors}");
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    for (file, problem) in [
        (&stored[0], "is missing, the attachment of message"),
        (&stored[1], "has 5 bytes instead of 20000"),
        (&unknown, "belongs to no row"),
    ] {
        assert!(
            printed.lines().any(|line| line.contains(&name(file)) && line.contains(problem)),
            "{problem}: {printed}"
        );
    }
    assert!(!printed.contains("young.txt"), "{printed}");
    assert_eq!(listing(place.folder()), before, "the check has changed something");
}

/// Returns the attachments with their content.
fn listing(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder.join("attachments/files")).expect("a folder");
    let mut listed: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.display().to_string(), fs::read(&path).expect("a file")))
        .collect();
    listed.sort();
    listed
}

#[test]
fn a_check_finds_rows_that_another_program_has_broken() {
    let place = Place::on(Engine::Sqlite).expect("SQLite");
    let mut server = place.server();
    server.start();
    let customer = Customer::arrive(server.addr).expect("an answer");
    assert!(Ledger::default().send(server.addr, &customer).expect("an answer").is_ok());
    server.stop();
    let url = format!("sqlite://{}", place.folder().join("adda.sqlite3").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        use sea_orm::ConnectionTrait;

        let database = sea_orm::Database::connect(url).await.expect("the file");
        let sql = "PRAGMA foreign_keys = OFF; DELETE FROM support_conversation; \
                   DELETE FROM seaql_migrations WHERE version = 'm0150_shop_name'";
        database.execute_unprepared(sql).await.expect(sql);
        database.close().await.expect("closed");
    });
    let output = server.run(&["check"], "");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{printed}");
    assert!(printed.contains("the migration m0150_shop_name is missing. Run `adda migrate`"), "{printed}");
    assert!(printed.contains("Rows of support_message refer to rows of support_conversation"), "{printed}");
}
