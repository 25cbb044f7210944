//! The log, on standard error.

use std::io;

use tracing_subscriber::EnvFilter;

use crate::server::config::{Log, LogFormat};

/// Begins to write the log.
pub(super) fn begin(log: &Log) {
    // The filter is checked: the default cannot be needed.
    let filter = EnvFilter::try_new(&log.filter).unwrap_or_default();
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match log.format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
}
