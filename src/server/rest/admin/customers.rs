//! What is stored about a customer: its export, and its erasure.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    model::{
        error::ApiError,
        ids::UserId,
        personal_data::{Erased, PersonalData},
    },
    server::{auth::AsAdmin, domain::desk::Desk, rest::input::RowNumber, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(export)).routes(routes!(erase))
}

/// Returns all that is stored about a customer: the account, the sessions, and the conversations with
/// their messages. Notes are left out.
#[utoipa::path(get, path = "/customers/{id}/export", responses((status = 200, body = PersonalData)))]
async fn export(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<PersonalData>, ApiError> {
    Ok(Json(desk.customers().export(&admin, UserId(id)).await?))
}

/// Erases a customer: the account, the sessions, and the conversations with their messages, notes and
/// files. It cannot be undone.
#[utoipa::path(post, path = "/customers/{id}/erase", responses((status = 200, body = Erased)))]
async fn erase(
    AsAdmin(admin): AsAdmin,
    State(desk): State<Desk>,
    RowNumber(id): RowNumber,
) -> Result<Json<Erased>, ApiError> {
    Ok(Json(desk.customers().erase(&admin, UserId(id)).await?))
}
