//! Detects variables that look like settings but are not. Most are misspelt,
//! and so have no effect.

use std::collections::BTreeSet;

use clap::{Command, CommandFactory};

use super::CommandLine;

/// Variables that the repository's scripts and tests set, and this program may
/// inherit.
const SCRIPT_VARIABLES: [&str; 10] = [
    "ADDA_BENCH_BINARY",
    "ADDA_BINARY",
    "ADDA_CACHE",
    "ADDA_FAULT_ROUNDS",
    "ADDA_ROOT",
    "ADDA_SCREENSHOTS",
    "ADDA_SUPPORT_URL",
    "ADDA_TEST_POSTGRES_URL",
    "ADDA_TRACE",
    "ADDA_WORKERS",
];

/// Warns of each variable `ADDA_…` that sets nothing.
pub(super) fn warn_of_unknown() {
    for name in unknown(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok())) {
        tracing::warn!("{name} is not a setting, and is ignored; adda --help lists the settings");
    }
}

/// Returns those of `names` that look like settings but are not.
fn unknown(names: impl Iterator<Item = String>) -> BTreeSet<String> {
    let line = CommandLine::command();
    let known = settings(&line);
    let is_known = |name: &str| known.contains(name) || SCRIPT_VARIABLES.contains(&name);
    names.filter(|name| name.starts_with("ADDA_") && !is_known(name)).collect()
}

/// Returns the variables of a command and of the commands below it.
fn settings(command: &Command) -> BTreeSet<&str> {
    let own = command.get_arguments().filter_map(|argument| argument.get_env()?.to_str());
    own.chain(command.get_subcommands().flat_map(settings)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_setting_is_found() {
        let names = ["ADDA_ALLOWED_ORIGIN", "ADDA_LOG", "adda_log", "PATH", "ADDA_PORT", "ADDA_BINARY"];
        let found: Vec<_> = unknown(names.into_iter().map(str::to_owned)).into_iter().collect();
        assert_eq!(found, ["ADDA_ALLOWED_ORIGIN", "ADDA_PORT"]);
    }
}
