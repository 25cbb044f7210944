//! Checks the value of each setting.

use std::{
    fmt::{self, Display},
    net::IpAddr,
    path::PathBuf,
};

use ipnet::IpNet;
use tracing_subscriber::{EnvFilter, filter::LevelFilter};

use super::{InvalidAddress, LogFormat, Origin, Secret};
use crate::{
    model::credentials::{CredentialError, check_username},
    server::{client::TrustedProxies, domain::access::passwords, pictures::Metadata},
};

/// The minimum length of the identity secret, in bytes: that of the signature made with it.
const MIN_IDENTITY_SECRET_BYTES: usize = 32;
/// The minimum length of the token of `/metrics`, in bytes: 128 random bits as hexadecimal digits.
const MIN_METRICS_TOKEN_BYTES: usize = 32;
/// The word for the programs that use the server's unix socket, among the trusted proxies.
const SOCKET: &str = "unix";

/// A setting that is not acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The name of the variable, with its flag if there is one, or of the file.
    setting: String,
    reason: String,
}

impl ConfigError {
    /// Returns the error that a setting's value is not acceptable.
    pub fn of(variable: &str, reason: impl Display) -> Self {
        Self { setting: format!("{variable} ({})", flag(variable)), reason: reason.to_string() }
    }

    /// Returns the error that a variable without a flag, or a file, is not
    /// acceptable.
    pub(in crate::server) fn variable(name: &str, reason: impl Display) -> Self {
        Self { setting: name.to_owned(), reason: reason.to_string() }
    }
}

impl Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.reason)
    }
}

impl std::error::Error for ConfigError {}

/// Returns the flag that corresponds to a variable.
pub(super) fn flag(variable: &str) -> String {
    format!("--{}", variable.trim_start_matches("ADDA_").to_ascii_lowercase().replace('_', "-"))
}

/// Returns the checked value of a setting, if it has one.
pub(super) fn present<T, E: Display>(
    variable: &'static str,
    value: Option<String>,
    check: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, ConfigError> {
    let checked = value.filter(|text| !text.is_empty()).map(|text| check(&text)).transpose();
    checked.map_err(|reason| ConfigError::of(variable, reason))
}

/// Returns the checked value of a setting, or of its default.
pub(super) fn or_default<T, E: Display>(
    variable: &'static str,
    value: Option<String>,
    default: &str,
    check: impl Fn(&str) -> Result<T, E>,
) -> Result<T, ConfigError> {
    match present(variable, value, &check)? {
        Some(value) => Ok(value),
        None => check(default).map_err(|reason| ConfigError::of(variable, reason)),
    }
}

pub(super) fn folder(text: &str) -> Result<PathBuf, std::convert::Infallible> {
    Ok(PathBuf::from(text))
}

pub(super) fn origins(text: &str) -> Result<Vec<Origin>, String> {
    let refuse = |item: &str, reason: InvalidAddress| format!("\"{item}\" is not an origin, {reason}");
    text.split(|c: char| c == ',' || c.is_whitespace())
        .filter(|item| !item.is_empty())
        .map(|item| item.parse().map_err(|reason| refuse(item, reason)))
        .collect()
}

pub(super) fn proxies(text: &str) -> Result<TrustedProxies, String> {
    let network = |item: &str| item.parse().or_else(|_| item.parse::<IpAddr>().map(IpNet::from));
    let items = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|item| !item.is_empty());
    let (sockets, networks): (Vec<_>, Vec<_>) = items.partition(|item| *item == SOCKET);
    let networks = networks.into_iter().map(|item| {
        network(item)
            .map_err(|_| format!("\"{item}\" isn't an address, a network such as 10.0.0.0/8, or the word {SOCKET}"))
    });
    let proxies = TrustedProxies::new(networks.collect::<Result<_, _>>()?);
    Ok(if sockets.is_empty() { proxies } else { proxies.with_socket() })
}

pub(super) fn username(text: &str) -> Result<String, CredentialError> {
    check_username(text).map(|()| text.to_owned())
}

pub(super) fn password(text: &str, username: &str) -> Result<Secret, CredentialError> {
    passwords::check(text, username).map(|()| Secret::new(text))
}

/// Checks the identity secret.
pub(super) fn identity_secret(text: &str, is_https: bool) -> Result<Secret, String> {
    hard_to_guess(text, is_https, MIN_IDENTITY_SECRET_BYTES)
}

/// Checks the token of `/metrics`, which is sent in a header.
pub(super) fn metrics_token(text: &str, is_https: bool) -> Result<Secret, String> {
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("it may contain only ASCII letters, digits and punctuation".to_owned());
    }
    hard_to_guess(text, is_https, MIN_METRICS_TOKEN_BYTES)
}

/// Checks the length of a secret, and how easy it is to guess. An https address means that the
/// server is on the internet; then the secret must not be easy to guess.
fn hard_to_guess(text: &str, is_https: bool, min_bytes: usize) -> Result<Secret, String> {
    if is_https && passwords::is_guessable(text) {
        return Err("it is easy to guess; make one with: openssl rand -hex 32".to_owned());
    }
    if text.len() < min_bytes {
        return Err(format!("it has {} bytes and needs {min_bytes} or more", text.len()));
    }
    Ok(Secret::new(text))
}

pub(super) fn switch(text: &str) -> Result<bool, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Ok(true),
        "off" | "false" | "no" | "0" => Ok(false),
        _ => Err("write on or off"),
    }
}

/// Reads whether metadata is kept.
pub(super) fn picture_metadata(text: &str) -> Result<Metadata, &'static str> {
    Ok(if switch(text)? { Metadata::Kept } else { Metadata::Removed })
}

pub(super) fn log_filter(text: &str) -> Result<String, String> {
    // A single word is a level, or else the name of a module: then only that
    // module is logged.
    let is_known = |word: &str| word.starts_with("adda") || word.parse::<LevelFilter>().is_ok();
    let alone = text.split(',').map(str::trim).filter(|part| !part.is_empty() && !part.contains(['=', '[']));
    if let Some(word) = { alone }.find(|word| !is_known(word)) {
        return Err(format!(
            "\"{word}\" is not a level: write off, error, warn, info, debug or trace, or module=level"
        ));
    }
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("it is not a log filter ({error}); write one like info,adda=debug")),
    }
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, &'static str> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("write text or json"),
    }
}
