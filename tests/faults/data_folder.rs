//! Data folders that a server must not use, and what other users can see of a data folder.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::Path,
    process::Command,
};

use rstest::rstest;
use sea_orm::{ConnectionTrait, Database};

use crate::support::{Customer, Disk, Ledger, Request, Server, until};

/// Starts a server that must refuse to run, and returns its output.
#[track_caller]
fn refusal(server: &mut Server) -> String {
    server.spawn();
    let status = server.wait();
    until(|| server.log().contains("adda: "));
    assert_eq!(status.code(), Some(1), "{}", server.log());
    server.log()
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

fn is_root(folder: &Path) -> bool {
    fs::metadata(folder).expect("a folder").uid() == 0
}

#[test]
fn a_data_folder_that_is_read_only_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    set_mode(folder.path(), 0o500);
    let printed = refusal(&mut Server::new(folder.path()));
    assert!(
        printed.contains("adda: ADDA_DATA_DIR (--data-dir): the folder ") && printed.contains("is read-only"),
        "{printed}"
    );
    set_mode(folder.path(), 0o700);

    let Some(disk) = Disk::in_memory(8 * 1024 * 1024) else { return };
    assert!(Command::new("mount").args(["-o", "remount,ro"]).arg(disk.path()).status().expect("mount").success());
    let printed = refusal(&mut Server::new(&disk.path()));
    assert!(printed.contains("is read-only: the file system is read-only"), "{printed}");
}

/// Characters that have a meaning in an address or in a shell.
#[rstest]
#[case::a_space("two words")]
#[case::a_question_mark("what? mode=ro&cache=shared")]
#[case::a_number_sign("shop #1")]
#[case::an_escape("100%20%")]
#[case::quotes("the shop's \"data\"")]
#[case::bangla("আড্ডা")]
fn all_commands_work_on_a_folder_with_any_name(#[case] name: &str) {
    let above = tempfile::tempdir().expect("a folder");
    let data = above.path().join(name);
    let mut server = Server::new(&data);
    server.start();
    let customer = Customer::arrive(server.addr).expect("an answer");
    let mut ledger = Ledger::default();
    assert!(ledger.send(server.addr, &customer).expect("an answer").is_ok());
    assert!(ledger.upload(server.addr, &customer).expect("an answer").is_ok());
    let messages = customer.messages(server.addr);
    let backup = above.path().join(format!("{name}.tar.gz"));
    let backup = backup.to_str().expect("text");
    let run = |server: &Server, arguments: &[&str]| {
        let output = server.run(arguments, "a long password\n");
        let printed = [output.stdout, output.stderr].concat();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&printed));
    };
    run(&server, &["user", "add", "nadia", "--role", "agent"]);
    run(&server, &["backup", backup]);
    run(&server, &["check"]);
    server.stop();
    for arguments in [&["migrate"][..], &["user", "list"], &["demo"], &["customer", "export", "2"]] {
        run(&server, arguments);
    }

    let mut restored = Server::new(&above.path().join(format!("{name} again")));
    run(&restored, &["restore", backup]);
    run(&restored, &["check"]);
    restored.start();
    assert_eq!(customer.messages(restored.addr), messages);
    // Nothing was written beside the three.
    assert_eq!(fs::read_dir(above.path()).expect("a folder").count(), 3);
}

#[test]
fn a_data_folder_that_cannot_be_created_or_read_is_named_with_the_cause() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("a file");
    for (data, folder) in [(file.clone(), &file), (file.join("below"), &file.join("below"))] {
        let printed = refusal(&mut Server::new(&data));
        let expected = format!(
            "adda: ADDA_DATA_DIR (--data-dir): the folder {} cannot be created: a file is in its place. Create it",
            folder.display()
        );
        assert!(printed.contains(&expected), "{printed}");
    }
    let data = folder.path().join("data");
    fs::create_dir_all(data.join("adda.sqlite3")).expect("a folder");
    let printed = refusal(&mut Server::new(&data));
    let expected = "ADDA_DATA_DIR (--data-dir): the database file ";
    assert!(
        printed.contains(expected) && printed.contains("cannot be opened: it cannot be opened as a file"),
        "{printed}"
    );
    fs::remove_dir(data.join("adda.sqlite3")).expect("a folder");
    fs::write(data.join("adda.sqlite3"), "this is a text and not a database, whatever its name says").expect("a file");
    for printed in [
        refusal(&mut Server::new(&data)),
        String::from_utf8_lossy(&Server::new(&data).run(&["user", "list"], "").stderr).into_owned(),
    ] {
        assert!(printed.contains("it is not an SQLite database. Move this file away"), "{printed}");
        assert!(!printed.contains("code:") && !printed.contains("Connection Error"), "{printed}");
    }
    fs::remove_file(data.join("adda.sqlite3")).expect("a file");
    fs::write(data.join("attachments"), "").expect("a file");
    let printed = refusal(&mut Server::new(&data));
    assert!(printed.contains("attachments cannot be used: it cannot be created: a file is in its place"), "{printed}");
}

