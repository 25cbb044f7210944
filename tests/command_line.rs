//! The command line, as its users see it: the output and the exit code of the binary.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::Path,
    process::{Command, Output, Stdio},
};

/// Runs the binary to completion, with a data folder and without the settings of this process.
fn adda(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_adda"))
        .args(arguments)
        .env_clear()
        .env("ADDA_DATA_DIR", data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("its standard input");
    // The write fails if the command ends before it has read all input. The test ignores that.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    child.wait_with_output().expect("the binary ends")
}

/// Returns the data folder of a shop whose server has been started and stopped once.
fn new_shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Command::new(env!("CARGO_BIN_EXE_adda"))
        .args(["serve", "--addr", "127.0.0.1:0"])
        .env_clear()
        .env("ADDA_DATA_DIR", folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let output = BufReader::new(server.stdout.take().expect("its standard output"));
    let signs_in = output.lines().map_while(Result::ok).any(|line| line.contains("Sign in"));
    assert!(signs_in, "the server ended before it was ready");
    let asked = Command::new("kill").arg(server.id().to_string()).status().expect("kill runs");
    assert!(asked.success());
    assert!(server.wait().expect("the server ends").success());
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Checks that the command failed with one sentence, without a panic or a debug dump.
fn assert_refused(output: &Output, beginning: &str) {
    let printed = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{printed}");
    assert!(printed.starts_with(beginning), "{printed}");
    assert_eq!(printed.lines().count(), 1, "{printed}");
}

#[test]
fn help_explains_each_command_and_setting() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = adda(folder.path(), &["--help"], "");
    assert!(output.status.success());
    let help = text(&output.stdout);
    for word in [
        "serve",
        "migrate",
        "user",
        "demo",
        "backup",
        "restore",
        "check",
        "ADDA_ADDR",
        "--public-url",
        "ADDA_IDENTITY_SECRET",
    ] {
        assert!(help.contains(word), "{word} is missing in {help}");
    }
}

#[test]
fn wrong_usage_exits_with_status_2() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in
        [&["--nonsense"][..], &["dance"], &["user", "add", "nadia"], &["user", "add", "n", "--role", "customer"]]
    {
        assert_eq!(adda(folder.path(), arguments, "").status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_error_names_an_invalid_setting() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = adda(folder.path(), &["serve", "--public-url", "shop"], "");
    assert_refused(&output, "adda: ADDA_PUBLIC_URL (--public-url): ");
}

#[test]
fn the_error_names_a_data_folder_that_cannot_be_created() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("a file");
    let output = adda(&file.join("below"), &["serve", "--addr", "127.0.0.1:0"], "");
    assert_refused(&output, "adda: ADDA_DATA_DIR (--data-dir): ");
}

#[test]
fn the_error_names_a_database_that_cannot_be_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("adda.sqlite3"), "this is no database, whatever its name says").expect("a file");
    let output = adda(folder.path(), &["migrate"], "");
    assert_refused(&output, "adda: ADDA_DATA_DIR (--data-dir): the database file ");
}

#[test]
fn the_error_names_a_database_server_that_does_not_answer_and_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let output =
        adda(folder.path(), &["migrate", "--database-url", &format!("postgres://adda:secret@{closed}/adda")], "");
    assert_refused(&output, "adda: ADDA_DATABASE_URL (--database-url): the database server ");
    let printed = text(&output.stderr);
    assert!(printed.contains("refused") && !printed.contains("secret"), "{printed}");
}

#[test]
fn the_error_says_what_is_wrong_with_the_address_of_a_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let addr = other.local_addr().expect("its address");
    std::thread::spawn(move || {
        for mut stream in other.incoming().map_while(Result::ok) {
            drop(stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
        }
    });
    let migrate = |url: &str| adda(folder.path(), &["migrate", "--database-url", url], "");
    for (url, beginning, cause) in [
        (format!("postgres://adda@{addr}/adda"), "the database server ", "what answers there is not PostgreSQL. Check"),
        (format!("postgres://{addr}/adda?sslmode=perhaps"), "the database server ", "the address is not valid: "),
        ("mysql://localhost/adda".to_owned(), "write it like postgres://", "leave it out for SQLite"),
    ] {
        let output = migrate(&url);
        assert_refused(&output, &format!("adda: ADDA_DATABASE_URL (--database-url): {beginning}"));
        let printed = text(&output.stderr);
        assert!(printed.contains(cause), "{url}: {printed}");
    }
}

#[test]
fn the_error_names_a_port_in_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let addr = taken.local_addr().expect("its address").to_string();
    let output = adda(folder.path(), &["serve", "--addr", &addr], "");
    assert_refused(&output, &format!("adda: ADDA_ADDR (--addr): cannot listen on {addr}: "));
    assert!(!folder.path().join("adda.sqlite3").exists(), "the server has created the database");
}

