//! What every request can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;

use super::{config::Config, domain::desk::Desk, oidc::Oidc};

/// Shared by all requests; cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The support desk.
    pub desk: Desk,
    /// The settings of this server.
    pub config: Arc<Config>,
    /// The OpenID provider by which agents can sign in, if there is one.
    pub oidc: Option<Arc<Oidc>>,
    /// Leptos's own settings, from `Leptos.toml`.
    pub leptos_options: LeptosOptions,
}
