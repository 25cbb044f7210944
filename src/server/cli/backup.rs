//! `adda backup` and `adda restore`.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use age::x25519::Recipient;
use clap::Args;

use super::{
    announce::{self, say},
    counted::counted,
    error::CliError,
    progress::Progress,
};
use crate::server::{
    backup::{self, Encryption, Key, Made, Restored},
    config::Config,
    signals::Stop,
};

/// `adda backup`.
#[derive(Args)]
pub(super) struct BackupCommand {
    /// The file to write, which must not exist yet; - for standard output
    file: PathBuf,
    /// Encrypt it for the owner of this age key (age1…); can be repeated
    #[arg(long, value_name = "RECIPIENT", value_parser = backup::recipient)]
    recipient: Vec<Recipient>,
    /// Encrypt it with the passphrase in this file
    #[arg(long, value_name = "FILE", conflicts_with = "recipient")]
    passphrase_file: Option<PathBuf>,
}

/// `adda restore`.
#[derive(Args)]
pub(super) struct RestoreCommand {
    /// The file written by `adda backup`; - for standard input
    file: PathBuf,
    /// The file with the secret age key of a recipient, as `age-keygen` writes it
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// The file with the passphrase of the backup
    #[arg(long, value_name = "FILE", conflicts_with = "identity")]
    passphrase_file: Option<PathBuf>,
}

pub(super) async fn make(command: &BackupCommand, config: &Config, stop: Stop) -> Result<(), CliError> {
    let encryption = Encryption::of(&command.recipient, command.passphrase_file.as_deref())?;
    let progress = Progress::new(0, "files");
    let mut report = |done, all| progress.at_of(done, all);
    let Made { counts, summary } = tokio::select! {
        made = backup::make(config, &command.file, &encryption, announce::database, &mut report) => made?,
        () = stop.asked() => return Err(CliError::Abandoned),
    };
    progress.finish();
    for name in &summary.missing_names {
        note(&format!("Missing, so not in the backup: {name}"));
    }
    if summary.missing > 0 {
        let are = if summary.missing == 1 { "was" } else { "were" };
        note(&format!("{} {are} missing. `adda check` says more.", counted(summary.missing, "file")));
    }
    let done = format!(
        "The backup has {}, {} and {}.",
        counted(counts.conversations, "conversation"),
        counted(counts.messages, "message"),
        counted(summary.files, "file")
    );
    // Standard output is the backup.
    if command.file.as_os_str() == "-" {
        note(&done)
    } else {
        say(&done)
    }
    Ok(())
}

pub(super) async fn restore(command: &RestoreCommand, config: &Config, stop: Stop) -> Result<(), CliError> {
    let key = Key::of(command.identity.as_deref(), command.passphrase_file.as_deref())?;
    let progress = Progress::new(0, "files");
    let mut report = |done, all| progress.at_of(done, all);
    let restored = backup::restore(config, &command.file, &key, announce::database, &mut report, stop.asked()).await?;
    let Restored { header, summary } = restored;
    progress.finish();
    for name in &summary.missing_names {
        note(&format!("Not in the backup, because it was missing at the time: {name}"));
    }
    say(&format!(
        "The backup of {} is restored: {}, {} and {}. Start the server now.",
        header.made_at.format("%Y-%m-%d %H:%M:%S UTC"),
        counted(header.counts.conversations, "conversation"),
        counted(header.counts.messages, "message"),
        counted(summary.files, "file")
    ));
    Ok(())
}

/// Writes a line to standard error. Ignores a closed output.
fn note(line: &str) {
    drop(writeln!(io::stderr(), "{line}"));
}
