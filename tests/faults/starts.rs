//! First starts and upgrades that are interrupted. The next start completes them.

use std::{
    fs,
    io::Write,
    net::TcpStream,
    path::Path,
    process::ExitStatus,
    thread,
    time::{Duration, Instant},
};

use adda::server::domain::database::Database;
use adda_migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::support::{Disk, Figures, Request, Server, rounds, until};

/// A way to interrupt a start.
#[derive(Clone, Copy, Debug)]
enum By {
    Kill,
    Terminate,
}

/// Starts the server, and interrupts the start after a while. Returns how long the process took
/// to end.
fn interrupt(server: &mut Server, after: Duration, by: By) -> Duration {
    server.spawn();
    thread::sleep(after);
    let begun = Instant::now();
    match by {
        By::Kill => server.kill(),
        By::Terminate => {
            server.signal("TERM");
            // Until the server handles the signal, the signal's default action ends the process.
            let _ = server.wait();
        }
    }
    begun.elapsed()
}

/// Returns the passwords that the server has printed so far.
fn printed(server: &Server) -> Vec<String> {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let log = server.log();
        let passwords: Vec<_> =
            log.lines().filter_map(|line| Some(line.split_once(", password ")?.1.to_owned())).collect();
        // The server may answer before its output has been read.
        if !passwords.is_empty() || Instant::now() > deadline {
            return passwords;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

#[track_caller]
fn signs_in(server: &Server, password: &str) {
    let credentials = json!({ "username": "admin", "password": password });
    let answer = Request::post("/support/api/login/", &credentials).send(server.addr).expect("an answer");
    assert!(answer.is_ok(), "the printed password does not sign in:\n{}", server.log());
}

#[test]
fn an_interrupted_first_start_is_completed_by_the_next_start() {
    let mut figures = Figures::default();
    for by in [By::Kill, By::Terminate] {
        for round in 0..rounds(12) {
            let folder = tempfile::tempdir().expect("a folder");
            let mut server = Server::new(folder.path()).with("ADDA_ADMIN_PASSWORD", "");
            let took = interrupt(&mut server, Duration::from_millis(round as u64 * 37 % 700), by);
            assert!(took < Duration::from_secs(10), "{by:?}: the process took {took:?} to end");
            server.start();
            let printed = printed(&server);
            assert!(!printed.is_empty(), "no password was printed:\n{}", server.log());
            for password in printed {
                signs_in(&server, &password);
            }
            figures.rounds += 1;
            figures.acknowledged += 1;
        }
    }
    figures.check("first-start");
}

#[tokio::main(flavor = "current_thread")]
async fn old_shop(folder: &Path, messages: usize) {
    let connection =
        sea_orm::Database::connect(Database::sqlite_url(&folder.join("adda.sqlite3"))).await.expect("a file");
    Migrator::up(&connection, Some(9)).await.expect("the tables of the first version");
    let moment = "'2026-03-01 09:00:00+00:00'";
    for sql in [
        format!(
            "INSERT INTO accounts_user (id, username, name, role, date_joined) VALUES (1, 'visitor', 'Rahim', 'customer', {moment})"
        ),
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) \
             INSERT INTO support_conversation (id, conversation_id, user_id, status, priority, language, last_message_at, \
             created_at, updated_at) SELECT i, printf('CONV-%012d', i), 1, 'open', 'normal', 'en', {moment}, {moment}, {moment} FROM n",
            messages / 20 + 1
        ),
        format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {messages}) \
             INSERT INTO support_message (conversation_id, sender_id, is_agent, message_type, content, created_at) \
             SELECT i / 20 + 1, 1, FALSE, 'text', 'Where is parcel number ' || i || '?', {moment} FROM n"
        ),
    ] {
        connection.execute_unprepared(&sql).await.expect("rows");
    }
    connection.close().await.expect("a closed file");
}

/// Returns the number of messages, of messages in the search index, and of conversations whose
/// first message is known.
#[tokio::main(flavor = "current_thread")]
async fn counts(folder: &Path) -> Vec<i64> {
    let connection =
        sea_orm::Database::connect(Database::sqlite_url(&folder.join("adda.sqlite3"))).await.expect("a file");
    let mut counts = Vec::new();
    for sql in [
        "SELECT count(*) FROM support_message",
        "SELECT count(*) FROM support_message_search WHERE support_message_search MATCH '\"parcel number\"'",
        "SELECT count(*) FROM support_conversation WHERE first_message_at IS NOT NULL AND waiting_since IS NOT NULL",
    ] {
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let row = connection.query_one_raw(statement).await.expect("a count").expect("a row");
        counts.push(row.try_get_by_index(0).expect("a number"));
    }
    connection.close().await.expect("a closed file");
    counts
}

