//! `adda health`.

use std::{
    error::Error,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use super::{announce::say, error::CliError};
use crate::server::config::{Config, ListenAddr};

/// How long the server may take. It answers within a second.
const WITHIN: Duration = Duration::from_secs(4);

/// Why a server is not healthy. The sentence follows its address.
#[derive(Debug, thiserror::Error)]
pub enum HealthError {
    /// It cannot be reached, or does not answer in time.
    #[error("does not answer: {0}")]
    NoAnswer(String),
    /// It answers that it is not ready.
    #[error("is not ready: {0}")]
    NotReady(String),
}

/// Asks the running server whether it is ready.
pub(super) async fn run(config: &Config) -> Result<(), CliError> {
    let addr = &config.addr;
    match tokio::time::timeout(WITHIN, ask(config)).await {
        Ok(Ok(())) => {
            say(&format!("The server at {addr} is ready."));
            Ok(())
        }
        Ok(Err(error)) => Err(CliError::Health { addr: addr.clone(), error }),
        Err(_) => {
            let error = HealthError::NoAnswer(format!("not within {} seconds", WITHIN.as_secs()));
            Err(CliError::Health { addr: addr.clone(), error })
        }
    }
}

async fn ask(config: &Config) -> Result<(), HealthError> {
    // Never through a proxy of the environment.
    let builder = reqwest::Client::builder().no_proxy();
    let (builder, origin) = match (&config.addr, &config.acme) {
        (ListenAddr::Tcp(addr), Some(acme)) => {
            let addr = reachable(*addr);
            // The server is found by its address. Whether its certificate is valid matters to
            // browsers, not to a restart.
            let builder = builder.resolve(&acme.domain, addr).tls_danger_accept_invalid_certs(true);
            (builder, format!("https://{}:{}", acme.domain, addr.port()))
        }
        (ListenAddr::Tcp(addr), None) => (builder, format!("http://{}", reachable(*addr))),
        #[cfg(unix)]
        (ListenAddr::Unix(path), _) => (builder.unix_socket(path.as_path()), "http://localhost".to_owned()),
        #[cfg(not(unix))]
        (ListenAddr::Unix(_), _) => (builder, "http://localhost".to_owned()),
    };
    let client = builder.build().map_err(no_answer)?;
    let response = client.get(format!("{origin}/readyz")).send().await.map_err(no_answer)?;
    if response.status().is_success() {
        return Ok(());
    }
    Err(HealthError::NotReady(response.text().await.map_err(no_answer)?))
}

/// Returns the address at which this machine reaches a listener.
fn reachable(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

/// Returns the error with its innermost cause, such as "Connection refused". The others name
/// only the address again.
fn no_answer(error: reqwest::Error) -> HealthError {
    let mut cause: &dyn Error = &error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    HealthError::NoAnswer(cause.to_string())
}
