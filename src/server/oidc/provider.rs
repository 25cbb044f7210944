//! The provider's metadata (OpenID Connect Discovery 1.0): its addresses and keys,
//! cached for an hour.

use std::time::{Duration, Instant};

use openidconnect::{IssuerUrl, core::CoreProviderMetadata};
use tokio::sync::Mutex;

use super::{OidcError, http::Http};

/// How long the metadata is cached.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);
/// How long no request is sent to a provider that could not be reached, so that
/// sign-ins do not wait for it one after the other.
const PAUSE: Duration = Duration::from_secs(2);
/// The pause before the second of two attempts.
const RETRY_DELAY: Duration = Duration::from_millis(200);

/// The provider.
#[derive(Debug)]
pub(super) struct Provider {
    issuer: IssuerUrl,
    /// Locked during a request to the provider: others wait for the same response.
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    metadata: Option<(CoreProviderMetadata, Instant)>,
    failed_at: Option<Instant>,
}

impl Provider {
    pub fn new(issuer: IssuerUrl) -> Self {
        Self { issuer, known: Mutex::default() }
    }

    /// Returns the metadata, at most an hour old unless the provider cannot be reached.
    ///
    /// # Errors
    /// If the provider cannot be reached, and never could be.
    pub async fn metadata(&self, http: &Http) -> Result<CoreProviderMetadata, OidcError> {
        self.at_most(REMEMBERED, http).await
    }

    /// Returns newly read metadata, because a token has an unknown key. Only the
    /// provider's own answer can cause this.
    ///
    /// # Errors
    /// If the provider cannot be reached, and never could be.
    pub async fn fresh_metadata(&self, http: &Http) -> Result<CoreProviderMetadata, OidcError> {
        self.at_most(Duration::ZERO, http).await
    }

    async fn at_most(&self, age: Duration, http: &Http) -> Result<CoreProviderMetadata, OidcError> {
        let mut known = self.known.lock().await;
        let is_fresh = known.metadata.as_ref().is_some_and(|(_, read_at)| read_at.elapsed() < age);
        let has_just_failed = known.failed_at.is_some_and(|at| at.elapsed() < PAUSE);
        if !is_fresh && !has_just_failed {
            match self.discover(http).await {
                Ok(metadata) => *known = Known { metadata: Some((metadata, Instant::now())), failed_at: None },
                Err(error) => {
                    tracing::warn!(error, "the OpenID provider cannot be used");
                    known.failed_at = Some(Instant::now());
                }
            }
        }
        known.metadata.as_ref().map(|(metadata, _)| metadata.clone()).ok_or(OidcError::Unavailable)
    }

    async fn discover(&self, http: &Http) -> Result<CoreProviderMetadata, String> {
        let first = CoreProviderMetadata::discover_async(self.issuer.clone(), http).await;
        if let Ok(metadata) = first {
            return Ok(metadata);
        }
        tokio::time::sleep(RETRY_DELAY).await;
        CoreProviderMetadata::discover_async(self.issuer.clone(), http).await.map_err(|error| error.to_string())
    }
}
