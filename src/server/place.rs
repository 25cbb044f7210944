//! Where the settings place the database and the attachments.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use sea_orm::DatabaseConnection;

use crate::server::{
    config::Config,
    domain::database::{Database, has_tables, open_existing},
    folder::FolderError,
    start::StartError,
    storage::{Storage, StorageError},
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
            Some(url) => Self { url: url.expose().to_owned(), name: format!("server {url}"), file: None },
            None => {
                // SQLite would read a relative path that begins with `file:` as an address.
                let file = absolute(&config.data_dir).join("adda.sqlite3");
                let name = format!("file {}", file.display());
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
        if let Some(file) = &self.file {
            match file.metadata() {
                // Connecting would write to an empty file.
                Ok(found) if found.is_file() && found.len() == 0 => return Err(missing()),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                    return Err(missing());
                }
                Err(error) => return Err(self.unreadable(error)),
                Ok(_) => {}
            }
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
        let setting = match self.file {
            Some(_) => "ADDA_DATA_DIR (--data-dir)",
            None => "ADDA_DATABASE_URL (--database-url)",
        };
        StartError::Database { setting, place: self.name.clone(), error }
    }

    /// Returns the error of a folder that cannot be searched.
    fn unreadable(&self, error: io::Error) -> StartError {
        let folder = self.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        StartError::DataFolder { folder: folder.display().to_string(), error: FolderError::Use(error) }
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
    storage.map_err(|error| unusable_storage(config, &error))
}

/// Returns the error of a store of files that cannot be used.
pub(super) fn unusable_storage(config: &Config, error: &StorageError) -> StartError {
    let setting = match config.storage_url {
        Some(_) => "ADDA_STORAGE_URL (--storage-url)",
        None => "ADDA_DATA_DIR (--data-dir)",
    };
    StartError::Storage { setting, place: storage_name(config), problem: error.problem() }
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
