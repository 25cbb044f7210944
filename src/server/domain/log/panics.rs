//! Panics of the programs in browsers, in the log of the server.

use std::time::Duration;

use crate::{
    model::panic::PanicReport,
    server::{
        client,
        domain::{error::DomainError, limits::Limit, services::LogService},
        throttle::Throttle,
    },
};

/// How often a line is written at most: a defect that all pages have must not fill the log.
const PERIOD: Duration = Duration::from_secs(1);

impl LogService {
    /// Logs where a program in a browser has panicked.
    ///
    /// # Errors
    /// If the report cannot come from a page, or too many come from one address.
    pub async fn report_panic(&self, report: &PanicReport) -> Result<(), DomainError> {
        static LOG: Throttle = Throttle::new(PERIOD);
        self.limits().charge(Limit::PanicsAddress.here()).await?;
        if !report.is_valid() {
            return Err(DomainError::Invalid("This is not the report of a panic."));
        }
        if let Some(suppressed) = LOG.pass() {
            let (program, stack) = (&report.program, report.stack.join(" "));
            let client = client::current().map(tracing::field::display);
            tracing::error!(program, stack, client, suppressed, "a program in a browser has panicked");
        }
        Ok(())
    }
}
