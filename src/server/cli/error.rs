//! Why a command failed.

use std::io;

use super::health::HealthError;
use crate::server::{
    backup::{BackupError, RestoreError},
    checkup::CheckError,
    config::{ConfigError, ListenAddr},
    domain::error::DomainError,
    start::StartError,
};

/// Why a command failed: a sentence, to which the full stop is added.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// A setting is not acceptable.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The server or its database cannot be started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The operating system provides no threads.
    #[error("the runtime cannot be started: {0}")]
    Runtime(io::Error),
    /// The operating system accepts no signal handler.
    #[error("signals cannot be handled: {0}")]
    Signals(io::Error),
    /// A signal came before the command had finished.
    #[error("interrupted before it finished. Run it again to continue")]
    Interrupted,
    /// A signal came before the command had finished, and everything that it had written is
    /// removed.
    #[error("interrupted before it finished. It has left nothing behind")]
    Abandoned,
    /// A backup cannot be made.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A backup cannot be restored.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// A check cannot be completed.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// A check has found problems, which have been printed.
    #[error("{}", if *.0 == 1 { "1 problem was found".to_owned() } else { format!("{} problems were found", .0) })]
    Findings(u64),
    /// The running server is not ready.
    #[error("the server at {addr} {error}")]
    Health {
        /// Its address.
        addr: ListenAddr,
        /// Why.
        error: HealthError,
    },
    /// Standard input contains no password.
    #[error("the password cannot be read from standard input: {0}")]
    Input(io::Error),
    /// An agent with this name does not exist.
    #[error("there is no agent called {0}")]
    NoSuchAgent(String),
    /// A customer with this id does not exist.
    #[error("there is no customer with the id {0}")]
    NoSuchCustomer(i64),
    /// The data of a customer cannot be written as JSON.
    #[error("the data of the customer cannot be written: {0}")]
    Export(serde_json::Error),
    /// The domain refused or failed.
    #[error(transparent)]
    Domain(#[from] DomainError),
}