#[test]
fn agents_are_added_and_get_new_passwords() {
    let shop = new_shop();
    let run = |arguments: &[&str], input: &str| adda(shop.path(), arguments, input);

    let added = run(&["user", "add", "nadia", "--role", "agent"], "a long password\n");
    assert_eq!(text(&added.stdout), "nadia can sign in as agent.\n", "{}", text(&added.stderr));
    let name = format!("Using the database file {}\n", shop.path().join("adda.sqlite3").display());
    assert_eq!(text(&added.stderr), name);
    let refused = |arguments: &[&str], input: &str, sentence: &str| {
        let output = run(arguments, input);
        assert_eq!(output.status.code(), Some(1));
        let printed = text(&output.stderr);
        assert!(printed.starts_with(&format!("{name}adda: {sentence}")), "{printed}");
    };
    refused(&["user", "add", "nadia", "--role", "admin"], "a long password", "this username is already in use");
    refused(&["user", "add", "rafi", "--role", "admin"], "short\n", "a password has 10 to 1000");
    refused(&["user", "add", "two words", "--role", "admin"], "a long password", "a name has 1 to");

    let changed = run(&["user", "password", "nadia"], "another password\n");
    assert!(changed.status.success(), "{}", text(&changed.stderr));
    refused(&["user", "password", "nobody"], "another password", "there is no agent called nobody.");
}

#[test]
fn agents_are_listed_disabled_and_get_another_role() {
    let shop = new_shop();
    let run = |arguments: &[&str], input: &str| {
        let output = adda(shop.path(), arguments, input);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let states = || {
        let (code, printed, _) = run(&["user", "list"], "");
        assert_eq!(code, Some(0));
        let rows = printed.lines().map(|line| line.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
        rows.collect::<Vec<_>>()
    };
    run(&["user", "add", "নাদিয়া", "--role", "agent"], "a long password\n");
    assert_eq!(states(), ["NAME ROLE STATE", "admin admin active", "নাদিয়া agent active"]);

    let (code, _, printed) = run(&["user", "role", "admin", "agent"], "");
    assert_eq!(code, Some(1));
    assert!(printed.contains("At least one admin must be able to sign in"), "{printed}");
    let (code, _, printed) = run(&["user", "disable", "admin"], "");
    assert_eq!(code, Some(1));
    assert!(
        printed.ends_with("At least one admin must be able to sign in. Make someone else an admin first.\n"),
        "{printed}"
    );

    let (_, printed, _) = run(&["user", "role", "নাদিয়া", "admin"], "");
    assert_eq!(printed, "নাদিয়া is now an admin.\n");
    let (_, printed, _) = run(&["user", "disable", "admin"], "");
    assert_eq!(printed, "admin is disabled and signed out everywhere.\n");
    assert_eq!(states(), ["NAME ROLE STATE", "admin admin disabled", "নাদিয়া admin active"]);
    let (_, printed, _) = run(&["user", "enable", "admin"], "");
    assert_eq!(printed, "admin can sign in again.\n");
    for arguments in [&["user", "disable", "rafi"][..], &["user", "role", "rafi", "admin"], &["user", "enable", "rafi"]]
    {
        let (code, _, printed) = run(arguments, "");
        assert_eq!(code, Some(1));
        assert!(printed.contains("there is no agent called rafi"), "{printed}");
    }
}

#[test]
fn only_the_server_creates_a_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let empty = folder.path().join("empty");
    let file = folder.path().join("backup.tar.gz");
    let file = file.to_str().expect("a path of text");
    for arguments in [
        &["migrate"][..],
        &["user", "add", "nadia", "--role", "agent"],
        &["user", "password", "admin"],
        &["user", "list"],
        &["demo"],
        &["backup", file],
        &["backup", "-"],
        &["check"],
    ] {
        let output = adda(&empty, arguments, "a long password\n");
        let database = empty.join("adda.sqlite3");
        assert_refused(&output, &format!("adda: there is no Adda database in the file {}: ", database.display()));
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "{arguments:?} has written a file");
    }
}

#[test]
fn an_empty_file_is_not_turned_into_a_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("adda.sqlite3");
    std::fs::write(&file, "").expect("a file");
    let output = adda(folder.path(), &["user", "password", "admin"], "a long password\n");
    assert_refused(&output, "adda: there is no Adda database in the file ");
    assert_eq!(std::fs::metadata(&file).expect("the file").len(), 0, "the file has been written to");
}

#[test]
fn demo_adds_conversations_to_the_existing_shop() {
    let shop = new_shop();
    let output = adda(shop.path(), &["demo"], "");
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(printed, "200 conversations have been added.\n");
}

