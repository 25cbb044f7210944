//! Sends requests to the provider, with the HTTP client and the TLS that the store of
//! files also uses.

use std::{pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// How long a request may take, including its response.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);
/// The maximum size of a response, in bytes. Metadata and keys have a few thousand.
const MAX_BYTES: usize = 512 * 1024;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// The provider cannot be reached, or the timeout was reached.
    #[error(transparent)]
    Request(#[from] reqwest::Error),
    /// The answer is too long.
    #[error("the answer is too long")]
    TooLong,
    /// The answer cannot be read.
    #[error("the answer is not one of HTTP")]
    Malformed,
}

/// The client. It follows no redirects, because the provider's metadata contains
/// every address.
#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

impl Http {
    /// Makes the client; returns none if TLS is not available.
    pub fn new() -> Option<Self> {
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(REQUEST_TIMEOUT).build();
        client
            .inspect_err(|error| tracing::error!(%error, "no requests can be made to the OpenID provider"))
            .ok()
            .map(Self)
    }

    async fn send(client: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut response = client.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(bytes) = response.chunk().await? {
            body.extend_from_slice(&bytes);
            if body.len() > MAX_BYTES {
                return Err(HttpError::TooLong);
            }
        }
        let mut answer = axum::http::Response::builder().status(response.status());
        if let Some(headers) = answer.headers_mut() {
            headers.extend(response.headers().clone());
        }
        answer.body(body).map_err(|_| HttpError::Malformed)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(Self::send(self.0.clone(), request))
    }
}
