//! TLS on the connections of a listener.

use std::{sync::Arc, time::Duration};

use tokio::{io::AsyncWriteExt, time::timeout};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{self, ServerConfig, crypto::aws_lc_rs, server::ResolvesServerCert},
};

use super::{progress::MIN_PROGRESS_BYTES, stream::Stream};

/// The protocols after the handshake: HTTP, and the check of the name by an authority.
const HTTP: &[u8] = b"http/1.1";
const CHALLENGE: &[u8] = b"acme-tls/1";

/// Why TLS cannot be used.
pub type CannotSecure = rustls::Error;

/// How the connections of a listener are secured. Cheap to clone.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl Tls {
    /// Uses the certificates of a resolver. Without one for a connection, its handshake fails.
    ///
    /// # Errors
    /// If the keys of session tickets cannot be made.
    pub fn new(certificates: Arc<dyn ResolvesServerCert>) -> Result<Self, CannotSecure> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(certificates);
        config.alpn_protocols = vec![HTTP.to_vec(), CHALLENGE.to_vec()];
        // A widget that comes back needs no signature. The keys change every six hours.
        config.ticketer = aws_lc_rs::Ticketer::new()?;
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    /// Does the handshake. Returns none if it fails, takes longer than `within`, or was the
    /// check of an authority, which ends with it.
    pub(super) async fn accept(&self, stream: Stream, within: Duration) -> Option<Stream> {
        let Stream::Tcp(stream) = stream else { return None };
        // Also bounds what is encrypted and waits for the client, which `ExpectProgress` cannot
        // see.
        let handshake = self.0.accept_with(stream, |connection| connection.set_buffer_limit(Some(MIN_PROGRESS_BYTES)));
        // A client that fails is not an error of the server.
        let mut stream = timeout(within, handshake).await.ok()?.ok()?;
        if stream.get_ref().1.alpn_protocol() == Some(CHALLENGE) {
            drop(timeout(within, stream.shutdown()).await);
            return None;
        }
        Some(Stream::Tls(Box::new(stream)))
    }
}
