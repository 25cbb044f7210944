//! Manages agents from the command line.

use std::io::{self, IsTerminal};

use clap::{
    Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use terminal::{Alignment, Term, measure_text_width, pad_str};

use super::{
    announce::{self, say},
    error::CliError,
};
use crate::{
    model::{role::Role, team::TeamMember},
    server::{
        config::{Config, Secret},
        domain::{
            desk::Desk,
            error::DomainError,
            team::{MemberChange, accounts::NewAgent},
        },
        start,
    },
};

#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// List the agents: name, role, whether they can sign in, and when they were last seen
    List,
    /// Add an agent; the password is read from standard input
    Add {
        /// The username
        name: String,
        /// An admin is an agent who can also change settings and the team
        #[arg(long, value_parser = role())]
        role: Role,
    },
    /// Change an agent's role
    Role {
        /// The username
        name: String,
        /// An admin is an agent who can also change settings and the team
        #[arg(value_parser = role())]
        role: Role,
    },
    /// Disable an agent: end their sessions, and assign their open conversations to others
    Disable {
        /// The username
        name: String,
    },
    /// Enable a disabled agent again
    Enable {
        /// The username
        name: String,
    },
    /// Set an agent's password, read from standard input, and end their sessions
    Password {
        /// The username
        name: String,
    },
    /// Turn an agent's two-factor authentication off, for a lost device, and end their sessions
    TotpOff {
        /// The username
        name: String,
    },
}

fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(["agent", "admin"]).try_map(|word| word.parse::<Role>())
}

pub(super) async fn run(command: UserCommand, config: &Config) -> Result<(), CliError> {
    start::with_existing_desk(config, announce::database, async |desk| change(command, desk).await).await
}

async fn change(command: UserCommand, desk: &Desk) -> Result<(), CliError> {
    match command {
        UserCommand::Add { name, role } => {
            let password = read_password().map_err(CliError::Input)?;
            let summary = format!("{name} can sign in as {}.", role.code());
            desk.team()
                .add_agent(NewAgent {
                    username: name,
                    password: password.expose().to_owned(),
                    role,
                    display_name_bn: String::new(),
                    bio: String::new(),
                })
                .await?;
            say(&summary);
        }
        UserCommand::List => list(&desk.team().list_for_operator().await?),
        UserCommand::Role { name, role } => {
            let change = MemberChange { role: Some(role), ..MemberChange::default() };
            change_member(desk, &name, change).await?;
            say(&format!("{name} is now {}.", with_article(role)));
        }
        UserCommand::Disable { name } => {
            let change = MemberChange { is_active: Some(false), ..MemberChange::default() };
            change_member(desk, &name, change).await?;
            say(&format!("{name} is disabled and signed out everywhere."));
        }
        UserCommand::Enable { name } => {
            let change = MemberChange { is_active: Some(true), ..MemberChange::default() };
            change_member(desk, &name, change).await?;
            say(&format!("{name} can sign in again."));
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

async fn change_member(desk: &Desk, name: &str, change: MemberChange<'_>) -> Result<(), CliError> {
    desk.team().change_for_operator(name, change).await.map_err(|error| unknown(error, name))?;
    Ok(())
}

/// Prints the team as a table, one agent in each line.
fn list(team: &[TeamMember]) {
    let rows = team.iter().map(|member| {
        let state = match (member.is_active, member.has_joined) {
            (false, _) => "disabled",
            (true, false) => "invited",
            (true, true) => "active",
        };
        let codes = if member.has_two_factor { "on" } else { "off" };
        let seen = member.last_seen_at.as_ref().map_or("never", |seen| seen.0.as_str());
        [member.username.as_str(), member.profile.role.code(), state, codes, seen]
    });
    let rows: Vec<_> = std::iter::once(["NAME", "ROLE", "STATE", "CODES", "LAST SEEN (UTC)"]).chain(rows).collect();
    let widths: Vec<usize> =
        (0..4).map(|column| rows.iter().map(|row| measure_text_width(row[column])).max().unwrap_or(0)).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| pad_str(cell, *width, Alignment::Left, None));
        say(&format!("{}  {}", cells.collect::<Vec<_>>().join("  "), row[4]));
    }
}

fn with_article(role: Role) -> &'static str {
    if role == Role::Admin { "an admin" } else { "an agent" }
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
