//! The log of what admins and agents changed.

use axum::{Json, Router, extract::State, routing::get};
use serde::Deserialize;

use crate::{
    model::{
        audit::Subject,
        change_log::{LogPage, LogView},
        error::ApiError,
    },
    server::{auth::AsAdmin, domain::desk::Desk, rest::input::Parameters, state::AppState},
};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/log", get(log))
}

/// What is asked for; without any of it, all of the log from its end.
#[derive(Deserialize)]
struct LogParameters {
    subject: Option<Subject>,
    #[serde(default)]
    who: String,
    cursor: Option<String>,
}

async fn log(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Parameters(LogParameters { subject, who, cursor }): Parameters<LogParameters>,
) -> Result<Json<LogPage>, ApiError> {
    let cursor = cursor.as_deref().filter(|cursor| !cursor.is_empty());
    Ok(Json(desk.change_log(&admin, &LogView { subject, who }, cursor).await?))
}
