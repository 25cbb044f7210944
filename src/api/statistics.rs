//! What the console's statistics ask for.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::model::{
    error::ApiError,
    statistics::{Period, Statistics},
};
#[cfg(feature = "ssr")]
use crate::server::api::{agent, answer, desk};

/// The statistics of a period.
///
/// # Errors
/// If no agent is signed in, or the days that were typed are none.
#[server(prefix = "/support/fn/agent", endpoint = "statistics", input = Json, output = Json)]
pub async fn load_statistics(period: Period) -> Result<Statistics, ApiError> {
    agent().await?;
    answer(desk()?.statistics(&period).await)
}
