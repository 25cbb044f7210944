//! Serves files that were sent.

mod attachment;
mod avatar;
mod disposition;
#[cfg(test)]
mod properties;
mod range;

use axum::Router;

use super::state::AppState;

/// Serves attachments and agents' pictures.
pub fn router() -> Router<AppState> {
    attachment::router().merge(avatar::router())
}
