//! What every page of the shop can reach.

use axum::http::{HeaderName, HeaderValue, header};

use super::support::SupportDesk;

/// Shared by all requests to the shop.
#[derive(Clone)]
pub struct ShopState {
    /// Where the shop's support is.
    pub support: SupportDesk,
    /// Whether browsers reach the shop by https.
    pub is_secure: bool,
}

impl ShopState {
    /// Where the team answers.
    pub(super) fn console(&self) -> String {
        match &self.support {
            SupportDesk::Here(_) => "/console/".to_owned(),
            SupportDesk::Elsewhere { server, .. } => format!("{server}/console/"),
        }
    }

    /// Returns what the shop's pages may load, where that is not this server's
    /// own policy: nothing but what is theirs, and what the chat needs.
    pub(super) fn policy(&self) -> Option<(HeaderName, HeaderValue)> {
        let SupportDesk::Elsewhere { server, .. } = &self.support else { return None };
        let policy = format!(
            "default-src 'none'; script-src {server} 'wasm-unsafe-eval'; connect-src {server}; img-src 'self' {server}; \
             style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        Some((header::CONTENT_SECURITY_POLICY, HeaderValue::try_from(policy).ok()?))
    }
}
