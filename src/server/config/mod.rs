//! The settings of this server, checked once at start.

mod acme;
mod address;
mod check;
mod leptos;
mod listen;
mod oidc;
mod secret;
mod secret_file;
mod settings;

use std::path::PathBuf;

pub use acme::AcmeConfig;
pub use address::{DatabaseUrl, InvalidAddress, Origin, StorageUrl};
pub use check::ConfigError;
pub use leptos::leptos_options;
pub use listen::ListenAddr;
pub use oidc::OidcConfig;
pub use secret::Secret;
pub(super) use secret_file::read as read_secret;
pub use settings::Settings;

use check::{or_default, present};

use super::{client::TrustedProxies, domain::limits::LimitSettings, pictures::Metadata};

/// Why a server on a unix socket needs a public URL.
const NO_PUBLIC_URL: &str = "set it to the address at which browsers reach this server: ADDA_ADDR is a unix socket, \
                             which browsers cannot open";

/// The settings, checked and parsed.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address to listen on.
    pub addr: ListenAddr,
    /// How the server gets its certificate; none if it serves without TLS.
    pub acme: Option<AcmeConfig>,
    /// The folder of the SQLite file, of attachments and of certificates.
    pub data_dir: PathBuf,
    /// The database; none for an SQLite file in the data folder.
    pub database_url: Option<DatabaseUrl>,
    /// Where attachments are stored; none for the data folder.
    pub storage_url: Option<StorageUrl>,
    /// The origin at which browsers reach this server.
    pub public_url: Origin,
    /// Whether that origin is configured, rather than derived from the address to listen on.
    pub is_public_url_set: bool,
    /// The shops, besides this server's own pages, that may embed the widget.
    pub allowed_origins: Vec<Origin>,
    /// The admin of a new database.
    pub first_admin: FirstAdmin,
    /// The secret that signs customers' identities; none for one that is
    /// created on the first start.
    pub identity_secret: Option<Secret>,
    /// The OpenID provider by which agents can sign in, if there is one.
    pub oidc: Option<OidcConfig>,
    /// Whether the demonstration bookshop is served.
    pub demo_shop: bool,
    /// Whether the metadata of pictures is removed.
    pub picture_metadata: Metadata,
    /// The rate limits of clients.
    pub limits: LimitSettings,
    /// The proxies whose statements of a client's address are trusted.
    pub trusted_proxies: TrustedProxies,
    /// Who may read `/metrics`.
    pub metrics: MetricsConfig,
    /// The settings of the log.
    pub log: Log,
}

/// Who may read `/metrics`, and where.
#[derive(Clone, Debug, Default)]
pub struct MetricsConfig {
    /// The address that serves it; none for [`Config::addr`].
    pub addr: Option<ListenAddr>,
    /// The bearer token that a request must have, if one is set.
    pub token: Option<Secret>,
}

/// The first admin of a new database.
#[derive(Clone, Debug)]
pub struct FirstAdmin {
    /// The username.
    pub username: String,
    /// The password; none for a random one, which is printed once.
    pub password: Option<Secret>,
}

/// The filter and the format of the log.
#[derive(Clone, Debug)]
pub struct Log {
    /// A `tracing` filter, such as `info,adda=debug`.
    pub filter: String,
    /// The format.
    pub format: LogFormat,
}

/// The log's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Config {
    /// Checks the settings. An empty value counts as none.
    ///
    /// # Errors
    /// The first value that is not acceptable, with its setting's name.
    pub fn check(settings: Settings) -> Result<Self, ConfigError> {
        let settings = settings.with_files()?;
        let addr = or_default("ADDA_ADDR", settings.addr, settings::ADDR, str::parse::<ListenAddr>)?;
        let public_url = present("ADDA_PUBLIC_URL", settings.public_url, str::parse)?;
        let is_public_url_set = public_url.is_some();
        let public_url = match (public_url, &addr) {
            (Some(url), _) => url,
            (None, ListenAddr::Tcp(addr)) => Origin::of_listener(*addr),
            (None, ListenAddr::Unix(_)) => return Err(ConfigError::of("ADDA_PUBLIC_URL", NO_PUBLIC_URL)),
        };
        let acme = acme::Given {
            acme: settings.acme,
            email: settings.acme_email,
            directory: settings.acme_directory,
            redirect_addr: settings.redirect_addr,
        };
        let acme = AcmeConfig::check(acme, &addr, &public_url)?;
        let username =
            or_default("ADDA_ADMIN_USERNAME", settings.admin_username, settings::ADMIN_USERNAME, check::username)?;
        let password =
            present("ADDA_ADMIN_PASSWORD", settings.admin_password, |text| check::password(text, &username))?;
        let identity_secret = present("ADDA_IDENTITY_SECRET", settings.identity_secret, |text| {
            check::identity_secret(text, public_url.is_https())
        })?;
        Ok(Self {
            addr,
            acme,
            data_dir: or_default("ADDA_DATA_DIR", settings.data_dir, settings::DATA_DIR, check::folder)?,
            database_url: present("ADDA_DATABASE_URL", settings.database_url, str::parse)?,
            storage_url: present("ADDA_STORAGE_URL", settings.storage_url, str::parse)?,
            metrics: MetricsConfig {
                addr: present("ADDA_METRICS_ADDR", settings.metrics_addr, str::parse)?,
                token: present("ADDA_METRICS_TOKEN", settings.metrics_token, |text| {
                    check::metrics_token(text, public_url.is_https())
                })?,
            },
            public_url,
            is_public_url_set,
            allowed_origins: present("ADDA_ALLOWED_ORIGINS", settings.allowed_origins, check::origins)?
                .unwrap_or_default(),
            first_admin: FirstAdmin { username, password },
            identity_secret,
            oidc: OidcConfig::check(
                settings.oidc_issuer,
                settings.oidc_client_id,
                settings.oidc_client_secret,
                settings.oidc_name,
            )?,
            demo_shop: or_default("ADDA_DEMO_SHOP", settings.demo_shop, settings::DEMO_SHOP, check::switch)?,
            picture_metadata: or_default(
                "ADDA_KEEP_PICTURE_METADATA",
                settings.keep_picture_metadata,
                settings::KEEP_PICTURE_METADATA,
                check::picture_metadata,
            )?,
            limits: or_default("ADDA_LIMITS", settings.limits, settings::LIMITS, str::parse)?,
            trusted_proxies: present("ADDA_TRUSTED_PROXIES", settings.trusted_proxies, check::proxies)?
                .unwrap_or_default(),
            log: Log {
                filter: or_default("ADDA_LOG", settings.log, settings::LOG, check::log_filter)?,
                format: or_default("ADDA_LOG_FORMAT", settings.log_format, settings::LOG_FORMAT, check::log_format)?,
            },
        })
    }

    /// Returns whether pages of `origin`, as browsers write it, may use the
    /// widget.
    pub fn allows_origin(&self, origin: &str) -> bool {
        self.public_url.as_str() == origin || self.allowed_origins.iter().any(|allowed| allowed.as_str() == origin)
    }
}

#[cfg(test)]
mod tests;
