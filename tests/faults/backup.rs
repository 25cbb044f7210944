//! Backups that are made under load, and restores of good, bad and interrupted ones.

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::{Path, PathBuf},
    process::Child,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use rstest::rstest;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{
    Agent, Customer, EndOnDrop, Engine, Figures, Ledger, MEMORY_LIMIT, Place, peak_memory_of, succeed, text, until,
};

/// Customers who write while the backup is made.
const CUSTOMERS: usize = 3;
/// Files that make a backup take long enough to be interrupted.
const LARGE_FILES: usize = 6;
const LARGE: usize = 4_000_000;

fn path(file: &Path) -> &str {
    file.to_str().expect("a path of text")
}

/// Returns the files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Checks that a place has neither a database nor files.
#[track_caller]
fn is_empty(place: &Place) {
    let found: Vec<_> = files(place.folder()).into_iter().filter(|file| !file.ends_with("adda.lock")).collect();
    assert_eq!(found, Vec::<PathBuf>::new());
    if let Some(postgres) = &place.postgres {
        let tables = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'";
        assert_eq!(postgres.count(tables), 0);
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn a_backup_under_load_is_restored_with_everything_acknowledged_before(#[case] engine: Engine) {
    let (Some(first), Some(second)) = (Place::on(engine), Place::on(engine)) else { return };
    let backups = tempfile::tempdir().expect("a folder");
    let file = backups.path().join("backup.tar.gz");
    let mut server = first.server();
    server.start();
    let addr = server.addr;
    let agent = Agent::sign_in(addr);
    let mut before = Vec::new();
    for _ in 0..CUSTOMERS {
        let (customer, mut ledger) = (Customer::arrive(addr).expect("an answer"), Ledger::default());
        for number in 0..10 {
            assert!((0..100).any(|_| ledger.retry(addr, &customer, number % 2 == 0)), "a write is always refused");
        }
        before.push((customer, ledger));
    }
    let (is_over, written) = (AtomicBool::new(false), AtomicUsize::new(0));
    let during: Vec<Customer> = thread::scope(|scope| {
        let _ends = EndOnDrop(&is_over);
        let write = || {
            let (customer, mut ledger) = (Customer::arrive(addr).expect("an answer"), Ledger::default());
            while !is_over.load(Ordering::Relaxed) {
                drop(ledger.send(addr, &customer));
                drop(ledger.upload(addr, &customer));
                written.fetch_add(1, Ordering::Relaxed);
            }
            customer
        };
        let writers: Vec<_> = (0..CUSTOMERS).map(|_| scope.spawn(write)).collect();
        until(|| written.load(Ordering::Relaxed) > CUSTOMERS);
        let made = server.run(&["backup", path(&file)], "");
        succeed(&made);
        assert!(!text(&made.stderr).contains("Missing"), "{}", text(&made.stderr));
        is_over.store(true, Ordering::Relaxed);
        writers.into_iter().map(|writer| writer.join().expect("a customer")).collect()
    });
    assert_eq!(files(backups.path()), std::slice::from_ref(&file), "a temporary file is left");

    let mut restored = second.server();
    succeed(&restored.run(&["restore", path(&file)], ""));
    let checked = restored.run(&["check"], "");
    succeed(&checked);
    restored.start();
    let mut figures = Figures::default();
    figures.rounds = 1;
    for (customer, ledger) in &mut before {
        // The sessions of customers and agents work, and numbers go on after those in the backup.
        ledger.settle(restored.addr, customer, &mut figures);
        assert!((0..100).any(|_| ledger.retry(restored.addr, customer, true)), "a write is always refused");
        ledger.settle(restored.addr, customer, &mut Figures::default());
    }
    for customer in &during {
        let original = customer.messages(addr);
        for message in customer.messages(restored.addr) {
            let of = original.iter().find(|other| other["id"] == message["id"]).expect("the original");
            let bytes =
                |server, message: &Value| customer.attachment(server, message).map(|file| (file.status, file.body));
            assert_eq!(bytes(restored.addr, &message), bytes(addr, of));
        }
    }
    assert!(agent.inbox(restored.addr).is_ok());
    figures.check("backup");
    let refused = restored.run(&["restore", path(&file)], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("a backup is restored only into an empty place"), "{refused:?}");
    assert!(restored.run(&["check"], "").status.success(), "the refused restore has changed something");
}

/// An entry of a backup that a test changes.
#[derive(Clone)]
struct Entry {
    name: String,
    bytes: Vec<u8>,
    kind: tar::EntryType,
}

fn read_entries(file: &Path) -> Vec<Entry> {
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(file).expect("the backup")));
    let entries = archive.entries().expect("entries").map(|entry| {
        let mut entry = entry.expect("an entry");
        let name = text(&entry.path_bytes());
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        Entry { name, bytes, kind: tar::EntryType::Regular }
    });
    entries.collect()
}

