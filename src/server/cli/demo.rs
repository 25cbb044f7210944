//! Adds the demonstration's conversations, from the command line.

use clap::Args;

use super::{announce, error::CliError, progress::Progress};
use crate::server::{
    config::Config,
    domain::{demo::Demonstration, desk::Desk},
    start,
};

/// `adda demo`.
#[derive(Args)]
pub(super) struct DemoCommand {
    /// Number of conversations from the last year, with ten messages each, instead of the 200
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    conversations: Option<u32>,
}

impl DemoCommand {
    fn demonstration(&self) -> Demonstration {
        match self.conversations.map(usize::try_from) {
            Some(Ok(conversations)) => Demonstration::Year(conversations),
            _ => Demonstration::Tour,
        }
    }
}

pub(super) async fn run(command: &DemoCommand, config: &Config) -> Result<(), CliError> {
    let fill = async |desk: &Desk| fill(desk, config, command.demonstration()).await;
    start::with_existing_desk(config, announce::database, fill).await
}

async fn fill(desk: &Desk, config: &Config, demonstration: Demonstration) -> Result<(), CliError> {
    // Before the demonstration's colleagues: otherwise the first start would
    // find agents and create no admin.
    let first_admin = start::prepare(desk, config).await?;
    let conversations = demonstration.conversations();
    let progress = Progress::new(conversations as u64, "conversations");
    desk.fill_with_demo(demonstration, |done| progress.at(done as u64)).await?;
    progress.finish();
    announce::say(&format!("{conversations} conversations have been added."));
    announce::sign_in(first_admin);
    Ok(())
}
