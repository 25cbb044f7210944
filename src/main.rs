//! The server's binary.

use std::process::ExitCode;

use adda::server::cli::{CommandLine, run};
use clap::Parser;

// Gives memory back after an overload, and takes less time than the C library's
// (docs/benchmarks.md, "The allocator").
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    run(CommandLine::parse())
}
