//! Why a command failed.

use std::io;

use crate::server::{config::ConfigError, domain::error::DomainError, start::StartError};

/// Why a command failed: a sentence, to which the full stop is added.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// A setting cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The server or its database cannot be started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The machine gives no threads.
    #[error("the runtime cannot be started: {0}")]
    Runtime(io::Error),
    /// Standard input has no password.
    #[error("the password cannot be read from standard input: {0}")]
    Input(io::Error),
    /// There is no agent of that name.
    #[error("there is no agent called {0}")]
    NoSuchAgent(String),
    /// The domain refused or failed.
    #[error(transparent)]
    Domain(#[from] DomainError),
}