#[test]
fn an_interrupted_upgrade_is_completed_by_the_next_start() {
    let mut figures = Figures::default();
    // The longer run starts with more messages: a million with its factor of ten.
    let messages = if rounds(1) > 1 { 100_000 * rounds(1) } else { 20_000 };
    for by in [By::Kill, By::Terminate] {
        let folder = tempfile::tempdir().expect("a folder");
        old_shop(folder.path(), messages);
        let mut server = Server::new(folder.path());
        for round in 0..rounds(8) {
            let took = interrupt(&mut server, Duration::from_millis(40 + round as u64 * 61 % 900), by);
            assert!(took < Duration::from_secs(10), "{by:?}: the process took {took:?} to end");
            figures.rounds += 1;
            figures.acknowledged += 1;
        }
        server.start();
        let conversations = i64::try_from(messages / 20 + 1).expect("a count");
        let messages = i64::try_from(messages).expect("a count");
        // The server indexes old messages while it answers requests.
        until(|| counts(folder.path())[1] == messages);
        server.stop();
        let found = counts(folder.path());
        assert_eq!(found[..2], [messages, messages], "{by:?}");
        assert!(found[2] >= conversations - 1, "{by:?}: {found:?} of {conversations}");
    }
    figures.check("upgrade");
}

/// An older server uses the file, and must not see its tables change.
#[test]
fn commands_that_would_change_the_tables_are_refused_while_a_server_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let refused = |arguments: &[&str]| {
        let output = server.run(arguments, "a long password\n");
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {printed}");
        let process = format!("is in use by another Adda server (process {})", server.pid());
        assert!(printed.contains("ADDA_DATA_DIR (--data-dir): the folder ") && printed.contains(&process), "{printed}");
    };
    refused(&["migrate"]);
    let list = server.run(&["user", "list"], "");
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));
    // As the older server has left it.
    execute(folder.path(), "DELETE FROM seaql_migrations WHERE version = 'm0152_session_end'");
    for arguments in [&["migrate"][..], &["user", "list"], &["user", "password", "admin"], &["demo"]] {
        refused(arguments);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn execute(folder: &Path, sql: &str) {
    let connection =
        sea_orm::Database::connect(Database::sqlite_url(&folder.join("adda.sqlite3"))).await.expect("a file");
    connection.execute_unprepared(sql).await.expect(sql);
    connection.close().await.expect("a closed file");
}

#[test]
fn a_first_start_on_a_full_disk_is_completed_once_there_is_room() {
    const SIZE: u64 = 8 * 1024 * 1024;
    let mut figures = Figures::default();
    for round in 0..rounds(8) as u64 {
        let Some(disk) = Disk::in_memory(SIZE) else {
            println!("skipped: mounting is not permitted");
            return;
        };
        let filling = disk.fill();
        let room = round % 40 * 60 * 1024 + 8 * 1024;
        fs::File::options().write(true).open(&filling).and_then(|file| file.set_len(SIZE - room)).expect("room");
        let mut server = Server::new(&disk.path()).with("ADDA_ADMIN_PASSWORD", "");
        server.spawn();
        let deadline = Instant::now() + Duration::from_secs(30);
        let is_up = |server: &Server| Request::get("/healthz").send(server.addr).is_ok_and(|answer| answer.is_ok());
        while server.ended().is_none() && !is_up(&server) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(10));
        }
        server.kill();
        fs::remove_file(&filling).expect("room");
        server.start();
        let printed = printed(&server);
        assert!(!printed.is_empty(), "no password was printed:\n{}", server.log());
        signs_in(&server, printed.last().expect("a password"));
        server.kill();
        figures.rounds += 1;
        figures.acknowledged += 1;
    }
    figures.check("full-disk-start");
}

#[test]
fn sighup_is_ignored_and_a_second_sigterm_stops_the_server_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    server.signal("HUP");
    thread::sleep(Duration::from_millis(300));
    assert!(Request::get("/healthz").send(server.addr).expect("an answer").is_ok(), "SIGHUP has stopped the server");

    // An incomplete request delays a clean stop.
    let mut open = TcpStream::connect(server.addr).expect("a connection");
    open.write_all(b"POST /support/api/session/ HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        .expect("a request");
    thread::sleep(Duration::from_millis(300));
    server.signal("TERM");
    thread::sleep(Duration::from_millis(300));
    assert_eq!(server.ended(), None, "the server did not wait for the open request");
    let begun = Instant::now();
    server.signal("TERM");
    let status: ExitStatus = server.wait();
    assert_eq!(status.code(), Some(143));
    assert!(begun.elapsed() < Duration::from_secs(2));
}
