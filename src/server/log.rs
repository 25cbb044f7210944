//! The log, on standard error.

use std::{
    io::{self, BufWriter, IsTerminal},
    sync::OnceLock,
};

use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

use crate::server::config::{Log, LogFormat};

/// Modules that log at every start that they have nothing to do. They are
/// silent unless the filter names them.
const QUIETED_MODULES: &str = "sea_orm_migration=warn,sqlx::postgres::notice=warn";

/// How many lines wait to be written, at most. Further lines are dropped and counted: a full disk
/// or a reader that hangs must not stop the server.
const WAITING_LINES: usize = 16 * 1024;
/// The size in bytes of one write under load. Without load each line is written at once.
const WRITE_SIZE: usize = 64 * 1024;

static DROPPED: OnceLock<ErrorCounter> = OnceLock::new();

/// Begins to write the log, in a thread of its own: a file system that is busy with the database
/// holds up writes to a log beside it, and a request must not wait for that. The lines that wait
/// are written when the returned guard is dropped.
pub fn begin(log: &Log) -> WorkerGuard {
    // The filter has been checked, so the default is never used.
    let filter = EnvFilter::try_new(format!("{QUIETED_MODULES},{}", log.filter)).unwrap_or_default();
    let in_color = io::stderr().is_terminal();
    // The thread flushes the buffer whenever no line waits.
    let (writer, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(WAITING_LINES)
        .lossy(true)
        .thread_name("log")
        .finish(BufWriter::with_capacity(WRITE_SIZE, io::stderr()));
    DROPPED.get_or_init(|| writer.error_counter());
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(in_color);
    match log.format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
    guard
}

/// Returns how many lines have been dropped since the start.
pub fn dropped_lines() -> usize {
    DROPPED.get().map_or(0, ErrorCounter::dropped_lines)
}
