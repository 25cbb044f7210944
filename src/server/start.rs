//! From settings to a server that answers.

use std::{fs, io, net::SocketAddr, sync::Arc};

use axum::Router;
use sea_orm::DbErr;
use tokio::net::TcpListener;

use super::{
    app,
    config::{Config, Secret},
    domain::{accounts::FirstAdmin, database::Database, desk::Desk, error::DomainError},
    storage::{Storage, StorageError},
    upkeep,
};

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("ADDA_DATA_DIR (--data-dir): the folder {folder} cannot be made: {error}")]
    DataFolder {
        /// Which folder.
        folder: String,
        /// Why.
        error: io::Error,
    },
    /// The database cannot be opened or reached.
    #[error("ADDA_DATABASE_URL (--database-url): the database {place} cannot be opened: {error}")]
    Database {
        /// The file, or the kind of server; never the address, which holds a password.
        place: String,
        /// Why.
        error: DbErr,
    },
    /// The place of attachments cannot be opened.
    #[error("ADDA_STORAGE_URL (--storage-url): {place} cannot be opened: {error}")]
    Storage {
        /// The folder or the bucket.
        place: String,
        /// Why.
        error: StorageError,
    },
    /// A migration failed.
    #[error("the database could not be brought up to date: {0}")]
    Migration(DbErr),
    /// What a new database holds could not be stored.
    #[error("the database could not be prepared: {0}")]
    Prepare(#[from] DomainError),
    /// The address is in use or not one of this machine's.
    #[error("ADDA_ADDR (--addr): cannot listen on {addr}: {error}")]
    Listen {
        /// Which address.
        addr: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// Serving ended with an error.
    #[error("the server stopped: {0}")]
    Stopped(io::Error),
}

/// Opens the database and the store of the settings, and brings the database
/// up to date.
///
/// # Errors
/// If one cannot be opened or a migration fails.
pub async fn open_desk(config: &Config) -> Result<Desk, StartError> {
    fs::create_dir_all(&config.data_dir)
        .map_err(|error| StartError::DataFolder { folder: config.data_dir.display().to_string(), error })?;
    let file = config.data_dir.join("adda.sqlite3");
    let (url, place) = match &config.database_url {
        Some(url) => (url.expose().to_owned(), "server".to_owned()),
        None => (Database::sqlite_url(&file), format!("file {}", file.display())),
    };
    let database = Database::connect(&url).await.map_err(|error| StartError::Database { place, error })?;
    database.migrate().await.map_err(StartError::Migration)?;
    Ok(Desk::new(database, open_storage(config)?))
}

/// Opens the place where files are kept.
fn open_storage(config: &Config) -> Result<Storage, StartError> {
    let folder = config.data_dir.join("attachments");
    let (storage, place) = match &config.storage_url {
        Some(url) => (Storage::bucket(url, variables()), format!("the bucket {}", url.bucket)),
        None => (Storage::folder(&folder), format!("the folder {}", folder.display())),
    };
    storage.map_err(|error| StartError::Storage { place, error })
}

/// The environment, as far as it is text.
fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Makes what only a new database lacks: the admin and the identity secret.
///
/// # Errors
/// If they cannot be stored.
pub async fn prepare(desk: &Desk, config: &Config) -> Result<Option<FirstAdmin>, StartError> {
    desk.ensure_identity_secret(config.identity_secret.as_ref().map(Secret::expose)).await?;
    let password = config.first_admin.password.as_ref().map(|password| password.expose().to_owned());
    Ok(desk.ensure_admin(&config.first_admin.username, password).await?)
}

/// Serves until the process is asked to end (SIGINT or SIGTERM). `started` is
/// called once requests are answered, with the admin if one was made.
///
/// # Errors
/// If the server cannot start.
pub async fn serve(
    config: Config,
    leptos_options: leptos::config::LeptosOptions,
    started: impl FnOnce(&Config, Option<FirstAdmin>),
) -> Result<(), StartError> {
    // Before the database: a second server on the same port changes nothing.
    let addr = config.addr;
    let listener = TcpListener::bind(addr).await.map_err(|error| StartError::Listen { addr, error })?;
    let desk = open_desk(&config).await?;
    let first_admin = prepare(&desk, &config).await?;
    let config = Arc::new(config);
    tokio::spawn(upkeep::run(desk.clone()));
    let router = app::router(desk, config.clone(), leptos_options);
    started(&config, first_admin);
    serve_until_asked(listener, router).await
}

/// Serves until the process is asked to end.
///
/// # Errors
/// If serving ends with an error.
pub async fn serve_until_asked(listener: TcpListener, router: Router) -> Result<(), StartError> {
    axum::serve(listener, router).with_graceful_shutdown(asked_to_end()).await.map_err(StartError::Stopped)
}

async fn asked_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            }
            Err(_) => drop(interrupted.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupted.await);
}
