//! Backups that are encrypted in the format of age.

use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
};

use age::{secrecy::ExposeSecret, x25519::Identity};
use rstest::rstest;

use crate::support::{Customer, Engine, Figures, Ledger, Place, Server, succeed, text};

/// A key, the file that contains it, and its recipient.
struct Key {
    file: String,
    recipient: String,
}

impl Key {
    /// Writes a key as `age-keygen` does.
    fn new(folder: &Path, name: &str) -> Self {
        let identity = Identity::generate();
        let (file, recipient) = (folder.join(name).display().to_string(), identity.to_public().to_string());
        let secret = identity.to_string();
        let lines = format!("# created: today\n# public key: {recipient}\n{}\n", secret.expose_secret());
        fs::write(&file, lines).expect("a file");
        Self { file, recipient }
    }
}

/// Runs a restore that has to fail, and returns what it says.
#[track_caller]
fn refusal(server: &Server, arguments: &[&str]) -> String {
    let output = server.run(arguments, "");
    let printed = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{printed}");
    assert!(!server.data.join("adda.sqlite3").exists(), "{printed}");
    printed
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn an_encrypted_backup_is_restored_only_with_its_key(#[case] engine: Engine) {
    let (Some(place), Some(other)) = (Place::on(engine), Place::on(engine)) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup.tar.gz.age").display().to_string();
    let [key, second, stranger] = ["key", "second", "stranger"].map(|name| Key::new(folder.path(), name));
    let mut server = place.server();
    server.start();
    let (customer, mut ledger) = (Customer::arrive(server.addr).expect("an answer"), Ledger::default());
    for number in 0..4 {
        assert!((0..100).any(|_| ledger.retry(server.addr, &customer, number % 2 == 0)), "a write is always refused");
    }
    let recipients = ["--recipient", &key.recipient, "--recipient", &second.recipient];
    succeed(&server.run(&[&["backup", &file], &recipients[..]].concat(), ""));
    let bytes = fs::read(&file).expect("the backup");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"), "it is not in the format of age");
    server.stop();

    let mut server = other.server();
    let printed = refusal(&server, &["restore", &file]);
    let sentence = "adda: the backup is encrypted for a recipient. Name the file with the secret key: --identity FILE.";
    assert!(printed.contains(sentence), "{printed}");
    let printed = refusal(&server, &["restore", &file, "--identity", &stranger.file]);
    assert!(
        printed.contains("is encrypted for another key than those in") && printed.contains(&stranger.file),
        "{printed}"
    );
    let printed = refusal(&server, &["restore", &file, "--passphrase-file", &stranger.file]);
    assert!(printed.contains("is encrypted for a recipient."), "{printed}");
    // The last byte, and one in the middle.
    for at in [bytes.len() - 1, bytes.len() / 2] {
        let damaged = folder.path().join("damaged").display().to_string();
        let mut wrong = bytes.clone();
        wrong[at] ^= 1;
        fs::write(&damaged, wrong).expect("a file");
        let printed = refusal(&server, &["restore", &damaged, "--identity", &key.file]);
        assert!(printed.contains("the backup is damaged or incomplete"), "{printed}");
    }
    succeed(&server.run(&["restore", &file, "--identity", &second.file], ""));
    succeed(&server.run(&["check"], ""));
    server.start();
    ledger.settle(server.addr, &customer, &mut Figures::default());
    assert_eq!(customer.messages(server.addr).len(), 5, "four messages and the welcome");
}

#[test]
fn a_backup_with_a_passphrase_is_restored_only_with_it() {
    let (Some(place), Some(other)) = (Place::on(Engine::Sqlite), Place::on(Engine::Sqlite)) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let [file, right, wrong, empty] = ["backup", "right", "wrong", "empty"].map(at);
    for (file, words) in [(&right, "correct horse battery\n"), (&wrong, "correct horse\n"), (&empty, "\n")] {
        fs::write(file, words).expect("a file");
    }
    let mut server = place.server();
    server.start();
    server.stop();
    let refused = server.run(&["backup", &file, "--passphrase-file", &empty], "");
    assert!(text(&refused.stderr).contains("adda: --passphrase-file: the file"), "{refused:?}");
    succeed(&server.run(&["backup", &file, "--passphrase-file", &right], ""));
    let server = other.server();
    let printed = refusal(&server, &["restore", &file]);
    assert!(
        printed.contains("is encrypted with a passphrase. Name the file that contains it: --passphrase-file"),
        "{printed}"
    );
    let printed = refusal(&server, &["restore", &file, "--passphrase-file", &wrong]);
    assert!(printed.contains("is encrypted with another passphrase than the one in"), "{printed}");
    succeed(&server.run(&["restore", &file, "--passphrase-file", &right], ""));
    succeed(&server.run(&["check"], ""));
}

#[test]
fn a_key_is_refused_for_a_backup_that_is_not_encrypted() {
    let (Some(place), Some(other)) = (Place::on(Engine::Sqlite), Place::on(Engine::Sqlite)) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup").display().to_string();
    let key = Key::new(folder.path(), "key");
    let mut server = place.server();
    server.start();
    server.stop();
    succeed(&server.run(&["backup", &file], ""));
    let printed = refusal(&other.server(), &["restore", &file, "--identity", &key.file]);
    assert!(printed.contains("the backup is not encrypted. If it is the right file, leave out the key"), "{printed}");
    let secret = fs::read_to_string(&key.file).expect("the key");
    let secret = secret.lines().last().expect("a line");
    let refused = server.run(&["backup", "-", "--recipient", secret], "");
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(text(&refused.stderr).contains("this is the secret key"), "{refused:?}");
}

#[test]
fn the_program_age_reads_a_backup_and_adda_reads_what_it_encrypts() {
    if Command::new("age").arg("--version").output().is_err() {
        println!("skipped: age is not installed");
        return;
    }
    let (Some(place), Some(other)) = (Place::on(Engine::Sqlite), Place::on(Engine::Sqlite)) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let [encrypted, plain, again] = ["backup.age", "backup.tar.gz", "again.age"].map(at);
    let key = Key::new(folder.path(), "key");
    let mut server = place.server();
    server.start();
    server.stop();
    succeed(&server.run(&["backup", &encrypted, "--recipient", &key.recipient], ""));
    let age = |arguments: &[&str]| succeed(&Command::new("age").args(arguments).output().expect("age"));
    age(&["--decrypt", "--identity", &key.file, "--output", &plain, &encrypted]);
    age(&["--recipient", &key.recipient, "--output", &again, &plain]);
    let listed = Command::new("tar").args(["-tzf", &plain]).output().expect("tar");
    assert!(text(&listed.stdout).lines().any(|name| name == "complete.json"), "{listed:?}");
    let server = other.server();
    // Through a pipe, of which a read may return little.
    let mut restoring = Command::new("sh");
    restoring.args(["-c", "cat \"$1\" | \"$0\" restore - --identity \"$2\"", &Server::program(), &again, &key.file]);
    restoring.env_clear().envs(std::env::vars().filter(|(name, _)| name == "PATH")).env("ADDA_DATA_DIR", &server.data);
    succeed(&restoring.stdin(Stdio::from(File::open("/dev/null").expect("a file"))).output().expect("sh"));
    succeed(&server.run(&["check"], ""));
}
