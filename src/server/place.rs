//! Where the settings place the database and the attachments.

use std::path::{Path, PathBuf};

use sea_orm::DatabaseConnection;

use crate::server::{
    config::Config,
    domain::database::{Database, has_tables, open_existing},
    start::StartError,
    storage::Storage,
};

/// The location of the database in the settings.
pub(super) struct Place {
    /// The address for the driver.
    pub(super) url: String,
    /// The name for people; never the address, which contains a password.
    pub(super) name: String,
    /// The SQLite file; none for a database server.
    pub(super) file: Option<PathBuf>,
}

impl Place {
    pub(super) fn of(config: &Config) -> Self {
        match &config.database_url {
            Some(url) => Self { url: url.expose().to_owned(), name: "server".to_owned(), file: None },
            None => {
                let file = config.data_dir.join("adda.sqlite3");
                let name = format!("file {}", absolute(&file).display());
                Self { url: Database::sqlite_url(&file), name, file: Some(file) }
            }
        }
    }

    /// Opens a connection to the database of an existing shop. Creates nothing,
    /// and leaves the tables as they are.
    ///
    /// # Errors
    /// If the database does not exist or cannot be opened.
    pub(super) async fn open_existing(&self) -> Result<DatabaseConnection, StartError> {
        let missing = || StartError::NoDatabase { place: self.name.clone() };
        // Connecting would write to an empty file.
        let is_empty = |file: &PathBuf| file.metadata().is_ok_and(|found| found.len() == 0);
        if self.file.as_ref().is_some_and(|file| !file.exists() || is_empty(file)) {
            return Err(missing());
        }
        let connection = open_existing(&self.url).await.map_err(|error| self.unusable(error))?;
        match has_tables(&connection).await {
            Ok(true) => Ok(connection),
            Ok(false) => {
                close(connection).await;
                Err(missing())
            }
            Err(error) => Err(self.unusable(error)),
        }
    }

    /// Returns the error of a database that cannot be used.
    pub(super) fn unusable(&self, error: sea_orm::DbErr) -> StartError {
        StartError::Database { place: self.name.clone(), error }
    }
}

/// Closes a connection. A failure does not matter: nothing is left to write.
pub(super) async fn close(connection: DatabaseConnection) {
    drop(connection.close().await);
}

/// Returns the absolute path, so that a message shows which folder was meant.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Returns the folder of the attachments, which is used unless they are in a bucket.
pub(super) fn attachments_folder(config: &Config) -> PathBuf {
    config.data_dir.join("attachments")
}

/// Returns the name of the store of files, for people.
pub(super) fn storage_name(config: &Config) -> String {
    match &config.storage_url {
        Some(url) => format!("the bucket {}", url.bucket),
        None => format!("the folder {}", absolute(&attachments_folder(config)).display()),
    }
}

/// Opens the store of files. Creates the folder if it does not exist.
///
/// # Errors
/// If it cannot be opened.
pub(super) fn open_storage(config: &Config) -> Result<Storage, StartError> {
    let storage = match &config.storage_url {
        Some(url) => Storage::bucket(url, variables()),
        None => Storage::folder(&attachments_folder(config)),
    };
    storage.map_err(|error| StartError::Storage { place: storage_name(config), error })
}

/// Opens the store of files like [`open_storage`], but creates nothing. Returns
/// none if the folder does not exist.
///
/// # Errors
/// If it cannot be opened.
pub(super) fn open_existing_storage(config: &Config) -> Result<Option<Storage>, StartError> {
    if config.storage_url.is_none() && !attachments_folder(config).exists() {
        return Ok(None);
    }
    open_storage(config).map(Some)
}

/// Returns the environment variables that are text.
fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
