//! Restores a backup into an empty place.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Write},
    path::{Path, PathBuf},
    pin::{Pin, pin},
};

use adda_migration::{applied_migrations, begin_epoch, begin_locked, unknown_migration};
use bytes::Bytes;
use sea_orm::{DatabaseConnection, DatabaseTransaction};

use super::{
    Key, Report, RestoreError,
    archive::{self, Header, Kind, Name, Reader, Summary},
    postgres::{self, Load},
    vacant::{RestoreTarget, require_vacant, unwritable},
};
use crate::server::{
    config::Config,
    domain::{
        database::{Database, open_existing},
        team::PASSWORD_FILE,
    },
    folder::{make_folder, sync_entries},
    place::{Place, close},
    storage::StorageKey,
};

/// What was restored.
pub struct Restored {
    /// The beginning of the backup.
    pub header: Header,
    /// The end of the backup.
    pub summary: Summary,
}

/// Restores a backup. The database is there only if everything in the backup was read
/// and is as it was written; otherwise the place is empty again. `stop` interrupts.
/// Returns none after an interruption.
///
/// # Errors
/// If the backup cannot be used, or the place is not empty or cannot be written.
pub async fn restore(
    config: &Config,
    file: &Path,
    key: &Key,
    named: impl FnOnce(&str),
    report: Report<'_>,
    stop: impl Future<Output = ()>,
) -> Result<Restored, RestoreError> {
    let mut archive = archive::open(key.open(open(file)?)?);
    let (reader, header) = Reader::new(&mut archive)?;
    let place = Place::of(config);
    require_suitable(&header, &place)?;
    require_vacant(config, &place).await?;
    require_no_tables(&place).await?;
    named(&place.name);
    let ground = RestoreTarget::lock(config, &place)?;
    let destination = Destination::open(&place, &ground, &header).await?;
    // Again, now that no other process can begin.
    require_vacant(config, &place).await?;
    let stop = pin!(stop);
    let restoring = Restoring { reader, ground: &ground, destination, password: None, is_database_there: false, stop };
    let read = restoring.run(header.counts.files, report).await;
    let restored = match read {
        Ok(Complete { summary, destination, password }) => {
            // The checksum of the compressed file comes last.
            match io::copy(&mut archive.into_inner(), &mut io::sink()) {
                Ok(_) => finish(config, &ground, &header, destination, password).await.map(|()| summary),
                Err(error) => Err(RestoreError::Unreadable(error)),
            }
        }
        Err(error) => Err(error),
    };
    match restored {
        Ok(summary) => Ok(Restored { header, summary }),
        Err(error) => {
            if let Err(remains) = ground.clear().await {
                tracing::warn!(%remains, "what was restored could not be removed; the next restore removes it");
            }
            Err(error)
        }
    }
}

async fn finish(
    config: &Config,
    ground: &RestoreTarget,
    header: &Header,
    destination: Destination,
    password: Option<Vec<u8>>,
) -> Result<(), RestoreError> {
    if let Some(password) = password {
        keep_password(&config.data_dir, &password)?;
    }
    destination.finish(ground, header).await
}

/// Opens the file, or standard input for `-`.
fn open(file: &Path) -> Result<Box<dyn Read>, RestoreError> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let opened = File::open(file).map_err(|error| RestoreError::Open { file: file.display().to_string(), error })?;
    Ok(Box::new(BufReader::new(opened)))
}

/// Checks that this program and the configured database can take the backup.
fn require_suitable(header: &Header, place: &Place) -> Result<(), RestoreError> {
    if unknown_migration(&header.migrations).is_some() {
        return Err(RestoreError::Newer { adda: header.adda.clone() });
    }
    let configured = if place.file.is_some() { Kind::Sqlite } else { Kind::Postgresql };
    if header.database != configured {
        return Err(RestoreError::OtherKind { backup: header.database, configured });
    }
    Ok(())
}

/// Writes the first admin's password, which the first start shows.
fn keep_password(data: &Path, password: &[u8]) -> Result<(), RestoreError> {
    let file = data.join(PASSWORD_FILE);
    make_folder(data).and_then(|()| fs::write(&file, password)).map_err(|error| unwritable(&file, error))
}

/// The database that is being restored.
enum Destination {
    Sqlite(PathBuf),
    Postgres { load: Box<Load>, connection: DatabaseConnection },
}

impl Destination {
    /// Opens it. Other processes cannot create tables from now on.
    async fn open(place: &Place, ground: &RestoreTarget, header: &Header) -> Result<Self, RestoreError> {
        if place.file.is_some() {
            return Ok(Self::Sqlite(ground.unfinished_file()));
        }
        let connection = open_existing(&place.url).await.map_err(|error| place.unusable(error))?;
        let transaction: DatabaseTransaction = begin_locked(&connection).await?;
        refuse(&postgres::tables(&transaction).await?)?;
        let load = Box::new(Load::begin(transaction, header.migrations.clone()).await?);
        Ok(Self::Postgres { load, connection })
    }

    /// Makes the complete database available.
    async fn finish(self, ground: &RestoreTarget, header: &Header) -> Result<(), RestoreError> {
        match self {
            Self::Sqlite(unfinished) => {
                finish_file(&unfinished, header).await?;
                ground.unmark().await?;
                let file = unfinished.with_extension("");
                fs::rename(&unfinished, &file).map_err(|error| unwritable(&file, error))?;
                file.parent().map_or(Ok(()), sync_entries).map_err(|error| unwritable(&file, error))
            }
            Self::Postgres { load, connection } => {
                load.complete().await?;
                ground.unmark().await?;
                load.commit().await?;
                close(connection).await;
                Ok(())
            }
        }
    }
}

