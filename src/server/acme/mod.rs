//! Gets the certificate of this server from an ACME authority, and renews it.
//!
//! The authority checks the name by a connection to port 443 (TLS-ALPN-01), so the listener that
//! serves everything else answers it too. The server serves while it has no certificate yet, or
//! an old one: an authority that cannot be reached is asked again later.

mod redirect;
mod report;
mod resolver;
mod store;

use std::{sync::Arc, time::Duration};

use futures::StreamExt;
use rustls_acme::{
    AcmeConfig as Order, AcmeState, EventError, EventOk,
    rustls::{ClientConfig, crypto::CryptoProvider},
};
use rustls_platform_verifier::Verifier;
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

use self::{report::Report, resolver::Resolver, store::Store};
use crate::server::{
    config::{AcmeConfig, Config, ListenAddr},
    serve::{AddressLimit, CannotSecure, Listener, Tls, serve_until_asked},
    signals::Stop,
    start::{self, StartError},
};

/// The name of the folder in the data folder with the account key and the certificates.
const FOLDER: &str = "acme";

/// How long one order may take. Most take seconds; an authority that is slow may need minutes.
const ORDER_TIMEOUT: Duration = Duration::from_secs(30 * 60);
/// How often the time of the renewal is determined again, so that neither a clock that was wrong
/// nor an order that hangs prevents it.
const REVIEW_AFTER: Duration = Duration::from_secs(12 * 60 * 60);

/// The tasks that keep the certificate valid and redirect http to https. They end when this is
/// dropped.
pub(super) struct Certificates(Vec<JoinHandle<()>>);

/// Listens on the address of the redirects. If it is not configured, another program may use it:
/// then nothing is redirected.
///
/// # Errors
/// If the configured address cannot be listened on.
pub(super) async fn listen(acme: &AcmeConfig) -> Result<Option<Listener>, StartError> {
    let addr = ListenAddr::Tcp(acme.redirect_addr);
    match start::listen("ADDA_REDIRECT_ADDR (--redirect-addr)", &addr).await {
        Err(error) if !acme.is_redirect_addr_set => {
            tracing::warn!(%error, "http is not redirected to https");
            Ok(None)
        }
        listener => listener.map(Some),
    }
}

impl Certificates {
    /// Starts the tasks. Returns what the listener needs to use the certificate.
    ///
    /// # Errors
    /// If the certificates of the system cannot be read, with which the authority's own is
    /// checked.
    pub fn begin(
        config: &Config,
        acme: &AcmeConfig,
        redirects: Option<Listener>,
        stop: &Stop,
    ) -> Result<(Tls, Self), CannotSecure> {
        let resolver = Arc::new(Resolver::default());
        let tls = Tls::new(Arc::clone(&resolver) as _)?;
        let store = Store::new(config.data_dir.join(FOLDER));
        let keeper = Keeper { config: acme.clone(), client: client()?, resolver, store };
        let mut tasks = vec![tokio::spawn(keeper.run())];
        if let Some(listener) = redirects {
            tracing::info!(addr = listener.addr().map(tracing::field::display), "http is redirected to https");
            let router = redirect::router(config.public_url.clone());
            tasks.push(tokio::spawn(serve_until_asked(listener, router, AddressLimit::new(config), stop.clone())));
        }
        Ok((tls, Self(tasks)))
    }
}

impl Drop for Certificates {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

/// Keeps the certificate of a server valid.
struct Keeper {
    config: AcmeConfig,
    client: Arc<ClientConfig>,
    resolver: Arc<Resolver>,
    store: Store,
}

/// Why an attempt has ended.
enum Ended {
    /// It is time to look at the certificate again.
    ForReview,
    /// No certificate could be obtained. Wait before the next attempt.
    Failed(Duration),
}

impl Keeper {
    /// Obtains and renews the certificate until the task is aborted.
    async fn run(self) {
        let mut report = Report::new(&self.config);
        loop {
            if let Ended::Failed(pause) = self.attend(&mut report).await {
                sleep(pause).await;
            }
        }
    }

    async fn attend(&self, report: &mut Report) -> Ended {
        let mut state = self.order();
        // A certificate of an earlier attempt stays in use until this one has loaded it.
        let mut is_published = !self.store.has_certificate();
        if is_published {
            self.resolver.set(state.resolver());
        }
        let mut has_certificate = false;
        loop {
            let within = if has_certificate { REVIEW_AFTER } else { ORDER_TIMEOUT };
            let Ok(Some(event)) = timeout(within, state.next()).await else {
                return if has_certificate { Ended::ForReview } else { Ended::Failed(report.timed_out()) };
            };
            if !is_published {
                is_published = true;
                self.resolver.set(state.resolver());
            }
            match event {
                Ok(EventOk::DeployedCachedCert) => {
                    has_certificate = true;
                    report.loaded();
                }
                Ok(EventOk::DeployedNewCert) => {
                    has_certificate = true;
                    report.issued();
                }
                Ok(EventOk::CertCacheStore | EventOk::AccountCacheStore) => {}
                Err(EventError::Order(error)) => return Ended::Failed(report.failed(&error)),
                // The state goes on without the file.
                Err(error) => report.store_failed(&error),
            }
        }
    }

    fn order(&self) -> AcmeState<std::io::Error> {
        let contact = self.config.email.iter().map(|email| format!("mailto:{email}"));
        Order::new_with_client_config([&self.config.domain], Arc::clone(&self.client))
            .directory(&self.config.directory)
            .contact(contact)
            .cache(self.store.clone())
            .state()
    }
}

/// Returns how the authority's own certificate is checked: by those of the system.
fn client() -> Result<Arc<ClientConfig>, CannotSecure> {
    let provider: Arc<CryptoProvider> = Arc::new(rustls_acme::rustls::crypto::aws_lc_rs::default_provider());
    let verifier = Verifier::new(Arc::clone(&provider))?;
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(Arc::new(client))
}
