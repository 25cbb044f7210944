//! Warns once, each, of settings that do not fit the requests that arrive.

use std::{
    net::IpAddr,
    sync::atomic::{AtomicBool, Ordering},
};

use axum::{
    extract::Request,
    http::{HeaderMap, header, uri::Authority},
};

use super::{
    client::{FORWARDED, Peer, X_FORWARDED_FOR},
    config::Config,
};

/// The addresses that monitors request, often by another name than browsers.
const MONITOR_PATHS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Logs what a request reveals about the settings.
pub fn warn_of_settings(config: &Config, peer: Peer, request: &Request) {
    let headers = request.headers();
    if names_client(headers) && is_unknown_proxy(config, peer) {
        static HAS_WARNED: AtomicBool = AtomicBool::new(false);
        if is_first(&HAS_WARNED) {
            tracing::warn!(
                %peer,
                "X-Forwarded-For and Forwarded of this address are ignored, so its clients share one limit. If it is \
                 your proxy, add it to ADDA_TRUSTED_PROXIES"
            );
        }
    }
    if !config.is_public_url_set && !MONITOR_PATHS.contains(&request.uri().path()) {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        if let Some(host) = host.filter(|host| !is_own(host, config.public_url.as_str())) {
            static HAS_WARNED: AtomicBool = AtomicBool::new(false);
            if is_first(&HAS_WARNED) {
                tracing::warn!(
                    host,
                    public_url = %config.public_url,
                    "a request names another host than the public URL, which is derived from ADDA_ADDR. Set \
                     ADDA_PUBLIC_URL to the address at which browsers reach this server"
                );
            }
        }
    }
}

/// Returns whether this is the first call with `has_warned`.
fn is_first(has_warned: &AtomicBool) -> bool {
    // Reads first, so that requests do not write to the same memory.
    !has_warned.load(Ordering::Relaxed) && !has_warned.swap(true, Ordering::Relaxed)
}

fn names_client(headers: &HeaderMap) -> bool {
    headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(FORWARDED)
}

/// Returns whether a peer that forwards requests is not among the trusted proxies but may be one:
/// no proxies are configured, or it is in a private network or on this machine.
fn is_unknown_proxy(config: &Config, peer: Peer) -> bool {
    let is_near = match peer.address() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    let proxies = &config.trusted_proxies;
    !proxies.trusts(peer) && (proxies.is_empty() || is_near)
}

/// Returns whether the header `Host` names the host of an origin. All names of the loopback
/// interface count as one.
fn is_own(host: &str, origin: &str) -> bool {
    let of_origin = origin.split_once("://").map_or(origin, |(_, authority)| authority);
    match (name(host), name(of_origin)) {
        (Some(host), Some(own)) => host.eq_ignore_ascii_case(&own) || is_loopback(&host) && is_loopback(&own),
        // A host that cannot be read says nothing about the settings.
        _ => true,
    }
}

/// Returns the host of an authority without its port.
fn name(authority: &str) -> Option<String> {
    Some(authority.parse::<Authority>().ok()?.host().trim_matches(['[', ']']).to_owned())
}

fn is_loopback(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("127.0.0.1:3000", "http://127.0.0.1:3000", true)]
    #[case("localhost:3000", "http://127.0.0.1:3000", true)]
    #[case("LOCALHOST", "http://[::1]:3000", true)]
    #[case("[::1]:3000", "http://127.0.0.1:3000", true)]
    #[case("support.example.com", "http://127.0.0.1:3000", false)]
    #[case("192.0.2.7:3000", "http://127.0.0.1:3000", false)]
    #[case("192.0.2.7", "http://192.0.2.7:3000", true)]
    #[case("a b", "http://192.0.2.7:3000", true)]
    fn a_host_is_compared_without_its_port(#[case] host: &str, #[case] origin: &str, #[case] expected: bool) {
        assert_eq!(is_own(host, origin), expected);
    }
}
