//! Reports of panics. A program in a browser has no log of its own.

use axum::{
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::input::Body;
use crate::{
    model::{error::ApiError, panic::PanicReport},
    server::{domain::desk::Desk, state::AppState},
};

/// The maximum size of a report, in bytes.
const MAX_REPORT: usize = 4 * 1024;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(report)).layer(DefaultBodyLimit::max(MAX_REPORT))
}

/// Reports that the widget or the console has panicked, for the log of the server. Pages do it
/// themselves, once each.
#[utoipa::path(
    post,
    path = "/panic",
    request_body = PanicReport,
    responses((status = 204, description = "It is logged.")),
    security(()),
)]
async fn report(State(desk): State<Desk>, Body(report): Body<PanicReport>) -> Result<StatusCode, ApiError> {
    desk.log().report_panic(&report).await?;
    Ok(StatusCode::NO_CONTENT)
}
