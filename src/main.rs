//! The server's binary.

use std::process::ExitCode;

use adda::server::cli::{CommandLine, run};
use clap::Parser;

fn main() -> ExitCode {
    run(CommandLine::parse())
}
