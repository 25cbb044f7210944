//! Manages agents from the command line.

use std::io::{self, IsTerminal};

use clap::{
    Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use terminal::Term;

use super::{
    announce::{self, say},
    error::CliError,
};
use crate::{
    model::role::Role,
    server::{
        config::{Config, Secret},
        domain::{accounts::NewAgent, desk::Desk, error::DomainError},
        start,
    },
};

#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// Add an agent; the password is read from standard input
    Add {
        /// The name to sign in with
        name: String,
        /// An admin is an agent who also configures
        #[arg(long, value_parser = PossibleValuesParser::new(["agent", "admin"]).try_map(|word| word.parse::<Role>()))]
        role: Role,
    },
    /// Give an agent a new password, read from standard input, and end their sessions
    Password {
        /// The name to sign in with
        name: String,
    },
    /// Turn an agent's two-factor authentication off, for a lost device, and end their sessions
    TotpOff {
        /// The name to sign in with
        name: String,
    },
}

pub(super) async fn run(command: UserCommand, config: &Config) -> Result<(), CliError> {
    start::with_existing_desk(config, announce::database, async |desk| change(command, desk).await).await
}

async fn change(command: UserCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        UserCommand::Add { name, role } => {
            let password = read_password().map_err(CliError::Input)?;
            let said = format!("{name} can sign in as {}.", role.code());
            desk.team()
                .add_agent(NewAgent {
                    username: name,
                    password: password.expose().to_owned(),
                    role,
                    display_name_bn: String::new(),
                    bio: String::new(),
                })
                .await?;
            say(&said);
        }
        UserCommand::Password { name } => {
            let password = read_password().map_err(CliError::Input)?;
            desk.team().set_password(&name, password.expose()).await.map_err(|error| unknown(error, &name))?;
            say(&format!("{name} has a new password and is signed out everywhere."));
        }
        UserCommand::TotpOff { name } => {
            let was_on = desk.access().reset_two_factor_of(&name).await.map_err(|error| unknown(error, &name))?;
            say(&if was_on {
                format!("{name} signs in without a code and is signed out everywhere.")
            } else {
                format!("{name} has not turned on two-factor authentication.")
            });
        }
    }
    Ok(())
}

/// Returns the error that an account does not exist.
fn unknown(error: DomainError, name: &str) -> CliError {
    match error {
        DomainError::NotFound => CliError::NoSuchAgent(name.to_owned()),
        error => error.into(),
    }
}

/// Reads the first line of standard input; on a terminal, without echo.
fn read_password() -> io::Result<Secret> {
    let mut line = String::new();
    if io::stdin().is_terminal() {
        let terminal = Term::stderr();
        terminal.write_str("Password: ")?;
        line = terminal.read_secure_line()?;
    } else {
        io::stdin().read_line(&mut line)?;
    }
    Ok(Secret::new(line.trim_end_matches(['\r', '\n'])))
}
