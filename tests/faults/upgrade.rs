//! An upgrade of data that an earlier version has made, and the way back to that version.
//! `earlier/make.py` has made the data with a program that was built from the commit in it.

use std::{fs, path::Path};

use flate2::read::GzDecoder;
use rstest::rstest;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Clock, Engine, Place, Request, Server, succeed, text};

/// The first migration that the earlier version does not have.
const FIRST_NEW: &str = "m0144_message_indexes";
/// What changes by the mere passing of time, and by reading.
const PASSING: [&str; 5] = ["is_online", "is_read", "last_seen_at", "unread", "updated_at"];

/// Returns a place with the data of the earlier version, and what its API has answered.
fn earlier(engine: Engine) -> Option<(Place, Value)> {
    let place = Place::on(engine)?;
    let name = if engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/faults/earlier/{name}.tar.gz"));
    let archive = fs::File::open(archive).expect("the data");
    tar::Archive::new(GzDecoder::new(archive)).unpack(place.folder()).expect("the data");
    let take = |name: &str| {
        let file = place.folder().join(name);
        let content = fs::read_to_string(&file).expect("a text");
        fs::remove_file(file).expect("removed");
        content
    };
    let facts = serde_json::from_str(&take("facts.json")).expect("JSON");
    if let Some(postgres) = &place.postgres {
        postgres.execute(&take("database.sql"));
    }
    Some((place, facts))
}

/// Returns a server on a place, in the minute after the data was made: its sessions end.
fn server_on(place: &Place, clock: &Clock, facts: &Value) -> Server {
    let made_at = facts["made_at"].as_i64().expect("a time");
    clock.set(made_at + 60 - chrono::Utc::now().timestamp());
    place.server().with_library(&clock.library()).with("ADDA_TEST_CLOCK", clock.file())
}

/// Returns the schema of a database and how many rows its tables have. Leaves out the notes of
/// changes, which a restored database begins anew, and the casts of indexes, which PostgreSQL writes
/// in another way after a dump.
fn contents(place: &Place) -> Vec<String> {
    let (tables, schema) = if place.postgres.is_some() {
        (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '%\\_change%'",
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT regexp_replace(indexdef, '::(text|character varying)(\\[\\])?|[()]', '', 'g') \
             FROM pg_indexes WHERE schemaname = 'public' \
             UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal \
             UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
        )
    } else {
        (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_change%' ESCAPE '\\'",
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL",
        )
    };
    let mut all = place.texts(schema);
    for table in place.texts(tables) {
        all.extend(place.texts(&format!("SELECT '{table}: ' || COUNT(*) FROM \"{table}\"")));
    }
    all.extend(place.texts("SELECT version FROM seaql_migrations"));
    all.sort();
    all
}

/// Checks that a place has the contents of an earlier one.
#[track_caller]
fn assert_same(before: &[String], place: &Place) {
    let now = contents(place);
    let lost: Vec<_> = before.iter().filter(|line| !now.contains(line)).collect();
    let new: Vec<_> = now.iter().filter(|line| !before.contains(line)).collect();
    assert!(lost.is_empty() && new.is_empty() && now.len() == before.len(), "lost: {lost:#?}\nnew: {new:#?}");
}

/// Checks that a value has everything of an earlier one. Lists may have become longer.
#[track_caller]
fn assert_kept(before: &Value, now: &Value, at: &str) {
    match (before, now) {
        (Value::Object(before), Value::Object(now)) => {
            for (key, value) in before.iter().filter(|(key, _)| !PASSING.contains(&key.as_str())) {
                assert_kept(value, now.get(key).unwrap_or(&Value::Null), &format!("{at}.{key}"));
            }
        }
        (Value::Array(before), Value::Array(now)) if before.iter().all(Value::is_object) => {
            let key = |value: &Value| value.get("id").or(value.get("conversation_id")).cloned();
            for (number, value) in before.iter().enumerate() {
                let same = match key(value) {
                    None => now.get(number),
                    id => now.iter().find(|other| key(other) == id),
                };
                assert_kept(value, same.unwrap_or(&Value::Null), &format!("{at}[{number}]"));
            }
        }
        _ => assert_eq!(before, now, "{at}"),
    }
}

