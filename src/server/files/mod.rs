//! Files that were sent, as browsers fetch them.

mod attachment;
mod avatar;
mod disposition;
#[cfg(test)]
mod properties;
mod range;

use axum::Router;

use super::state::AppState;

/// Attachments and agents' pictures.
pub fn router() -> Router<AppState> {
    attachment::router().merge(avatar::router())
}