/// Writes the entries, with names that the library itself would refuse.
fn write_entries(file: &Path, entries: &[Entry]) {
    let mut tar = tar::Builder::new(GzEncoder::new(File::create(file).expect("a file"), Compression::fast()));
    for Entry { name, bytes, kind } in entries {
        let mut header = tar::Header::new_gnu();
        let field = &mut header.as_gnu_mut().expect("its kind").name;
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(*kind);
        if *kind == tar::EntryType::Symlink {
            header.set_link_name("/etc").expect("a link");
        }
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.append(&header, bytes.as_slice()).expect("an entry");
    }
    tar.into_inner().and_then(GzEncoder::finish).and_then(|mut file| file.flush()).expect("a file");
}

/// Replaces the checksums and the summary by those of the changed entries.
fn seal(entries: &mut Vec<Entry>) {
    entries.retain(|entry| !entry.name.starts_with("checksums/") && entry.name != "complete.json");
    let sum = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
    let list: String = entries.iter().map(|entry| format!("{}  {}\n", sum(&entry.bytes), entry.name)).collect();
    let summary = serde_json::json!({
        "entries": entries.len(),
        "bytes": entries.iter().map(|entry| entry.bytes.len()).sum::<usize>(),
        "files": 0,
        "missing": 0,
        "missing_names": [],
        "checksums": sum(list.as_bytes()),
    });
    let mut add = |name: &str, bytes| {
        entries.push(Entry { name: name.to_owned(), bytes, kind: tar::EntryType::Regular });
    };
    add("checksums/000001.sha256", list.into_bytes());
    add("complete.json", summary.to_string().into_bytes());
}

#[test]
fn an_older_backup_of_postgres_is_migrated_by_the_next_start() {
    let Some((_first, file, folder)) = small_backup(Engine::Postgres) else { return };
    let place = Place::on(Engine::Postgres).expect("a second place");
    let older = folder.path().join("older.tar.gz");
    let mut entries = read_entries(&file);
    // As if the last migration did not exist yet.
    for entry in &mut entries {
        let before = text(&entry.bytes);
        if entry.name == "adda-backup.json" {
            entry.bytes = before.replace(",\n    \"m0150_shop_name\"", "").into_bytes();
            assert_ne!(entry.bytes, before.as_bytes());
        } else if entry.name.starts_with("database/seaql_migrations.") {
            let kept = before.lines().filter(|line| !line.contains("m0150_shop_name"));
            entry.bytes = kept.map(|line| format!("{line}\n")).collect::<String>().into_bytes();
        }
    }
    seal(&mut entries);
    write_entries(&older, &entries);
    let mut server = place.server();
    succeed(&server.run(&["restore", path(&older)], ""));
    let checked = server.run(&["check"], "");
    assert!(text(&checked.stdout).contains("the migration m0150_shop_name is missing"), "{checked:?}");
    server.start();
    Agent::sign_in(server.addr);
    succeed(&server.run(&["check"], ""));
}

/// Returns a compressed file with one wrong byte after `from`. Some bytes can have several values
/// that mean the same, and are left as they are.
fn damaged(whole: &[u8], from: usize) -> Vec<u8> {
    let unpack = |bytes: &[u8]| {
        let mut all = Vec::new();
        GzDecoder::new(bytes).read_to_end(&mut all).ok().map(|_| all)
    };
    let original = unpack(whole);
    let wrong = (from..whole.len()).map(|at| {
        let mut bytes = whole.to_vec();
        bytes[at] ^= 0x55;
        bytes
    });
    wrong.into_iter().find(|bytes| unpack(bytes) != original).expect("a byte that means something")
}

