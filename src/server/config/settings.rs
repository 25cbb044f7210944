//! The settings as they are given on the command line or in the environment,
//! and their help texts.

use clap::Args;

pub(super) const ADDR: &str = "127.0.0.1:3000";
pub(super) const ACME: &str = "off";
pub(super) const ACME_DIRECTORY: &str = "https://acme-v02.api.letsencrypt.org/directory";
pub(super) const DATA_DIR: &str = "./data";
pub(super) const ADMIN_USERNAME: &str = "admin";
pub(super) const LIMITS: &str = "on";
pub(super) const DEMO_SHOP: &str = "off";
pub(super) const KEEP_PICTURE_METADATA: &str = "off";
pub(super) const LOG: &str = "info";
pub(super) const LOG_FORMAT: &str = "text";

/// Every setting, unchecked. Each is a flag and an environment variable; the
/// flag wins. They are texts, so that a wrong one is refused by
/// [`Config::check`](super::Config::check), with both its names.
///
/// `Debug` is not derived, because some of these are secrets.
#[expect(rustdoc::bare_urls, reason = "these comments are what --help prints, where markup would stand as it is")]
#[derive(Clone, Args)]
#[cfg_attr(test, derive(PartialEq))]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// Address and port to listen on, or unix:/PATH for a unix socket, which a proxy on this machine opens
    #[arg(long, env = "ADDA_ADDR", value_name = "ADDRESS", default_value = ADDR, global = true)]
    pub addr: Option<String>,

    /// Folder for the SQLite file and attachments; created if missing
    #[arg(long, env = "ADDA_DATA_DIR", value_name = "FOLDER", default_value = DATA_DIR, global = true)]
    pub data_dir: Option<String>,

    /// postgres://… for PostgreSQL; without it, SQLite in the data folder
    #[arg(long, env = "ADDA_DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// File that holds the value of --database-url; a line break at its end is ignored
    #[arg(long, env = "ADDA_DATABASE_URL_FILE", value_name = "FILE", global = true)]
    pub database_url_file: Option<String>,

    /// s3://bucket/prefix for an S3-compatible store; without it, files in the data folder
    #[arg(long, env = "ADDA_STORAGE_URL", value_name = "URL", global = true)]
    pub storage_url: Option<String>,

    /// Address at which browsers reach this server, such as https://support.example.com; by default, from --addr.
    /// With https, cookies are sent over https only
    #[arg(long, env = "ADDA_PUBLIC_URL", value_name = "URL", global = true)]
    pub public_url: Option<String>,

    /// Whether the server gets its own certificate and serves https at --addr, without a proxy: on or off.
    /// On means that you accept the terms of the authority. It must reach --addr at port 443 of the public URL
    #[arg(
        long, env = "ADDA_ACME", value_name = "on|off", default_value = ACME,
        num_args = 0..=1, require_equals = true, default_missing_value = "on", global = true
    )]
    pub acme: Option<String>,

    /// E-mail address to which the authority may write about the certificate
    #[arg(long, env = "ADDA_ACME_EMAIL", value_name = "ADDRESS", global = true)]
    pub acme_email: Option<String>,

    /// Directory of the authority; Let's Encrypt by default
    #[arg(long, env = "ADDA_ACME_DIRECTORY", value_name = "URL", default_value = ACME_DIRECTORY, global = true)]
    pub acme_directory: Option<String>,

    /// Address and port at which --acme redirects http to https; by default port 80 of --addr, if it is free
    #[arg(long, env = "ADDA_REDIRECT_ADDR", value_name = "ADDRESS", global = true)]
    pub redirect_addr: Option<String>,

    /// Username of the admin created on first start
    #[arg(long, env = "ADDA_ADMIN_USERNAME", value_name = "NAME", default_value = ADMIN_USERNAME, global = true)]
    pub admin_username: Option<String>,

    /// Password of the admin created on first start; by default, a random one, printed once
    #[arg(long, env = "ADDA_ADMIN_PASSWORD", value_name = "PASSWORD", hide_env_values = true, global = true)]
    pub admin_password: Option<String>,

    /// File that holds the password of --admin-password; a line break at its end is ignored
    #[arg(long, env = "ADDA_ADMIN_PASSWORD_FILE", value_name = "FILE", global = true)]
    pub admin_password_file: Option<String>,

    /// Key your shop's server uses to sign customer identities, 32 bytes or more;
    /// by default, one is created on first start and shown to admins
    #[arg(long, env = "ADDA_IDENTITY_SECRET", value_name = "KEY", hide_env_values = true, global = true)]
    pub identity_secret: Option<String>,

    /// File that holds the key of --identity-secret; a line break at its end is ignored
    #[arg(long, env = "ADDA_IDENTITY_SECRET_FILE", value_name = "FILE", global = true)]
    pub identity_secret_file: Option<String>,

    /// OpenID provider by which agents can sign in, such as https://accounts.example.com.
    /// Agents are matched by the e-mail address that the provider has verified
    #[arg(long, env = "ADDA_OIDC_ISSUER", value_name = "URL", global = true)]
    pub oidc_issuer: Option<String>,

    /// Client id of this server at the OpenID provider
    #[arg(long, env = "ADDA_OIDC_CLIENT_ID", value_name = "ID", global = true)]
    pub oidc_client_id: Option<String>,

    /// Client secret of this server at the OpenID provider
    #[arg(long, env = "ADDA_OIDC_CLIENT_SECRET", value_name = "SECRET", hide_env_values = true, global = true)]
    pub oidc_client_secret: Option<String>,

    /// File that holds the secret of --oidc-client-secret; a line break at its end is ignored
    #[arg(long, env = "ADDA_OIDC_CLIENT_SECRET_FILE", value_name = "FILE", global = true)]
    pub oidc_client_secret_file: Option<String>,

    /// Name of the OpenID provider on the button of the sign-in page; SSO by default
    #[arg(long, env = "ADDA_OIDC_NAME", value_name = "NAME", global = true)]
    pub oidc_name: Option<String>,

    /// Sites that may embed the widget, such as https://shop.example.com, separated by commas;
    /// this server's own pages are always allowed
    #[arg(long, env = "ADDA_ALLOWED_ORIGINS", value_name = "ORIGINS", global = true)]
    pub allowed_origins: Option<String>,

    /// Whether the demonstration bookshop is served at /: on or off
    #[arg(
        long, env = "ADDA_DEMO_SHOP", value_name = "on|off", default_value = DEMO_SHOP,
        num_args = 0..=1, require_equals = true, default_missing_value = "on", global = true
    )]
    pub demo_shop: Option<String>,

    /// Whether stored images keep their metadata, such as where they were taken: on or off
    #[arg(
        long, env = "ADDA_KEEP_PICTURE_METADATA", value_name = "on|off", default_value = KEEP_PICTURE_METADATA,
        num_args = 0..=1, require_equals = true, default_missing_value = "on", global = true
    )]
    pub keep_picture_metadata: Option<String>,

    /// Limits per address, account, session and conversation: on, off (for load tests),
    /// or rates of single limits, such as messages_account=30/min/60,sign_in_address=off
    #[arg(long, env = "ADDA_LIMITS", value_name = "on|off|LIMITS", default_value = LIMITS, global = true)]
    pub limits: Option<String>,

    /// Networks of trusted proxies, such as 10.0.0.0/8, separated by commas, and the word unix for those
    /// on the unix socket; their X-Forwarded-For and Forwarded name the clients. By default, none are trusted
    #[arg(long, env = "ADDA_TRUSTED_PROXIES", value_name = "NETWORKS", global = true)]
    pub trusted_proxies: Option<String>,

    /// Address and port, or unix:/PATH, that serve /metrics instead of --addr, such as 127.0.0.1:9100.
    /// Without a token, it answers all callers that can reach it
    #[arg(long, env = "ADDA_METRICS_ADDR", value_name = "ADDRESS", global = true)]
    pub metrics_addr: Option<String>,

    /// Bearer token required for /metrics, 32 characters or more;
    /// without it, --addr serves /metrics to this machine only
    #[arg(long, env = "ADDA_METRICS_TOKEN", value_name = "TOKEN", hide_env_values = true, global = true)]
    pub metrics_token: Option<String>,

    /// File that holds the token of --metrics-token; a line break at its end is ignored
    #[arg(long, env = "ADDA_METRICS_TOKEN_FILE", value_name = "FILE", global = true)]
    pub metrics_token_file: Option<String>,

    /// What to log: a level, or a tracing filter such as info,adda=debug
    #[arg(long, env = "ADDA_LOG", value_name = "FILTER", default_value = LOG, global = true)]
    pub log: Option<String>,

    /// Format of the log: text for people, json for machines
    #[arg(long, env = "ADDA_LOG_FORMAT", value_name = "text|json", default_value = LOG_FORMAT, global = true)]
    pub log_format: Option<String>,
}
