//! `adda check`.

use super::{
    announce::{self, say},
    error::CliError,
    progress::Progress,
};
use crate::server::{
    checkup::{self, Event},
    config::Config,
    signals::Stop,
};

pub(super) async fn run(config: &Config, stop: Stop) -> Result<(), CliError> {
    // The settings have been read and checked before.
    say("The settings are valid.");
    let progress = Progress::new(0, "files");
    let mut found = 0_u64;
    let mut tell = |event| match event {
        Event::Good(sentence) => say(&sentence),
        Event::Found(finding) => {
            found += 1;
            say(&finding.to_string());
        }
        Event::Files(done, all) => progress.at_of(done, all),
    };
    tokio::select! {
        checked = checkup::check(config, announce::database, &mut tell) => checked?,
        () = stop.asked() => return Err(CliError::Abandoned),
    }
    progress.finish();
    if found > 0 { Err(CliError::Findings(found)) } else { Ok(()) }
}
