//! Starts the server from its settings.

use std::{io, sync::Arc};

use adda_migration::{MigrationError, Schema};
use sea_orm::DbErr;

use crate::server::{
    acme::{self, Certificates},
    app,
    config::{Config, ListenAddr, Secret},
    domain::{
        database::{Database, is_absent, reason},
        desk::Desk,
        error::DomainError,
        limits::LimitSettings,
        team::first_admin::FirstAdmin,
    },
    folder::{
        FolderError,
        lock::{FolderLock, LockError},
        prepare_data_folder,
    },
    metrics,
    place::{Place, absolute, attachments_folder, close, open_storage},
    reason::reason as of_system,
    serve::{AddressLimit, CannotSecure, Listener, raise_limit, serve_until_asked, wait_for_database},
    signals::Stop,
    storage::Problem,
    upkeep,
};

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be used.
    #[error("ADDA_DATA_DIR (--data-dir): the folder {folder} {error}")]
    DataFolder {
        /// Which folder.
        folder: String,
        /// Why.
        error: FolderError,
    },
    /// Another server uses the data folder.
    #[error("ADDA_DATA_DIR (--data-dir): the folder {folder} {error}")]
    Lock {
        /// Which folder.
        folder: String,
        /// Why.
        error: LockError,
    },
    /// The database cannot be opened or reached.
    #[error("{setting}: the database {place} cannot be opened: {}", reason(error))]
    Database {
        /// The setting that names it.
        setting: &'static str,
        /// The file, or the server; never the address, which contains a password.
        place: String,
        /// Why.
        error: DbErr,
    },
    /// The database does not exist yet, and the command does not create it.
    #[error(
        "there is no Adda database in the {place}: start the server once to make it, or set ADDA_DATA_DIR \
         (--data-dir) or ADDA_DATABASE_URL (--database-url) to the one you mean"
    )]
    NoDatabase {
        /// The file, or the kind of server.
        place: String,
    },
    /// The store of attachments cannot be opened.
    #[error("{setting}: {place} cannot be used: {}. {}", problem.cause, problem.remedy)]
    Storage {
        /// The setting that names it.
        setting: &'static str,
        /// The folder or the bucket.
        place: String,
        /// Why.
        problem: Problem,
    },
    /// A migration failed.
    #[error("the database could not be brought up to date: {}", of_migration(.0))]
    Migration(#[from] MigrationError),
    /// The first admin's name belongs to another account.
    #[error("ADDA_ADMIN_USERNAME (--admin-username): the account {0} is not an admin's. Choose another name")]
    AdminName(String),
    /// The first content of a new database could not be stored.
    #[error("the database could not be prepared: {0}")]
    Prepare(#[from] DomainError),
    /// TLS cannot be used.
    #[error("ADDA_ACME (--acme): {0}. The certificates of the system are in the package ca-certificates")]
    Tls(#[from] CannotSecure),
    /// The address is in use or does not belong to this machine.
    #[error("{setting}: cannot listen on {addr}: {}", of_system(error))]
    Listen {
        /// The setting with the address.
        setting: &'static str,
        /// Which address.
        addr: ListenAddr,
        /// Why.
        error: io::Error,
    },
}

/// Returns why a migration failed.
fn of_migration(error: &MigrationError) -> String {
    match error {
        MigrationError::Database(error) => reason(error),
        MigrationError::Failed { name, error } => format!("{name} failed and has been undone: {}", reason(error)),
        error => error.to_string(),
    }
}

/// Opens the database and the store of the settings, creates them if they do not exist,
/// and brings the database up to date. Other data that a version needs, such as folded
/// texts for the search, is created by the upkeep.
///
/// # Errors
/// If one cannot be opened or a migration fails.
pub async fn open_desk(config: &Config) -> Result<Desk, StartError> {
    prepare_folder(config)?;
    let database = connect(&Place::of(config)).await?;
    desk_on(database, config).await
}

/// Creates the data folder and checks that it is usable. A server whose data is all
/// elsewhere does not write to it.
pub(super) fn prepare_folder(config: &Config) -> Result<(), StartError> {
    let is_written = config.database_url.is_none() || config.storage_url.is_none() || config.acme.is_some();
    prepare_data_folder(&config.data_dir, is_written)
        .map_err(|error| StartError::DataFolder { folder: absolute(&config.data_dir).display().to_string(), error })
}

/// Locks the folder of a SQLite file against a second server.
pub(super) fn lock_folder(config: &Config) -> Result<Option<FolderLock>, StartError> {
    if config.database_url.is_some() {
        return Ok(None);
    }
    let folder = absolute(&config.data_dir).display().to_string();
    FolderLock::take(&config.data_dir).map(Some).map_err(|error| StartError::Lock { folder, error })
}

/// Opens the desk as [`open_desk`] does, and waits for a database server that is not
/// available yet. Meanwhile requests are answered with 503.
async fn open_when_up(config: &Config, listener: &Listener) -> Result<Desk, StartError> {
    let place = Place::of(config);
    let database = match connect(&place).await {
        Err(StartError::Database { error, .. }) if place.file.is_none() && is_absent(&error) => {
            wait_for_database(listener, error, || Database::connect(&place.url))
                .await
                .map_err(|error| place.unusable(error))?
        }
        connected => connected?,
    };
    desk_on(database, config).await
}

async fn connect(place: &Place) -> Result<Database, StartError> {
    let opened = Database::connect(&place.url).await;
    opened.map_err(|error| place.unusable(error))
}

async fn desk_on(database: Database, config: &Config) -> Result<Desk, StartError> {
    database.migrate().await?;
    let desk = Desk::new(database, open_storage(config)?).limited(&config.limits);
    Ok(desk.with_picture_metadata(config.picture_metadata))
}

/// Calls `work` with the desk of the settings, and closes its database after
/// it, so that only the SQLite file remains.
///
/// # Errors
/// If the desk cannot be opened, or what `work` returns.
pub async fn with_desk<T, E: From<StartError>>(
    config: &Config,
    work: impl AsyncFnOnce(&Desk) -> Result<T, E>,
) -> Result<T, E> {
    close_after(open_desk(config).await?, work).await
}

/// Calls `work` with a desk, and closes its database after it.
async fn close_after<T, E>(desk: Desk, work: impl AsyncFnOnce(&Desk) -> Result<T, E>) -> Result<T, E> {
    let done = work(&desk).await;
    desk.database().close().await;
    done
}

/// Does the same as [`with_desk`] with the desk of an existing shop. Calls
/// `named` with the name of the database first.
///
/// # Errors
/// If the database does not exist, the desk cannot be opened, a server uses a SQLite
/// file that must be brought up to date, or what `work` returns.
pub async fn with_existing_desk<T, E: From<StartError>>(
    config: &Config,
    named: impl FnOnce(&str),
    work: impl AsyncFnOnce(&Desk) -> Result<T, E>,
) -> Result<T, E> {
    let place = Place::of(config);
    let connection = place.open_existing().await?;
    let schema = Schema::read(&connection).await;
    close(connection).await;
    named(&place.name);
    // A server may use the file in the meantime, but not while its tables change.
    let is_pending = matches!(schema.map_err(|error| place.unusable(error))?, Schema::Pending { .. });
    let _lock = if is_pending { lock_folder(config)? } else { None };
    with_desk(config, work).await
}

/// Brings the database of an existing shop up to date. Calls `named` with the name of
/// the database first.
///
/// # Errors
/// If the database does not exist, a server uses the SQLite file, or a migration fails.
pub async fn migrate(config: &Config, named: impl FnOnce(&str)) -> Result<(), StartError> {
    let place = Place::of(config);
    close(place.open_existing().await?).await;
    named(&place.name);
    prepare_folder(config)?;
    let _lock = lock_folder(config)?;
    with_desk(config, async |_| Ok(())).await
}

/// Creates the data that only a new database lacks: the admin and the identity secret.
///
/// # Errors
/// If they cannot be stored.
pub async fn prepare(desk: &Desk, config: &Config) -> Result<Option<FirstAdmin>, StartError> {
    desk.settings().ensure_identity_secret(config.identity_secret.as_ref().map(Secret::expose)).await?;
    let username = &config.first_admin.username;
    let password = config.first_admin.password.as_ref().map(Secret::expose);
    desk.team().ensure_admin(username, password, &config.data_dir).await.map_err(|error| match error {
        DomainError::NameTaken => StartError::AdminName(username.clone()),
        error => error.into(),
    })
}

/// Listens on the address of a setting.
pub(super) async fn listen(setting: &'static str, addr: &ListenAddr) -> Result<Listener, StartError> {
    Listener::bind(addr).await.map_err(|error| StartError::Listen { setting, addr: addr.clone(), error })
}

/// Logs what is served, where and from which data, in one line and without secrets.
fn log_start(config: &Config, listener: &Listener, for_metrics: Option<&Listener>) {
    let address = |listener: &Listener| listener.addr().map(tracing::field::display);
    let database = match &config.database_url {
        Some(url) => url.to_string(),
        None => format!("sqlite {}", Place::of(config).name),
    };
    let storage = match &config.storage_url {
        Some(url) => format!("s3://{}/{}", url.bucket, url.prefix),
        None => absolute(&attachments_folder(config)).display().to_string(),
    };
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        addr = address(listener),
        metrics_addr = for_metrics.and_then(address),
        database,
        data_dir = %absolute(&config.data_dir).display(),
        storage,
        public_url = %config.public_url,
        "started"
    );
}

/// Serves until the process is asked to shut down. Calls `started` once
/// requests are answered, with the admin if one was created. If it is asked to
/// shut down before that, the next start does the rest: everything that a start
/// stores is stored in transactions.
///
/// # Errors
/// If the server cannot start.
pub async fn serve(
    config: Config,
    leptos_options: leptos::config::LeptosOptions,
    stop: Stop,
    started: impl FnOnce(&Config, Option<FirstAdmin>),
) -> Result<(), StartError> {
    raise_limit();
    // Before the database: a second server on the same port must change nothing.
    let listener = listen("ADDA_ADDR (--addr)", &config.addr).await?;
    let for_metrics = match &config.metrics.addr {
        Some(addr) => Some(listen("ADDA_METRICS_ADDR (--metrics-addr)", addr).await?),
        None => None,
    };
    let redirects = match &config.acme {
        Some(acme) => acme::listen(acme).await?,
        None => None,
    };
    metrics::note_start();
    if config.limits == LimitSettings::Off && config.public_url.is_https() {
        tracing::warn!("ADDA_LIMITS is off: any client can flood this server. Switch limits off for load tests only");
    }
    let config = Arc::new(config);
    prepare_folder(&config)?;
    let _lock = lock_folder(&config)?;
    let (listener, _certificates) = match &config.acme {
        Some(acme) => {
            let (tls, certificates) = Certificates::begin(&config, acme, redirects, &stop)?;
            (listener.with_tls(tls), Some(certificates))
        }
        None => (listener, None),
    };
    let desk = tokio::select! {
        desk = open_when_up(&config, &listener) => desk?,
        () = stop.clone().asked() => {
            tracing::info!("ended before the start was complete; the next start goes on");
            return Ok(());
        }
    };
    close_after(desk, async |desk| {
        let first_admin = prepare(desk, &config).await?;
        let upkeep = tokio::spawn(upkeep::run(desk.clone()));
        let following = desk.clone();
        // Separate from the upkeep, which may block a task for long, because requests
        // wait for it.
        let following = tokio::spawn(async move { following.database().follow_changes().await });
        let (waited_for, ending) = (desk.clone(), stop.clone());
        let ending = tokio::spawn(async move {
            ending.asked().await;
            waited_for.database().changes().end_waits();
        });
        let state = app::state(desk.clone(), Arc::clone(&config), leptos_options);
        log_start(&config, &listener, for_metrics.as_ref());
        started(&config, first_admin);
        let for_metrics = async {
            if let Some(listener) = for_metrics {
                let router = metrics::router(state.clone());
                serve_until_asked(listener, router, AddressLimit::new(&config), stop.clone()).await;
            }
        };
        let router = app::router(state.clone());
        let serving = serve_until_asked(listener, router, AddressLimit::new(&config), stop.clone());
        tokio::join!(serving, for_metrics);
        for task in [upkeep, following, ending] {
            task.abort();
            // Until it has ended, it can use the database, which is closed next.
            let _ = task.await;
        }
        Ok::<_, StartError>(())
    })
    .await
}