#[test]
fn a_backup_is_private_and_overwrites_nothing() {
    use std::os::unix::fs::PermissionsExt;

    let (shop, folder) = (new_shop(), tempfile::tempdir().expect("a folder"));
    let file = folder.path().join("backup.tar.gz");
    let path = file.to_str().expect("a path of text");
    let made = adda(shop.path(), &["backup", path], "");
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert_eq!(text(&made.stdout), "The backup has 0 conversations, 0 messages and 0 files.\n");
    assert_eq!(std::fs::metadata(&file).expect("the backup").permissions().mode() & 0o777, 0o600);
    let before = std::fs::read(&file).expect("the backup");

    let refused = adda(shop.path(), &["backup", path], "");
    assert_eq!(refused.status.code(), Some(1));
    let printed = text(&refused.stderr);
    assert!(printed.contains(&format!("adda: the file {path} already exists. ")), "{printed}");
    assert_eq!(std::fs::read(&file).expect("the backup"), before);
    let refused = adda(shop.path(), &["backup", "/nowhere/at/all/backup.tar.gz"], "");
    assert!(text(&refused.stderr).contains("adda: the backup /nowhere/at/all/backup.tar.gz cannot be written: "));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "a temporary file is left");
}

#[test]
fn a_backup_goes_through_pipes() {
    let (shop, folder) = (new_shop(), tempfile::tempdir().expect("a folder"));
    let made = adda(shop.path(), &["backup", "-"], "");
    assert!(made.status.success(), "{}", text(&made.stderr));
    let file = folder.path().join("backup.tar.gz");
    std::fs::write(&file, &made.stdout).expect("a file");
    let restored = Command::new("sh")
        .args(["-c", "exec \"$0\" restore - <\"$1\"", env!("CARGO_BIN_EXE_adda")])
        .arg(&file)
        .env_clear()
        .env("ADDA_DATA_DIR", folder.path().join("data"))
        .output()
        .expect("the binary ends");
    assert!(restored.status.success(), "{}", text(&restored.stderr));
    let checked = adda(&folder.path().join("data"), &["check"], "");
    assert!(checked.status.success(), "{}", text(&checked.stdout));
}

#[test]
fn a_backup_is_restored_only_into_an_empty_place() {
    let (shop, folder) = (new_shop(), tempfile::tempdir().expect("a folder"));
    let file = folder.path().join("backup.tar.gz");
    let path = file.to_str().expect("a path of text");
    assert!(adda(shop.path(), &["backup", path], "").status.success());
    let occupied = |name: &str, found: &str| {
        let data = folder.path().join(format!("data-{found}"));
        let other = data.join(name);
        std::fs::create_dir_all(other.parent().expect("a folder")).expect("a folder");
        std::fs::write(&other, "mine").expect("a file");
        let output = adda(&data, &["restore", path], "");
        assert_refused(&output, "adda: the f");
        let printed = text(&output.stderr);
        assert!(printed.contains(&data.display().to_string()) && printed.contains(found), "{printed}");
        assert_eq!(std::fs::read(&other).expect("the file"), b"mine");
        assert_eq!(std::fs::read_dir(&data).expect("the folder").count(), 1, "{printed}");
    };
    occupied("adda.sqlite3", "exists");
    occupied("adda.sqlite3-wal", "sqlite3-wal");
    occupied("attachments/files/a.txt", "attachments");

    let output = adda(&folder.path().join("none"), &["restore", "/nowhere/at/all"], "");
    assert_refused(&output, "adda: the file /nowhere/at/all cannot be opened: ");
    for foreign in ["", "this is no backup"] {
        let other = folder.path().join("foreign");
        std::fs::write(&other, foreign).expect("a file");
        let output = adda(&folder.path().join("none"), &["restore", other.to_str().expect("text")], "");
        assert_refused(&output, "adda: the file is not a backup of Adda. ");
    }
    assert!(!folder.path().join("none").exists(), "a refused restore has created a folder");
}

#[test]
fn a_flag_works_before_and_after_the_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [["--log", "adda=loud", "migrate"], ["migrate", "--log", "adda=loud"]] {
        assert_refused(&adda(folder.path(), &arguments, ""), "adda: ADDA_LOG (--log): ");
    }
}

#[test]
fn a_warning_names_a_variable_that_is_not_a_setting() {
    let shop = new_shop();
    let output = Command::new(env!("CARGO_BIN_EXE_adda"))
        .arg("migrate")
        .env_clear()
        .env("ADDA_DATA_DIR", shop.path())
        .env("ADDA_ALLOWED_ORIGIN", "https://shop.example")
        .output()
        .expect("the binary ends");
    let printed = text(&output.stderr);
    assert!(output.status.success(), "{printed}");
    assert!(printed.contains("ADDA_ALLOWED_ORIGIN is not a setting"), "{printed}");
}
