//! The log of what admins and agents changed.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    model::{
        audit::Subject,
        change_log::{LogPage, LogView},
        error::ApiError,
    },
    server::{auth::AsAdmin, domain::desk::Desk, rest::input::Parameters, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(log))
}

/// The parameters of the log. Without any of them, all of the log from its end.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct LogParameters {
    /// Only changes of this kind of thing.
    subject: Option<Subject>,
    /// Only changes by the account of this name.
    #[serde(default)]
    who: String,
    /// The `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Returns the changes by admins and agents, the newest entry first.
#[utoipa::path(get, path = "/log", params(LogParameters), responses((status = 200, body = LogPage)))]
async fn log(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    Parameters(LogParameters { subject, who, cursor }): Parameters<LogParameters>,
) -> Result<Json<LogPage>, ApiError> {
    let cursor = cursor.as_deref().filter(|cursor| !cursor.is_empty());
    Ok(Json(desk.log().change_log(&admin, &LogView { subject, who }, cursor).await?))
}
