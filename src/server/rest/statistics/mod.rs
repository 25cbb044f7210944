//! Statistics, as JSON and as tables.

mod csv;

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::input::Parameters;
use crate::{
    model::{
        error::ApiError,
        statistics::{Part, Period, Statistics},
    },
    server::{auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(statistics)).routes(routes!(table))
}

/// The first and the last day; without both, the last 30 days.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct PeriodParameters {
    /// The first day, `yyyy-mm-dd`, in the shop's time zone.
    #[serde(default)]
    #[param(format = Date)]
    from: String,
    /// The last day.
    #[serde(default)]
    #[param(format = Date)]
    to: String,
}

impl From<PeriodParameters> for Period {
    fn from(PeriodParameters { from, to }: PeriodParameters) -> Self {
        if from.is_empty() && to.is_empty() { Self::default() } else { Self::Own { from, to } }
    }
}

/// Returns the statistics of a period, compared with the one before.
#[utoipa::path(
    get,
    path = "/statistics",
    params(PeriodParameters),
    responses((status = 200, body = Statistics)),
)]
async fn statistics(
    AsAgent(_): AsAgent,
    State(desk): State<Desk>,
    Parameters(period): Parameters<PeriodParameters>,
) -> Result<Json<Statistics>, ApiError> {
    Ok(Json(desk.statistics().statistics(&period.into()).await?))
}

/// Returns one part of the statistics, as a file to keep.
#[utoipa::path(
    get,
    path = "/statistics/{file}",
    params(("file" = String, Path, description = "`totals.csv`, `days.csv`, `status.csv`, `priority.csv`, `language.csv`, `agents.csv`, `hours.csv` or `ratings.csv`"), PeriodParameters),
    responses((status = 200, body = String, content_type = "text/csv")),
)]
async fn table(
    AsAgent(_): AsAgent,
    State(desk): State<Desk>,
    Path(file): Path<String>,
    Parameters(period): Parameters<PeriodParameters>,
) -> Result<Response, ApiError> {
    let part: Option<Part> = file.strip_suffix(".csv").and_then(|part| part.parse().ok());
    let part = part.ok_or_else(ApiError::not_found)?;
    let statistics = desk.statistics().statistics(&period.into()).await?;
    let name = format!("attachment; filename=\"adda-{part}-{}-{}.csv\"", statistics.from, statistics.to);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, csv::csv(&statistics, part)?).into_response())
}
