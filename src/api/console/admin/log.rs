//! The log of what admins and agents changed.

use leptos::prelude::*;

use crate::api::call::Call;
use crate::model::{
    change_log::{LogPage, LogView},
    error::ApiError,
};
#[cfg(feature = "ssr")]
use crate::server::api::{admin, answer, desk};

/// Returns a page of the log, the newest entry first.
///
/// # Errors
/// If no admin is signed in, or the cursor does not come from this server.
#[server(prefix = "/support/fn/admin", endpoint = "log", protocol = Call)]
pub async fn change_log(view: LogView, cursor: Option<String>) -> Result<LogPage, ApiError> {
    let admin = admin().await?;
    answer(desk()?.log().change_log(&admin, &view, cursor.as_deref()).await)
}