/// Checks that sessions, passwords, conversations, messages, files, settings and the search are as
/// the earlier version has left them.
#[track_caller]
fn assert_all_kept(server: &Server, facts: &Value) {
    let token = |session: &Value| facts["sessions"][session.as_str().expect("a name")].as_str().expect("a token");
    for answer in facts["answers"].as_array().expect("answers") {
        let path = answer["path"].as_str().expect("a path");
        let now = Request::get(path).bearer(token(&answer["session"])).send(server.addr).expect("an answer").ok();
        let before = &answer["answer"];
        let parts: Vec<&str> = ["messages", "conversations", "entries"]
            .into_iter()
            .filter(|part| before.get(part).is_some_and(|list| !list.as_array().expect("a list").is_empty()))
            .collect();
        match parts.as_slice() {
            [part] => assert_kept(&before[part], &now[part], path),
            _ => assert_kept(before, &now, path),
        }
    }
    let files = facts["files"].as_array().expect("files");
    assert_eq!(files.len(), 3, "a text, a picture and its thumbnail");
    for file in files {
        let path = file["path"].as_str().expect("a path");
        let now = Request::get(path).bearer(token(&json!("visitor"))).send(server.addr).expect("an answer");
        assert_eq!(
            (now.status, json!(hex::encode(Sha256::digest(&now.body)))),
            (200, file["sha256"].clone()),
            "{path}"
        );
    }
    for (name, password) in facts["accounts"].as_object().expect("accounts") {
        let credentials = json!({ "username": name, "password": password });
        Request::post("/support/api/login/", &credentials).send(server.addr).expect("an answer").ok();
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn an_upgrade_keeps_everything_and_the_backup_before_it_leads_back(#[case] engine: Engine) {
    let (Some((place, facts)), Some(clock)) = (earlier(engine), Clock::new()) else { return };
    let backups = tempfile::tempdir().expect("a folder");
    let [before, after] = ["before.tar.gz", "after.tar.gz"].map(|name| backups.path().join(name).display().to_string());
    let mut server = server_on(&place, &clock, &facts);
    let of_earlier = contents(&place);
    assert!(!of_earlier.iter().any(|line| line == FIRST_NEW), "the data is not of an earlier version");

    // The new program backs up the earlier database, and leaves it as it is.
    succeed(&server.run(&["backup", &before], ""));
    let checked = server.run(&["check"], "");
    let missing = format!("the migration {FIRST_NEW} is missing. Run `adda migrate`");
    assert!(text(&checked.stdout).contains(&missing), "{checked:?}");
    assert_same(&of_earlier, &place);

    server.start();
    assert!(server.log().contains(&format!("next=\"{FIRST_NEW}\"")), "{}", server.log());
    assert_all_kept(&server, &facts);
    let conversation = facts["conversations"]["visitor"].as_str().expect("an id");
    let visitor = facts["sessions"]["visitor"].as_str().expect("a token");
    let write = |server: &Server| {
        let body = json!({ "content": "After the upgrade.", "client_id": "00000000-0000-4000-8000-000000000001" });
        let path = format!("/support/api/conversation/{conversation}/send/");
        Request::post(path, &body).bearer(visitor).send(server.addr).expect("an answer").ok()
    };
    let thread = |server: &Server| {
        let path = format!("/support/api/conversation/{conversation}/messages/");
        Request::get(path).bearer(visitor).send(server.addr).expect("an answer").text()
    };
    write(&server);
    assert!(thread(&server).contains("After the upgrade."));
    server.stop();
    succeed(&server.run(&["check"], ""));
    succeed(&server.run(&["backup", &after], ""));

    // Restored, the database is again one that the earlier program starts on.
    let back = Place::on(engine).expect("another place");
    let mut server = server_on(&back, &clock, &facts);
    succeed(&server.run(&["restore", &before], ""));
    assert_same(&of_earlier, &back);
    server.start();
    assert_all_kept(&server, &facts);
    assert!(!thread(&server).contains("After the upgrade."), "the backup has what was written after it");
    write(&server);
    server.stop();
    succeed(&server.run(&["check"], ""));

    let again = Place::on(engine).expect("another place");
    let mut server = server_on(&again, &clock, &facts);
    succeed(&server.run(&["restore", &after], ""));
    server.start();
    let all = thread(&server);
    assert!(all.contains("Where is my Zanzibarquill parcel?") && all.contains("After the upgrade."), "{all}");
    server.stop();
}