/// Returns the place of a server that has stored a few messages and files, its backup, and the
/// folder of the backup.
fn small_backup(engine: Engine) -> Option<(Place, PathBuf, tempfile::TempDir)> {
    let place = Place::on(engine)?;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup.tar.gz");
    let mut server = place.server();
    server.start();
    let customer = Customer::arrive(server.addr).expect("an answer");
    let mut ledger = Ledger::default();
    for number in 0..4 {
        assert!((0..100).any(|_| ledger.retry(server.addr, &customer, number % 2 == 0)));
    }
    server.stop();
    succeed(&server.run(&["backup", path(&file)], ""));
    Some((place, file, folder))
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn bad_backups_are_refused_and_leave_the_place_empty(#[case] engine: Engine) {
    let Some((_first, file, folder)) = small_backup(engine) else { return };
    let place = Place::on(engine).expect("a second place");
    let bad = folder.path().join("bad.tar.gz");
    let server = place.server();
    let refused = |sentence: &str| {
        let output = server.run(&["restore", path(&bad)], "");
        let printed = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{printed}");
        assert!(printed.contains(sentence), "{sentence:?} is not in: {printed}");
        assert!(!printed.contains("panicked"), "{printed}");
        is_empty(&place);
    };
    let entries = read_entries(&file);
    let changed = |change: &dyn Fn(&mut Vec<Entry>), sentence: &str| {
        let mut entries = entries.clone();
        change(&mut entries);
        write_entries(&bad, &entries);
        refused(sentence);
    };
    let whole = fs::read(&file).expect("the backup");

    // Cut off, and damaged, at several places.
    for part in [2, 3, 4] {
        fs::write(&bad, &whole[..whole.len() * (part - 1) / part]).expect("a file");
        refused("the backup is ");
        fs::write(&bad, damaged(&whole, whole.len() * (part - 1) / part)).expect("a file");
        refused("damaged");
    }
    changed(&|entries| drop(entries.pop()), "the backup is incomplete: its end is missing");
    let first = entries.iter().position(|entry| entry.name.starts_with("attachments/")).expect("a file");
    changed(&|entries| entries[first].bytes[0] ^= 1, "the checksum of attachments/files/");
    changed(&|entries| drop(entries.remove(first)), "the backup is damaged");
    if engine == Engine::Postgres {
        // Damage that the database refuses.
        for (begin, from, to) in
            [("database/sequences.json", "support_", "xupport_"), ("database/", "\"id\"", "\"id\":\"x\",\"x\"")]
        {
            let damaged = entries.iter().position(|entry| entry.name.starts_with(begin)).expect("an entry");
            let replaced = text(&entries[damaged].bytes).replace(from, to);
            assert_ne!(replaced.as_bytes(), entries[damaged].bytes, "{begin}");
            let change = |entries: &mut Vec<Entry>| entries[damaged].bytes = replaced.clone().into_bytes();
            changed(&change, &format!("the checksum of {} is wrong", entries[damaged].name));
        }
    }
    changed(&|entries| entries.retain(|entry| !entry.name.starts_with("database/")), "the backup is ");

    // Of another program, or made to write elsewhere.
    changed(&|entries| drop(entries.remove(0)), "the file is not a backup of Adda");
    for name in ["../escaped", "/tmp/escaped", "attachments/../../escaped", "attachments//etc/escaped", "data/x"] {
        let entry = Entry { name: name.to_owned(), bytes: b"escaped".to_vec(), kind: tar::EntryType::Regular };
        changed(&|entries| entries.insert(first, entry.clone()), "damaged or not a backup of Adda: it has the entry");
    }
    for kind in [tar::EntryType::Symlink, tar::EntryType::Link, tar::EntryType::Directory] {
        let entry = Entry { name: "attachments/files".to_owned(), bytes: Vec::new(), kind };
        changed(&|entries| entries.insert(first, entry.clone()), "damaged or not a backup of Adda: it has the entry");
    }

    // Of a newer version, and of the other kind of database.
    let header = |from: &str, to: &str, sentence: &str| {
        let change = |entries: &mut Vec<Entry>| {
            let replaced = text(&entries[0].bytes).replace(from, to);
            assert_ne!(replaced.as_bytes(), entries[0].bytes, "{from}");
            entries[0].bytes = replaced.into_bytes();
        };
        changed(&change, sentence);
    };
    header("\"format\": 1", "\"format\": 2", "Install Adda 0.1.0 or a later one");
    header("\"m0001_accounts\"", "\"m9999_of_the_future\"", "Install Adda 0.1.0 or a later one");
    let (own, other) = if engine == Engine::Sqlite { ("sqlite", "postgresql") } else { ("postgresql", "sqlite") };
    header(&format!("\"{own}\""), &format!("\"{other}\""), "and the configured one is");

    // The good one still fits.
    succeed(&server.run(&["restore", path(&file)], ""));
    succeed(&server.run(&["check"], ""));
}

/// Returns a place with large files, so that backup and restore take a while.
fn large_place(engine: Engine) -> Option<Place> {
    let place = Place::on(engine)?;
    let mut server = place.server();
    server.start();
    let customer = Customer::arrive(server.addr).expect("an answer");
    for number in 0..LARGE_FILES {
        let mut state = number as u64 + 1;
        let letters = std::iter::repeat_with(move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            b'a' + u8::try_from((state >> 33) % 26).expect("a letter")
        });
        let id = format!("00000000-0000-4000-8000-{number:012}");
        customer.upload(server.addr, &letters.take(LARGE).collect::<Vec<_>>(), &id).expect("an answer").ok();
    }
    server.stop();
    Some(place)
}

