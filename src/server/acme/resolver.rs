//! Finds the certificate of a connection.

use std::sync::{Arc, Mutex, PoisonError};

use rustls_acme::{
    ResolvesServerCertAcme,
    rustls::{
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
    },
};

/// The certificates of the current attempt to get one. Each attempt has its own: that of the
/// server, and that of a challenge.
#[derive(Debug, Default)]
pub(super) struct Resolver(Mutex<Option<Arc<ResolvesServerCertAcme>>>);

impl Resolver {
    /// Uses the certificates of another attempt from now on.
    pub fn set(&self, current: Arc<ResolvesServerCertAcme>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(current);
    }
}

impl ResolvesServerCert for Resolver {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let current = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        current?.resolve(hello)
    }
}
