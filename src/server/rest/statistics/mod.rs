//! Statistics, as JSON and as tables.

mod csv;

use axum::{
    Json, Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

use super::input::Parameters;
use crate::{
    model::{
        error::ApiError,
        statistics::{Part, Period, Statistics},
    },
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/statistics", get(statistics)).route("/statistics/{file}", get(table))
}

/// The first and the last day; without both, the last 30 days.
#[derive(Deserialize)]
struct PeriodParameters {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

impl From<PeriodParameters> for Period {
    fn from(PeriodParameters { from, to }: PeriodParameters) -> Self {
        if from.is_empty() && to.is_empty() { Self::default() } else { Self::Own { from, to } }
    }
}

async fn statistics(
    AsAgent(_): AsAgent,
    State(desk): State<Desk>,
    Parameters(period): Parameters<PeriodParameters>,
) -> Result<Json<Statistics>, ApiError> {
    Ok(Json(desk.statistics(&period.into()).await?))
}

/// One part, to be kept as a file.
async fn table(
    AsAgent(_): AsAgent,
    State(desk): State<Desk>,
    Path(file): Path<String>,
    Parameters(period): Parameters<PeriodParameters>,
) -> Result<Response, ApiError> {
    let part: Option<Part> = file.strip_suffix(".csv").and_then(|part| part.parse().ok());
    let part = part.ok_or_else(ApiError::not_found)?;
    let statistics = desk.statistics(&period.into()).await?;
    let name = format!("attachment; filename=\"adda-{part}-{}-{}.csv\"", statistics.from, statistics.to);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, csv::csv(&statistics, part)?).into_response())
}