#[test]
fn a_folder_that_this_user_may_not_use_is_named_with_the_cause() {
    let above = tempfile::tempdir().expect("a folder");
    if !is_root(above.path()) {
        println!("skipped: only root can run a command as another user");
        return;
    }
    // The other user can start the program, wherever it was built.
    set_mode(above.path(), 0o755);
    let program = above.path().join("adda");
    fs::copy(Server::program(), &program).expect("the program");
    set_mode(&program, 0o755);
    let private = above.path().join("private");
    fs::create_dir(&private).expect("a folder");
    set_mode(&private, 0o700);
    let server = Server::new(&private.join("data")).with_user(12_345, program);
    for arguments in [&["serve"][..], &["user", "list"]] {
        let output = server.run(arguments, "");
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        let begins = printed.starts_with("adda: ADDA_DATA_DIR (--data-dir): the folder ");
        assert!(begins && printed.contains(": permission denied. "), "{arguments:?}: {printed}");
    }
}

#[test]
fn a_data_folder_of_another_user_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    if !is_root(folder.path()) {
        println!("skipped: only root can change the owner of a folder");
        return;
    }
    chown(folder.path(), Some(12_345), None).expect("another owner");
    let printed = refusal(&mut Server::new(folder.path()));
    assert!(printed.contains("belongs to the user 12345, and Adda runs as the user 0"), "{printed}");
    assert!(!folder.path().join("adda.sqlite3").exists(), "the server has created a database");
}

#[test]
fn a_second_server_on_a_folder_is_refused_until_the_first_has_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Server::new(folder.path());
    first.start();
    let customer = Customer::arrive(first.addr).expect("an answer");
    let mut second = Server::new(folder.path());
    let printed = refusal(&mut second);
    let process = format!("is in use by another Adda server (process {})", first.pid());
    assert!(printed.contains("ADDA_DATA_DIR (--data-dir)") && printed.contains(&process), "{printed}");
    // The first server keeps working.
    assert!(Ledger::default().send(first.addr, &customer).expect("an answer").is_ok());
    first.kill();
    second.start();
    assert_eq!(customer.messages(second.addr).len(), 2);
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    server.stop();
    let url = format!("sqlite://{}", folder.path().join("adda.sqlite3").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let database = Database::connect(url).await.expect("the file");
        let row = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_of_the_future', 0)";
        database.execute_unprepared(row).await.expect(row);
        database.close().await.expect("closed");
    });
    let printed = refusal(&mut server);
    assert!(printed.contains("created by a newer Adda") && printed.contains("m9999_of_the_future"), "{printed}");
}

/// Attack 44: other users of the machine can read nothing, with any umask.
#[test]
fn other_users_can_read_neither_the_folder_nor_a_file_in_it() {
    let above = tempfile::tempdir().expect("a folder");
    let data = above.path().join("data");
    let mut server = Server::new(&data).with_umask("000").with("ADDA_ADMIN_PASSWORD", "");
    server.start();
    let customer = Customer::arrive(server.addr).expect("an answer");
    let mut ledger = Ledger::default();
    assert!(ledger.upload(server.addr, &customer).expect("an answer").is_ok());
    let checked = only_for_owner(&data);
    assert!(checked >= 5, "{checked} files and folders");
    server.stop();
    // An earlier version left these permissions.
    set_mode(&data, 0o755);
    set_mode(&data.join("adda.sqlite3"), 0o644);
    server.start();
    only_for_owner(&data);
}

/// Checks the mode of every file and folder below a folder. Returns their number.
fn only_for_owner(path: &Path) -> usize {
    let metadata = fs::metadata(path).expect("a file");
    assert_eq!(metadata.mode() & 0o077, 0, "{} has the mode {:o}", path.display(), metadata.mode());
    if metadata.is_file() {
        assert_eq!(metadata.mode() & 0o777, 0o600, "{}", path.display());
        return 1;
    }
    assert_eq!(metadata.mode() & 0o777, 0o700, "{}", path.display());
    let entries = fs::read_dir(path).expect("a folder");
    1 + entries.map(|entry| only_for_owner(&entry.expect("an entry").path())).sum::<usize>()
}

/// Attack 44: `ps` shows no secret, and a file can hold each secret.
#[test]
fn secrets_are_taken_from_files_and_not_shown_by_ps() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("password"));
    fs::write(&file, "the password of a file\n").expect("a file");
    let secret = "a key of thirty-two bytes or more, in the arguments";
    let mut server = Server::new(&data)
        .with("ADDA_ADMIN_PASSWORD", "")
        .with("ADDA_ADMIN_PASSWORD_FILE", file.to_str().expect("text"))
        .with_arguments(&["--identity-secret", secret]);
    server.start();
    let credentials = serde_json::json!({ "username": "admin", "password": "the password of a file" });
    assert!(Request::post("/support/api/login/", &credentials).send(server.addr).expect("an answer").is_ok());
    let shown = fs::read(format!("/proc/{}/cmdline", server.pid())).expect("Linux");
    let shown = String::from_utf8_lossy(&shown);
    assert!(shown.contains("serve") && !shown.contains("thirty-two"), "{shown}");
    assert!(!server.log().contains("thirty-two"), "{}", server.log());
}
