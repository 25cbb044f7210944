//! The demonstration's conversations, from the command line.

use indicatif::{ProgressBar, ProgressStyle};

use super::{announce, error::CliError};
use crate::server::{
    config::Config,
    domain::{demo::CONVERSATIONS, desk::Desk},
    start,
};

pub(super) async fn run(config: &Config) -> Result<(), CliError> {
    start::with_existing_desk(config, announce::database, async |desk| fill(desk, config).await).await
}

async fn fill(desk: &Desk, config: &Config) -> Result<(), CliError> {
    // Before the demonstration's colleagues: with them there, the first start
    // would find agents and make no admin.
    let first_admin = start::prepare(desk, config).await?;
    let bar = ProgressBar::new(CONVERSATIONS as u64).with_message("conversations").with_style(style());
    desk.fill_with_demo(|done| bar.set_position(done as u64)).await?;
    bar.finish();
    announce::say(&format!("{CONVERSATIONS} conversations have been added."));
    announce::sign_in(first_admin);
    Ok(())
}

fn style() -> ProgressStyle {
    // The template is fixed: only a wrong one falls back.
    ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar())
}
