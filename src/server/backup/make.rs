//! Makes a backup.

use std::{fs::File, io::Read, path::Path};

use adda_migration::applied_migrations;
use chrono::Utc;
use futures::TryStreamExt;
use sea_orm::ConnectionTrait;

use super::{
    BackupError, Encryption, Report,
    archive::{BLOCK, Counts, FORMAT, Header, Kind, Name, Summary, Writer},
    encryption::Sealed,
    postgres, secrets,
    snapshot::Snapshot,
    target::Target,
};
use crate::server::{
    config::Config,
    domain::attachments::referenced::{self, Pages, ReferencedFile},
    place::{Place, open_existing_storage},
    storage::{Storage, StorageError},
};

/// How many missing files the summary names.
const NAMED: usize = 100;

/// What a finished backup contains.
pub struct Made {
    /// Its beginning.
    pub counts: Counts,
    /// Its end.
    pub summary: Summary,
}

/// Copies the database and then the files, so that each file to which a row refers
/// exists, unless its row was deleted in the meantime. Creates the file only when the backup
/// is complete.
///
/// # Errors
/// If the database does not exist, the file exists, or one cannot be read or written.
pub async fn make(
    config: &Config,
    file: &Path,
    encryption: &Encryption,
    named: impl FnOnce(&str),
    report: Report<'_>,
) -> Result<Made, BackupError> {
    let target = Target::new(file);
    let place = Place::of(config);
    let connection = place.open_existing().await?;
    named(&place.name);
    let storage = open_existing_storage(config)?;
    let output = encryption.seal(target.open()?).map_err(|error| target.failed(error))?;
    let made_at = Utc::now();
    let snapshot = Snapshot::take(connection, &target.folder()).await?;
    let migrations = applied_migrations(&snapshot.transaction).await?;
    let counts = count(&snapshot).await?;
    let header = Header {
        format: FORMAT,
        adda: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        database: Kind::from(snapshot.transaction.get_database_backend()),
        newest_migration: migrations.last().cloned().unwrap_or_default(),
        migrations,
        counts,
    };
    let writer = Writer::new(output, made_at.timestamp().unsigned_abs());
    let mut making = Making { writer, target: &target, storage, summary: Summary::default() };
    making.writer.add_json(&Name::Header, &header).map_err(|error| target.failed(error))?;
    making.copy_database(&snapshot).await?;
    making.copy_password(&config.data_dir)?;
    making.copy_files(&snapshot, counts.files, report).await?;
    snapshot.end().await;
    let Making { writer, summary, .. } = making;
    let (output, summary) = writer.finish(summary).map_err(|error| target.failed(error))?;
    target.keep(output.finish().map_err(|error| target.failed(error))?)?;
    Ok(Made { counts, summary })
}

async fn count(snapshot: &Snapshot) -> Result<Counts, BackupError> {
    Ok(Counts {
        conversations: snapshot.count("support_conversation").await?,
        messages: snapshot.count("support_message").await?,
        agents: snapshot.count("support_supportagent").await?,
        files: referenced::count(&snapshot.transaction).await?,
    })
}

/// A backup that is being made.
struct Making<'a> {
    writer: Writer<Sealed>,
    target: &'a Target,
    /// The store of files; none if its folder does not exist.
    storage: Option<Storage>,
    summary: Summary,
}

impl Making<'_> {
    async fn copy_database(&mut self, snapshot: &Snapshot) -> Result<(), BackupError> {
        let target = self.target;
        let Some(copy) = &snapshot.copy else {
            return postgres::dump(&snapshot.transaction, &mut self.writer, |error| target.failed(error)).await;
        };
        let unreadable =
            |error| BackupError::Read { file: format!("the copy of the database, {}", copy.path().display()), error };
        let mut file = File::open(copy.path()).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        self.writer.begin(&Name::SqliteFile, size).map_err(|error| target.failed(error))?;
        let mut block = vec![0; BLOCK];
        loop {
            let length = file.read(&mut block).map_err(unreadable)?;
            if length == 0 {
                break;
            }
            self.writer.write(&block[..length]).map_err(|error| target.failed(error))?;
            // A signal is noticed in between.
            tokio::task::yield_now().await;
        }
        self.writer.end().map_err(|error| target.failed(error))
    }

    fn copy_password(&mut self, data: &Path) -> Result<(), BackupError> {
        let file = || format!("a file in the folder {}", data.display());
        let password = secrets::read_password_file(data).map_err(|error| BackupError::Read { file: file(), error })?;
        let Some(password) = password else { return Ok(()) };
        self.writer.add(&Name::Password, &password).map_err(|error| self.target.failed(error))
    }

    async fn copy_files(&mut self, snapshot: &Snapshot, all: u64, report: Report<'_>) -> Result<(), BackupError> {
        let (mut pages, mut done) = (Pages::default(), 0);
        while let Some(page) = pages.next(&snapshot.transaction).await? {
            for file in page {
                if self.copy_file(&file).await? {
                    self.summary.files += 1;
                } else {
                    self.summary.missing += 1;
                    if self.summary.missing_names.len() < NAMED {
                        self.summary.missing_names.push(format!("{} ({})", file.key.as_str(), file.owner));
                    }
                }
                done += 1;
                report(done, all);
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }

    /// Copies a file. Returns false if it does not exist.
    async fn copy_file(&mut self, file: &ReferencedFile) -> Result<bool, BackupError> {
        let failed = |error: StorageError| BackupError::Attachment { key: file.key.as_str().to_owned(), error };
        let Some(storage) = &self.storage else { return Ok(false) };
        let mut stored = match storage.open(&file.key, None).await {
            Err(error) if error.is_not_found() => return Ok(false),
            opened => opened.map_err(failed)?,
        };
        let target = self.target;
        self.writer.begin(&Name::File(file.key.clone()), stored.size).map_err(|error| target.failed(error))?;
        while let Some(bytes) = stored.bytes.try_next().await.map_err(failed)? {
            self.writer.write(&bytes).map_err(|error| target.failed(error))?;
        }
        self.writer.end().map_err(|error| target.failed(error))?;
        Ok(true)
    }
}
