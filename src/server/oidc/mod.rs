//! Signing agents in by an OpenID provider (OpenID Connect Core 1.0): the
//! authorization code flow with PKCE (RFC 7636), a state and a nonce.

mod attempt;
mod http;
mod provider;

use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata, CoreTokenResponse},
};
use url::Url;

pub use self::attempt::Attempt;
use self::{http::Http, provider::Provider};
use super::config::{Config, OidcConfig};

/// The address to which the provider redirects browsers.
pub const CALLBACK: &str = "/console/oidc/callback";

/// Why an agent is not signed in by the provider.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider cannot be reached, or does not answer like an OpenID provider.
    #[error("the OpenID provider cannot be reached")]
    Unavailable,
    /// The provider refuses, or its response is not trustworthy.
    #[error("the OpenID provider's answer is refused: {0}")]
    Refused(String),
    /// The provider returns no e-mail address, or has not verified it.
    #[error("the OpenID provider names no verified e-mail address")]
    NoAddress,
}

/// The configured provider, and its cached metadata.
#[derive(Debug)]
pub struct Oidc {
    config: OidcConfig,
    redirect: RedirectUrl,
    provider: Provider,
    http: Http,
}

impl Oidc {
    /// Returns the configured provider, or none. Sends no request until an agent wants
    /// to sign in.
    pub fn of(config: &Config) -> Option<Self> {
        let oidc = config.oidc.clone()?;
        let redirect = RedirectUrl::new(format!("{}{CALLBACK}", config.public_url)).ok()?;
        Some(Self { provider: Provider::new(oidc.issuer.clone()), http: Http::new()?, redirect, config: oidc })
    }

    /// Returns the provider's name on the button of the sign-in page.
    pub fn name(&self) -> &str {
        &self.config.name
    }

    /// Returns the address of the provider's page with which an attempt begins.
    ///
    /// # Errors
    /// If the provider cannot be reached.
    pub async fn begin(&self, attempt: &Attempt) -> Result<Url, OidcError> {
        let metadata = self.provider.metadata(&self.http).await?;
        let (state, nonce) = (attempt.state(), attempt.nonce());
        let client = CoreClient::from_provider_metadata(metadata, self.client_id(), Some(self.client_secret()))
            .set_redirect_uri(self.redirect.clone());
        let verifier = PkceCodeVerifier::new(attempt.verifier());
        let (url, _, _) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || CsrfToken::new(state), || Nonce::new(nonce))
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url)
    }

    /// Returns the verified e-mail address of the person whom the provider has sent
    /// back with `code`.
    ///
    /// # Errors
    /// If the provider cannot be reached or refuses the code, its token is not for this
    /// attempt, or the address is not verified.
    pub async fn finish(&self, attempt: &Attempt, code: String) -> Result<String, OidcError> {
        let metadata = self.provider.metadata(&self.http).await?;
        let tokens = self.exchange(metadata.clone(), attempt, code).await?;
        let nonce = Nonce::new(attempt.nonce());
        let claims = match self.claims(metadata, &tokens, &nonce) {
            // The provider may have new keys.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                self.claims(self.provider.fresh_metadata(&self.http).await?, &tokens, &nonce)
            }
            claims => claims,
        };
        let claims = claims.map_err(|error| OidcError::Refused(error.to_string()))?;
        let email = claims.email().filter(|_| claims.email_verified() == Some(true));
        email.map(|email| email.as_str().to_owned()).ok_or(OidcError::NoAddress)
    }

    async fn exchange(
        &self,
        metadata: CoreProviderMetadata,
        attempt: &Attempt,
        code: String,
    ) -> Result<CoreTokenResponse, OidcError> {
        let client = CoreClient::from_provider_metadata(metadata, self.client_id(), Some(self.client_secret()))
            .set_redirect_uri(self.redirect.clone());
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| OidcError::Refused(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier()));
        // A code can be used only once, so this is not retried.
        request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::Request(_) => OidcError::Unavailable,
            // The answer itself may contain tokens.
            RequestTokenError::ServerResponse(_) => OidcError::Refused("the code is refused".to_owned()),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                OidcError::Refused("the answer to the code cannot be read".to_owned())
            }
        })
    }

    fn claims(
        &self,
        metadata: CoreProviderMetadata,
        tokens: &CoreTokenResponse,
        nonce: &Nonce,
    ) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
        let client = CoreClient::from_provider_metadata(metadata, self.client_id(), Some(self.client_secret()));
        let missing = || ClaimsVerificationError::Other("there is no ID token".to_owned());
        tokens.id_token().ok_or_else(missing)?.claims(&client.id_token_verifier(), nonce).cloned()
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.config.client_id.clone())
    }

    fn client_secret(&self) -> ClientSecret {
        ClientSecret::new(self.config.client_secret.expose().to_owned())
    }
}
