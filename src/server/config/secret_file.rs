//! Reads secrets from files, as containers and systemd provide them.

use std::fs;

use super::{ConfigError, Settings};

/// The maximum size in bytes, far more than any secret needs.
const MAX_BYTES: u64 = 64 * 1024;

impl Settings {
    /// Returns the settings with the secrets that are given as files.
    ///
    /// # Errors
    /// If a file cannot be read, is empty, is too long or is not text, or a secret
    /// is given in both ways.
    pub(super) fn with_files(mut self) -> Result<Self, ConfigError> {
        for (variable, value, file) in [
            ("ADDA_DATABASE_URL_FILE", &mut self.database_url, self.database_url_file.take()),
            ("ADDA_ADMIN_PASSWORD_FILE", &mut self.admin_password, self.admin_password_file.take()),
            ("ADDA_IDENTITY_SECRET_FILE", &mut self.identity_secret, self.identity_secret_file.take()),
            ("ADDA_OIDC_CLIENT_SECRET_FILE", &mut self.oidc_client_secret, self.oidc_client_secret_file.take()),
            ("ADDA_METRICS_TOKEN_FILE", &mut self.metrics_token, self.metrics_token_file.take()),
        ] {
            let Some(file) = file.filter(|file| !file.is_empty()) else { continue };
            if value.as_ref().is_some_and(|value| !value.is_empty()) {
                let plain = variable.trim_end_matches("_FILE");
                return Err(ConfigError::of(variable, format!("{plain} is set too: set one of them")));
            }
            *value = Some(read(&file).map_err(|reason| ConfigError::of(variable, reason))?);
        }
        Ok(self)
    }
}

/// Returns the text of a file without the line end at its end.
pub(in crate::server) fn read(file: &str) -> Result<String, String> {
    let refuse = |error: std::io::Error| format!("the file {file} cannot be read: {error}");
    if fs::metadata(file).map_err(refuse)?.len() > MAX_BYTES {
        return Err(format!("the file {file} is too long for a secret"));
    }
    let text = fs::read_to_string(file).map_err(refuse)?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() { Err(format!("the file {file} is empty")) } else { Ok(text.to_owned()) }
}