/// Refuses a database server with tables before anything is created.
async fn require_no_tables(place: &Place) -> Result<(), RestoreError> {
    if place.file.is_some() {
        return Ok(());
    }
    let connection = open_existing(&place.url).await.map_err(|error| place.unusable(error))?;
    let tables = postgres::tables(&connection).await;
    close(connection).await;
    refuse(&tables?)
}

fn refuse(tables: &[String]) -> Result<(), RestoreError> {
    if tables.is_empty() {
        return Ok(());
    }
    Err(RestoreError::Occupied { found: "the database on the server has Adda's tables".to_owned() })
}

/// Prepares a complete file: checks that it is the database that the header describes.
async fn finish_file(file: &Path, header: &Header) -> Result<(), RestoreError> {
    let connection = open_existing(&Database::sqlite_url(file)).await?;
    let migrations = applied_migrations(&connection).await?;
    if migrations != header.migrations {
        return Err(RestoreError::Damaged { entry: Name::SqliteFile.to_string() });
    }
    begin_epoch(&connection, &migrations).await?;
    close(connection).await;
    File::open(file).and_then(|file| file.sync_all()).map_err(|error| unwritable(file, error))
}

/// A restore under way.
struct Restoring<'a, R: Read, S> {
    reader: Reader<'a, R>,
    ground: &'a RestoreTarget,
    destination: Destination,
    password: Option<Vec<u8>>,
    is_database_there: bool,
    /// Completes when the restore is to end early.
    stop: Pin<&'a mut S>,
}

/// A backup that was read to its end.
struct Complete {
    summary: Summary,
    destination: Destination,
    password: Option<Vec<u8>>,
}

impl<R: Read, S: Future<Output = ()>> Restoring<'_, R, S> {
    /// Reads the backup to its end.
    async fn run(mut self, all: u64, report: Report<'_>) -> Result<Complete, RestoreError> {
        self.ground.begin().await?;
        let mut done = 0;
        while let Some(name) = self.reader.advance()? {
            let entry = name.to_string();
            match (name, &self.destination) {
                (Name::SqliteFile, Destination::Sqlite(file)) => {
                    write_file(&mut self.reader, file, self.stop.as_mut()).await?;
                    self.is_database_there = true;
                }
                (Name::Rows { table, .. }, Destination::Postgres { load, .. }) => {
                    let damaged = |_| RestoreError::Damaged { entry: entry.clone() };
                    let lines = String::from_utf8(self.reader.whole()?).map_err(damaged)?;
                    let is_known = load.insert(&table, &lines).await;
                    if !self.or_damaged(is_known)? {
                        return Err(RestoreError::Unexpected { entry });
                    }
                }
                (Name::Sequences, Destination::Postgres { load, .. }) => {
                    let sequences = load.set_sequences(&self.reader.whole()?).await;
                    self.or_damaged(sequences)?;
                    self.is_database_there = true;
                }
                (Name::Password, _) => self.password = Some(self.reader.whole()?),
                (Name::File(key), _) => {
                    self.store(&key).await?;
                    done += 1;
                    report(done, all);
                }
                _ => return Err(RestoreError::Unexpected { entry }),
            }
            go_on(self.stop.as_mut()).await?;
        }
        let Self { reader, destination, password, is_database_there, .. } = self;
        let summary = reader.finish()?;
        if !is_database_there {
            return Err(RestoreError::Incomplete);
        }
        Ok(Complete { summary, destination, password })
    }

    /// Returns what the database made of an entry. If it refused the entry, the cause may be a
    /// damaged backup, whose checksums come last: reads the rest, and reports the damage instead.
    fn or_damaged<T>(&mut self, outcome: Result<T, impl Into<RestoreError>>) -> Result<T, RestoreError> {
        match outcome {
            Ok(result) => Ok(result),
            Err(error) => {
                self.reader.drain()?;
                Err(error.into())
            }
        }
    }

    async fn store(&mut self, key: &StorageKey) -> Result<(), RestoreError> {
        let mut upload = self.ground.storage.upload(key);
        while let Some(bytes) = self.reader.block()? {
            upload.write(Bytes::copy_from_slice(bytes)).await?;
        }
        Ok(upload.finish().await?)
    }
}

async fn write_file<R: Read>(
    reader: &mut Reader<'_, R>,
    path: &Path,
    mut stop: Pin<&mut impl Future<Output = ()>>,
) -> Result<(), RestoreError> {
    let failed = |error| unwritable(path, error);
    let mut file = File::create(path).map_err(failed)?;
    while let Some(bytes) = reader.block()? {
        file.write_all(bytes).map_err(failed)?;
        go_on(stop.as_mut()).await?;
    }
    file.sync_all().map_err(failed)
}

/// Fails if `stop` has completed. It is called only between two writes: the store completes a
/// write whose future is dropped, and the file would appear after the place has been cleared.
async fn go_on(mut stop: Pin<&mut impl Future<Output = ()>>) -> Result<(), RestoreError> {
    tokio::task::yield_now().await;
    if futures::poll!(stop.as_mut()).is_ready() { Err(RestoreError::Interrupted) } else { Ok(()) }
}
