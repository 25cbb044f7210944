//! Checks an installation without changing it: the addresses to listen on, the database,
//! and whether rows and stored files match.

mod database;
mod files;
mod listening;

use std::fmt;

use sea_orm::{DatabaseConnection, DbErr};

use crate::server::{
    config::Config,
    domain::database::reason,
    place::{Place, close, open_existing_storage, storage_name, unusable_storage},
    start::StartError,
    storage::StorageError,
};

/// Why a check cannot be completed.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The database or the store of files cannot be opened.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The database cannot be read.
    #[error("the database cannot be read: {}. If it is damaged, restore a backup", reason(.0))]
    Database(#[from] DbErr),
}

/// Something that is not as it should be.
#[derive(Debug)]
pub struct Finding {
    /// The problem: a sentence without its full stop.
    problem: String,
    /// What to do about it: a sentence without its full stop.
    remedy: &'static str,
}

impl Finding {
    fn new(problem: impl Into<String>, remedy: &'static str) -> Self {
        Self { problem: problem.into(), remedy }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}.", self.problem, self.remedy)
    }
}

/// What a check reports while it runs.
pub enum Event {
    /// Something is as it should be.
    Good(String),
    /// Something is not.
    Found(Finding),
    /// So many files are checked, of so many.
    Files(u64, u64),
}

/// Checks the addresses to listen on, the database and the files.
///
/// # Errors
/// If the database does not exist, or one of the two cannot be read.
pub async fn check(config: &Config, named: impl FnOnce(&str), tell: &mut dyn FnMut(Event)) -> Result<(), CheckError> {
    listening::check(config, tell);
    let place = Place::of(config);
    let connection = place.open_existing().await?;
    named(&place.name);
    if database::check(&connection, tell).await? {
        check_files(config, &connection, tell).await?;
    }
    close(connection).await;
    Ok(())
}

/// Checks the store of files, and compares its files with the rows.
async fn check_files(
    config: &Config,
    connection: &DatabaseConnection,
    tell: &mut dyn FnMut(Event),
) -> Result<(), CheckError> {
    let storage = open_existing_storage(config)?;
    if let Some(storage) = &storage
        && let Err(error) = storage.check().await
    {
        let problem = error.problem();
        tell(Event::Found(Finding::new(
            format!("{} cannot be used: {}", the_store(config), problem.cause),
            problem.remedy,
        )));
        return Ok(());
    }
    let unreadable = |error: StorageError| unusable_storage(config, &error).into();
    files::check(connection, storage.as_ref(), unreadable, tell).await
}

/// Returns the name of the store at the beginning of a sentence.
fn the_store(config: &Config) -> String {
    storage_name(config).replacen("the ", "The ", 1)
}
