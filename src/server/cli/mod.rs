//! The commands of `adda`.

mod announce;
mod backup;
mod check;
mod counted;
mod customer;
mod demo;
mod error;
mod health;
mod progress;
mod secrets;
mod shop;
mod user;
mod variables;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::error::CliError;
use super::{
    config::{Config, Settings, leptos_options},
    folder::keep_files_private,
    log,
    signals::Stop,
    start,
};

/// Live customer support for shops: a chat widget, a console for the team, one binary.
#[derive(Parser)]
#[command(name = "adda", version, max_term_width = 100)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the widget, the console and the API (the default)
    Serve,
    /// Bring an existing database up to date and exit; `serve` also does this at start
    Migrate,
    /// List, add and change agents
    #[command(subcommand)]
    User(user::UserCommand),
    /// Export or erase what is stored about a customer
    #[command(subcommand)]
    Customer(customer::CustomerCommand),
    /// Fill the database with 200 realistic conversations from the last 60 days, or with as many as you like
    Demo(demo::DemoCommand),
    /// Write the database, all files and the secrets to one file, even while the server runs
    Backup(backup::BackupCommand),
    /// Restore a backup into the configured place, which must be empty
    Restore(backup::RestoreCommand),
    /// Check the settings, the database and the stored files, without changing anything; exits with 1 if something is wrong
    Check,
    /// Ask the running server whether it is ready; status 1 if it is not. For health checks
    Health,
    /// Serve only the demonstration shop, as an example of a shop on another site
    Shop(shop::ShopCommand),
}

/// Runs the command. Reports a failure in one sentence.
pub fn run(line: CommandLine) -> ExitCode {
    match try_run(line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The sentences of the domain end with a full stop, the others do not.
            eprintln!("adda: {}.", error.to_string().trim_end_matches('.'));
            ExitCode::FAILURE
        }
    }
}

fn try_run(line: CommandLine) -> Result<(), CliError> {
    secrets::hide();
    keep_files_private();
    let config = Config::check(line.settings)?;
    let _log = log::begin(&config.log);
    variables::warn_of_unknown();
    let runtime = tokio::runtime::Runtime::new().map_err(CliError::Runtime)?;
    runtime.block_on(execute(line.command.unwrap_or(Command::Serve), config))
}

/// Handles signals, for long-running commands. The others end at a signal at
/// once, without damage: everything that they store is stored in transactions.
fn listen() -> Result<Stop, CliError> {
    Stop::on_signals().map_err(CliError::Signals)
}

async fn execute(command: Command, config: Config) -> Result<(), CliError> {
    match command {
        Command::Serve => start::serve(config, leptos_options()?, listen()?, announce::started).await?,
        Command::Migrate => {
            tokio::select! {
                done = start::migrate(&config, announce::database) => done?,
                () = listen()?.asked() => return Err(CliError::Interrupted),
            }
            announce::say("The database is up to date.");
        }
        Command::User(command) => user::run(command, &config).await?,
        Command::Customer(command) => customer::run(command, &config).await?,
        Command::Demo(command) => demo::run(&command, &config).await?,
        Command::Backup(command) => backup::make(&command, &config, listen()?).await?,
        Command::Restore(command) => backup::restore(&command, &config, listen()?).await?,
        Command::Check => check::run(&config, listen()?).await?,
        Command::Health => health::run(&config).await?,
        Command::Shop(command) => shop::run(command, config, listen()?).await?,
    }
    Ok(())
}
