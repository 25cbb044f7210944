//! Decides who may read the metrics.

use std::net::IpAddr;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, header},
};
use subtle::ConstantTimeEq;

use crate::server::{
    auth,
    client::{FORWARDED, Peer, X_FORWARDED_FOR},
    config::{Config, Secret},
};

/// The header in which some proxies name the client's address.
const X_REAL_IP: HeaderName = HeaderName::from_static("x-real-ip");

/// Returns whether a request to the main address may read the metrics: it has the token or, if
/// none is set, comes from this machine.
pub(super) fn is_permitted(config: &Config, request: &Request) -> bool {
    match &config.metrics.token {
        Some(token) => has_token(request.headers(), token),
        None => is_of_this_machine(config, request),
    }
}

/// Returns whether a request has the token. Takes as long for a token that is nearly right as for
/// any other of the same length.
pub(super) fn has_token(headers: &HeaderMap, token: &Secret) -> bool {
    let sent = auth::bearer_token(headers);
    sent.is_some_and(|sent| sent.reveal().as_bytes().ct_eq(token.expose().as_bytes()).into())
}

/// Returns whether a request comes from this machine. A proxy on this machine is not enough: it
/// must be a trusted one, and each address that it reports must be of this machine too.
fn is_of_this_machine(config: &Config, request: &Request) -> bool {
    let Some(peer) = request.extensions().get::<Peer>() else { return false };
    let headers = request.headers();
    if !peer.address().is_loopback() {
        return false;
    }
    let reports_client = headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(FORWARDED);
    let is_forwarded = reports_client || headers.contains_key(X_REAL_IP) || headers.contains_key(header::VIA);
    if !is_forwarded {
        return true;
    }
    reports_client
        && config.trusted_proxies.trusts(*peer)
        && config.trusted_proxies.hops(headers).all(is_loopback)
        && headers
            .get_all(X_REAL_IP)
            .iter()
            .all(|value| is_loopback(value.to_str().ok().and_then(|text| text.trim().parse().ok())))
}

fn is_loopback(address: Option<IpAddr>) -> bool {
    address.is_some_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::body::Body;
    use clap::Parser;
    use rstest::rstest;

    use super::*;
    use crate::server::config::Settings;

    #[derive(Parser)]
    struct Flags {
        #[command(flatten)]
        settings: Settings,
    }

    const LOCAL_PEER: &str = "127.0.0.1:5000";

    fn permits(flags: &[&str], peer: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = axum::http::Request::builder().uri("/metrics");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).expect("a request");
        let peer = peer.parse::<SocketAddr>().map_or(Peer::Socket, |addr| addr.ip().into());
        request.extensions_mut().insert(peer);
        let flags = Flags::try_parse_from(std::iter::once("adda").chain(flags.iter().copied())).expect("known flags");
        is_permitted(&Config::check(flags.settings).expect("valid settings"), &request)
    }

    #[rstest]
    #[case("127.0.0.1:5000", true)]
    #[case("127.9.9.9:5000", true)]
    #[case("[::1]:5000", true)]
    #[case("[::ffff:127.0.0.1]:5000", true)]
    #[case("10.0.0.1:5000", false)]
    #[case("203.0.113.7:5000", false)]
    #[case("[2001:db8::1]:5000", false)]
    fn only_this_machine_may_read(#[case] peer: &str, #[case] expected: bool) {
        assert_eq!(permits(&[], peer, &[]), expected);
    }

    #[rstest]
    #[case("x-forwarded-for", "203.0.113.7")]
    #[case("x-forwarded-for", "127.0.0.1")]
    #[case("forwarded", "for=127.0.0.1")]
    #[case("x-real-ip", "127.0.0.1")]
    #[case("via", "1.1 proxy")]
    fn a_request_forwarded_by_an_unknown_proxy_is_refused(#[case] name: &str, #[case] value: &str) {
        assert!(!permits(&[], LOCAL_PEER, &[(name, value)]));
    }

    #[rstest]
    #[case(&[], true)]
    #[case(&[("x-forwarded-for", "127.0.0.1")], true)]
    #[case(&[("forwarded", "for=\"[::1]\"")], true)]
    #[case(&[("x-forwarded-for", "203.0.113.7")], false)]
    #[case::a_false_name(&[("x-forwarded-for", "127.0.0.1, 203.0.113.7")], false)]
    #[case::two_headers(&[("x-forwarded-for", "203.0.113.7"), ("forwarded", "for=127.0.0.1")], false)]
    #[case::no_address(&[("x-forwarded-for", "unknown")], false)]
    #[case::an_empty_list(&[("x-forwarded-for", "")], false)]
    #[case::real_ip(&[("x-forwarded-for", "127.0.0.1"), ("x-real-ip", "203.0.113.7")], false)]
    #[case::no_client(&[("via", "1.1 proxy")], false)]
    #[case::only_real_ip(&[("x-real-ip", "127.0.0.1")], false)]
    fn a_trusted_proxy_reports_the_client(#[case] headers: &[(&str, &str)], #[case] expected: bool) {
        assert_eq!(permits(&["--trusted-proxies=127.0.0.0/8"], LOCAL_PEER, headers), expected);
    }

    #[rstest]
    #[case(&[], &[], true)]
    #[case(&[], &[("x-forwarded-for", "127.0.0.1")], false)]
    #[case(&["--trusted-proxies=127.0.0.0/8"], &[("x-forwarded-for", "127.0.0.1")], false)]
    #[case(&["--trusted-proxies=unix"], &[("x-forwarded-for", "127.0.0.1")], true)]
    #[case(&["--trusted-proxies=unix"], &[("x-forwarded-for", "203.0.113.7")], false)]
    fn a_program_on_the_socket_is_on_this_machine(
        #[case] flags: &[&str],
        #[case] headers: &[(&str, &str)],
        #[case] expected: bool,
    ) {
        assert_eq!(permits(flags, "unix", headers), expected);
    }

    #[test]
    fn a_token_is_needed_everywhere_if_it_is_set() {
        let token = "9f2c6a0e5d8b47131c7e4fa2d06b5983";
        let flags = [format!("--metrics-token={token}")];
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        let with = |value: &str, peer: &str| permits(&flags, peer, &[("authorization", value)]);
        assert!(with(&format!("Bearer {token}"), "203.0.113.7:5000"));
        assert!(with(&format!("bearer {token}"), LOCAL_PEER));
        for wrong in ["", "Bearer", "Bearer 9f2c6a0e", "Basic 9f2c6a0e", token, &format!("Bearer {token}0")] {
            assert!(!with(wrong, LOCAL_PEER), "{wrong}");
        }
        assert!(!permits(&flags, LOCAL_PEER, &[]));
    }
}
