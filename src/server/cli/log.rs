//! The log, on standard error.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::server::config::{Log, LogFormat};

/// Modules that log at every start that they have nothing to do. They are
/// silent unless the filter names them.
const QUIET: &str = "sea_orm_migration=warn,sqlx::postgres::notice=warn";

/// Begins to write the log.
pub(super) fn begin(log: &Log) {
    // The filter has been checked, so the default is never used.
    let filter = EnvFilter::try_new(format!("{QUIET},{}", log.filter)).unwrap_or_default();
    let in_color = io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(in_color);
    match log.format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
}
