//! The state shared by all pages of the shop.

use axum::http::{HeaderName, HeaderValue, header};

use super::support::SupportDesk;

/// The state shared by all requests to the shop.
#[derive(Clone)]
pub struct ShopState {
    /// The server of the shop's support.
    pub support: SupportDesk,
    /// Whether browsers reach the shop by https.
    pub is_secure: bool,
}

impl ShopState {
    /// Returns the address of the console.
    pub(super) fn console(&self) -> String {
        match &self.support {
            SupportDesk::Here(_) => "/console/".to_owned(),
            SupportDesk::Elsewhere { server, .. } => format!("{server}/console/"),
        }
    }

    /// Returns the content security policy of the shop's pages, where it
    /// differs from this server's own: it allows only the shop's own content
    /// and the needs of the chat.
    pub(super) fn policy(&self) -> Option<(HeaderName, HeaderValue)> {
        let SupportDesk::Elsewhere { server, .. } = &self.support else { return None };
        let policy = format!(
            "default-src 'none'; script-src {server} 'wasm-unsafe-eval'; connect-src {server}; img-src 'self' {server}; \
             style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        Some((header::CONTENT_SECURITY_POLICY, HeaderValue::try_from(policy).ok()?))
    }
}
