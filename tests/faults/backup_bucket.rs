//! Backups of files in a bucket, restored to another bucket and to a folder.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

use rstest::rstest;

use crate::support::{Bucket, Customer, EndOnDrop, Engine, Figures, Ledger, Place, Server, succeed, text, until};

/// Customers who write while the backup is made.
const CUSTOMERS: usize = 2;

/// Returns the stored files of a data folder, in the order of their keys.
fn stored(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder.join("attachments/files")).expect("files");
    let mut all: Vec<_> = entries
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let name = entry.file_name().into_string().expect("a text");
            (format!("files/{name}"), fs::read(entry.path()).expect("a file"))
        })
        .collect();
    all.sort();
    all
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn a_backup_of_a_bucket_under_load_goes_to_another_bucket_and_to_a_folder(#[case] engine: Engine) {
    let places: Option<Vec<Place>> = (0..4).map(|_| Place::on(engine)).collect();
    let Some([first, second, third, fourth]) = places.as_deref() else { return };
    let (bucket, other) = (Bucket::start(), Bucket::start());
    let backups = tempfile::tempdir().expect("a folder");
    let file = backups.path().join("backup.tar.gz").display().to_string();
    let mut server = bucket.serve(first.server(), "shop");
    server.start();
    let addr = server.addr;
    let (customer, mut ledger) = (Customer::arrive(addr).expect("an answer"), Ledger::default());
    for number in 0..10 {
        assert!((0..100).any(|_| ledger.retry(addr, &customer, number % 2 == 0)), "a write is always refused");
    }
    let (is_over, written) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let _ends = EndOnDrop(&is_over);
        for _ in 0..CUSTOMERS {
            scope.spawn(|| {
                let (customer, mut ledger) = (Customer::arrive(addr).expect("an answer"), Ledger::default());
                while !is_over.load(Ordering::Relaxed) {
                    drop(ledger.upload(addr, &customer));
                    written.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        until(|| written.load(Ordering::Relaxed) > CUSTOMERS);
        let made = server.run(&["backup", &file], "");
        succeed(&made);
        assert!(!text(&made.stderr).contains("Missing"), "{}", text(&made.stderr));
    });
    server.stop();
    assert!(!first.folder().join("attachments/files").exists(), "files are in the data folder");
    let original = bucket.objects("shop");

    let restored = |mut server: Server, files: &dyn Fn() -> Vec<(String, Vec<u8>)>| {
        succeed(&server.run(&["restore", &file], ""));
        succeed(&server.run(&["check"], ""));
        let files = files();
        assert!(files.len() >= 5, "{}", files.len());
        for file in &files {
            assert!(original.contains(file), "{} has other bytes", file.0);
        }
        server.start();
        let mut figures = Figures::default();
        ledger.settle(server.addr, &customer, &mut figures);
        figures.rounds = 1;
        figures.check("backup of a bucket");
        server.stop();
        files
    };
    let in_bucket = restored(other.serve(second.server(), "copy"), &|| other.objects("copy"));
    let in_folder = restored(third.server(), &|| stored(third.folder()));
    assert_eq!(in_bucket, in_folder);

    // A bucket that has files already is refused, and keeps them.
    let refused = other.serve(fourth.server(), "copy").run(&["restore", &file], "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("a backup is restored only into an empty place"), "{refused:?}");
    assert_eq!(other.objects("copy"), in_bucket);
}
