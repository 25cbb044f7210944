//! Adds the demonstration's conversations, from the command line.

use std::io::{IsTerminal, stderr};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{announce, error::CliError};
use crate::server::{
    config::Config,
    domain::{demo::Demonstration, desk::Desk},
    start,
};

/// `adda demo`.
#[derive(Args)]
pub(super) struct DemoCommand {
    /// So many conversations of the last year with ten messages each, instead of the 200
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
    let progress = Progress::new(conversations);
    desk.fill_with_demo(demonstration, |done| progress.at(done)).await?;
    progress.bar.finish();
    announce::say(&format!("{conversations} conversations have been added."));
    announce::sign_in(first_admin);
    Ok(())
}

/// Shows the progress on standard error: a bar on a terminal, and elsewhere,
/// such as in a log, a line for each tenth.
struct Progress {
    bar: ProgressBar,
    all: usize,
    is_terminal: bool,
}

impl Progress {
    fn new(all: usize) -> Self {
        let bar = ProgressBar::new(all as u64).with_message("conversations").with_style(style());
        Self { bar, all, is_terminal: stderr().is_terminal() }
    }

    fn at(&self, done: usize) {
        let tenth = |done: u64| done * 10 / (self.all as u64).max(1);
        let before = self.bar.position();
        self.bar.set_position(done as u64);
        if !self.is_terminal && tenth(done as u64) > tenth(before) {
            eprintln!("{done} of {} conversations", self.all);
        }
    }
}

fn style() -> ProgressStyle {
    // The template is fixed, so the fallback is never used.
    ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar())
}
