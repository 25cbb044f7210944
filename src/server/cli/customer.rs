//! Exports and erases customers from the command line.

use clap::Subcommand;

use super::{
    announce::{self, say},
    counted::counted,
    error::CliError,
};
use crate::{
    model::ids::UserId,
    server::{
        config::Config,
        domain::{desk::Desk, error::DomainError},
        start,
    },
};

#[derive(Subcommand)]
pub(super) enum CustomerCommand {
    /// Print everything stored about a customer as JSON: the account, the sessions, and the conversations with their messages, without notes
    Export {
        /// The customer's id, as the API and the console show it
        id: i64,
    },
    /// Erase a customer: the account, the sessions, and the conversations with their messages, notes and files. This can't be undone
    Erase {
        /// The customer's id, as the API and the console show it
        id: i64,
    },
}

pub(super) async fn run(command: CustomerCommand, config: &Config) -> Result<(), CliError> {
    start::with_existing_desk(config, announce::database, async |desk| execute(command, desk).await).await
}

async fn execute(command: CustomerCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        CustomerCommand::Export { id } => {
            let data = desk.customers().export_for_operator(UserId(id)).await.map_err(|error| unknown(error, id))?;
            say(&serde_json::to_string_pretty(&data).map_err(CliError::Export)?);
        }
        CustomerCommand::Erase { id } => {
            let erased = desk.customers().erase_for_operator(UserId(id)).await.map_err(|error| unknown(error, id))?;
            say(&format!(
                "Erased customer {id}: {}, {}, {}.",
                counted(erased.conversations, "conversation"),
                counted(erased.messages, "message"),
                counted(erased.files, "file")
            ));
        }
    }
    Ok(())
}

/// Returns the error that a customer does not exist.
fn unknown(error: DomainError, id: i64) -> CliError {
    match error {
        DomainError::NotFound => CliError::NoSuchCustomer(id),
        error => error.into(),
    }
}
