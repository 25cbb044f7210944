//! What every request can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;

use super::{config::Config, domain::desk::Desk};

/// Shared by all requests; cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The support desk.
    pub desk: Desk,
    /// The settings of this server.
    pub config: Arc<Config>,
    /// Leptos's own settings, from `Leptos.toml`.
    pub leptos_options: LeptosOptions,
}
