//! The server function of the console's statistics.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    error::ApiError,
    statistics::{Period, Statistics},
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// Returns the statistics of a period.
///
/// # Errors
/// If no agent is signed in, or the texts that were typed are not days.
#[server(prefix = "/support/fn/agent", endpoint = "statistics", protocol = Call)]
pub async fn load_statistics(period: Period) -> Result<Statistics, ApiError> {
    agent().await?;
    answer(desk()?.statistics().statistics(&period).await)
}
