//! Shows the progress of a command.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// Shows the progress on standard error: a bar on a terminal, and elsewhere,
/// such as in a log, a line for each tenth.
pub(super) struct Progress {
    bar: ProgressBar,
    unit: &'static str,
    is_terminal: bool,
}

impl Progress {
    /// Begins a progress of `all` steps, which are named by a plural.
    pub(super) fn new(all: u64, unit: &'static str) -> Self {
        let bar = ProgressBar::new(all).with_message(unit).with_style(style());
        Self { bar, unit, is_terminal: stderr().is_terminal() }
    }

    /// Shows that so many steps are done.
    pub(super) fn at(&self, done: u64) {
        let all = self.bar.length().unwrap_or_default();
        let tenth = |done: u64| done * 10 / all.max(1);
        let before = self.bar.position();
        self.bar.set_position(done);
        if !self.is_terminal && tenth(done) > tenth(before) {
            eprintln!("{done} of {all} {}", self.unit);
        }
    }

    /// Shows that so many of `all` steps are done.
    pub(super) fn at_of(&self, done: u64, all: u64) {
        self.bar.set_length(all);
        self.at(done);
    }

    /// Ends the progress, and leaves the bar on the terminal.
    pub(super) fn finish(&self) {
        self.bar.finish();
    }
}

fn style() -> ProgressStyle {
    // The template is fixed, so the fallback is never used.
    ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar())
}
