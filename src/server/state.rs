//! The state that all requests share.

use std::{ops::Deref, sync::Arc};

use axum::extract::FromRef;
use leptos::config::LeptosOptions;

use super::{config::Config, domain::desk::Desk, metrics::Requests, oidc::Oidc};

/// The state that all requests share. A clone costs one reference count: each layer of the
/// router makes one for each request.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// The shared values.
pub struct Shared {
    /// The support desk.
    pub desk: Desk,
    /// The settings of this server.
    pub config: Arc<Config>,
    /// The OpenID provider by which agents can sign in, if one is configured.
    pub oidc: Option<Arc<Oidc>>,
    /// The counts of requests.
    pub requests: Requests,
    /// Leptos's own settings, from `Leptos.toml`.
    pub leptos_options: LeptosOptions,
}

impl AppState {
    /// Shares the values with all requests.
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<AppState> for Desk {
    fn from_ref(state: &AppState) -> Self {
        state.desk.clone()
    }
}

impl FromRef<AppState> for Arc<Config> {
    fn from_ref(state: &AppState) -> Self {
        Self::clone(&state.config)
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos_options.clone()
    }
}