/// Ends a process by a signal once a condition holds, and waits for its end.
fn end_when(mut child: Child, signal: &str, holds: impl Fn() -> bool) {
    while !holds() {
        assert!(child.try_wait().expect("its status").is_none(), "it has ended before it could be interrupted");
        thread::sleep(Duration::from_millis(2));
    }
    // The files are streamed.
    let memory = peak_memory_of(child.id());
    assert!(memory < MEMORY_LIMIT, "{memory} bytes");
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args([&format!("-{signal}"), &pid]).status().expect("kill").success());
    let status = child.wait().expect("its end");
    assert!(!status.success(), "it has finished before the signal");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn an_interrupted_backup_or_restore_leaves_nothing_that_looks_complete(#[case] engine: Engine) {
    let Some(first) = large_place(engine) else { return };
    let second = Place::on(engine).expect("a second place");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup.tar.gz");
    let server = first.server();
    let is_large = |file: &PathBuf| fs::metadata(file).is_ok_and(|found| found.len() > LARGE as u64 / 2);
    for signal in ["KILL", "INT", "TERM"] {
        let backing_up = server.begin(&["backup", path(&file)]);
        let left = files(folder.path()).len();
        end_when(backing_up, signal, || files(folder.path()).iter().any(is_large));
        assert!(!file.exists(), "SIG{signal} has left a backup");
        let remains = files(folder.path());
        assert!(remains.iter().all(|file| path(file).ends_with(".unfinished")), "{remains:?}");
        assert!(signal == "KILL" || remains.len() <= left, "SIG{signal} has left {remains:?}");
        remains.iter().for_each(|file| fs::remove_file(file).expect("removed"));
    }
    succeed(&server.run(&["backup", path(&file)], ""));

    let server = second.server();
    // At several moments, because a file may just be written when the signal arrives.
    for (signal, written) in ["INT", "TERM"].into_iter().cycle().zip((2..LARGE_FILES).cycle()).take(16) {
        let restoring = server.begin(&["restore", path(&file)]);
        end_when(restoring, signal, || files(&second.folder().join("attachments/files")).len() >= written);
        assert!(!second.folder().join("adda.sqlite3").exists(), "SIG{signal} has left a database");
        is_empty(&second);
    }
    // The next restore removes what this one leaves.
    let restoring = server.begin(&["restore", path(&file)]);
    end_when(restoring, "KILL", || files(&second.folder().join("attachments/files")).len() > 1);
    if let Some(postgres) = &second.postgres {
        until(|| postgres.count("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()") == 1);
    }
    succeed(&server.run(&["restore", path(&file)], ""));
    let checked = server.run(&["check"], "");
    succeed(&checked);
}

#[test]
fn all_tables_of_postgres_are_in_a_backup() {
    let Some((place, file, _folder)) = small_backup(Engine::Postgres) else { return };
    let postgres = place.postgres.as_ref().expect("PostgreSQL");
    let entries = read_entries(&file);
    let mut tables: Vec<&str> = entries
        .iter()
        .filter_map(|entry| entry.name.strip_prefix("database/")?.strip_suffix(".jsonl")?.split_once('.'))
        .map(|(table, _)| table)
        .collect();
    tables.dedup();
    for table in &tables {
        let rows = postgres.count(&format!("SELECT COUNT(*) FROM {table}"));
        let kept: usize = entries
            .iter()
            .filter(|entry| entry.name.starts_with(&format!("database/{table}.")))
            .map(|entry| text(&entry.bytes).lines().count())
            .sum();
        assert_eq!(rows, i64::try_from(kept).expect("a number"), "{table}");
    }
    let listed = format!("'{}'", tables.join("', '"));
    // Those without rows are not in it, and neither is one that is not logged.
    let others = format!(
        "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ({listed}) \
         AND tablename <> 'support_row_change' \
         AND (xpath('/row/c/text()', query_to_xml(format('SELECT COUNT(*) AS c FROM %I', tablename), false, true, '')))[1]::text <> '0'"
    );
    assert_eq!(postgres.count(&others), 0);
}

#[test]
fn standard_output_that_is_closed_ends_a_backup() {
    let Some((place, _, _folder)) = small_backup(Engine::Sqlite) else { return };
    let server = place.server();
    let mut child = server.begin(&["backup", "-"]);
    drop(child.stdout.take());
    let status = child.wait().expect("its end");
    let mut printed = String::new();
    child.stderr.take().expect("its errors").read_to_string(&mut printed).expect("text");
    assert_eq!(status.code(), Some(1), "{printed}");
    assert!(printed.contains("cannot be written"), "{printed}");
}
