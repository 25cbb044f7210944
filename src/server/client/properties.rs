//! Property tests of all values of `X-Forwarded-For` and `Forwarded` that a client can
//! send.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;

use super::{
    TrustedProxies,
    forwarded::{FORWARDED, X_FORWARDED_FOR},
};
use crate::generated_inputs::{any_bytes, pattern};

/// Generates header values by which a client pretends to be another one: lists, quotes
/// and addresses.
fn written_by_a_client() -> impl Strategy<Value = String> {
    pattern(
        "([0-9]{1,3}([.][0-9]{1,3}){3}|10[.]0[.]0[.]1|\\[?[0-9a-f:]{2,12}\\]?|for=|by=|proto=|unknown|_[a-z]{1,4}|[,;=\":\\\\ ]|[!-~]){0,12}",
    )
}

fn proxies() -> TrustedProxies {
    TrustedProxies::new(vec!["10.0.0.0/8".parse().expect("a network")])
}

fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header"));
    }
    headers
}

/// Generates an address that is not a trusted proxy's.
fn stranger() -> impl Strategy<Value = IpAddr> {
    let v4 = any::<u32>().prop_map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits)));
    let v6 = any::<u128>().prop_map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits)));
    prop_oneof![v4, v6].prop_filter("a proxy's", |address| !proxies().contains(*address))
}

proptest! {
    #[test]
    fn a_stranger_is_not_believed(peer in stranger(), one in written_by_a_client(), other in written_by_a_client()) {
        let headers = headers(&[(X_FORWARDED_FOR, &one), (FORWARDED, &other)]);
        prop_assert_eq!(proxies().client(peer, &headers), peer.to_canonical());
    }

    #[test]
    fn the_address_added_by_the_proxy_wins_over_those_of_the_client(
        client in stranger(),
        before in written_by_a_client(),
        is_one_line in any::<bool>(),
    ) {
        let peer = IpAddr::from([10, 0, 0, 7]);
        let quoted = if client.is_ipv6() { format!("for=\"[{client}]:4711\"") } else { format!("for={client}") };
        for (name, added) in [(X_FORWARDED_FOR, client.to_string()), (FORWARDED, quoted)] {
            let line = format!("{before}, {added}");
            let headers = if is_one_line { headers(&[(name, &line)]) } else { headers(&[(name, &before), (name, &added)]) };
            prop_assert_eq!(proxies().client(peer, &headers), client.to_canonical(), "{:?}", line);
        }
    }
}

/// Tests any bytes as headers. The first line is `X-Forwarded-For`, the second one
/// `Forwarded`, as the client sends them.
#[test]
fn any_bytes_as_proxies() {
    let trusted = proxies();
    let proxy = IpAddr::from([10, 0, 0, 7]);
    let clients = [IpAddr::from([203, 0, 113, 9]), "2001:db8::9".parse().expect("an address")];
    let words =
        [", ", "for=", "For=\"[", "]:", "\"", ";", "10.0.0.1", "203.0.113.9", "::ffff:", "unknown", "_p", "by="];
    any_bytes("proxies", &words, |bytes| {
        let mut lines = bytes.splitn(2, |byte| *byte == b'\n').map(HeaderValue::from_bytes);
        let (Some(Ok(one)), other) = (lines.next(), lines.next().transpose()) else { return false };
        let Ok(other) = other else { return false };
        let mut sent = HeaderMap::from_iter([(HeaderName::from_static(X_FORWARDED_FOR), one)]);
        sent.extend(other.map(|other| (HeaderName::from_static(FORWARDED), other)));
        let claimed = trusted.client(proxy, &sent);
        for client in clients {
            assert_eq!(trusted.client(client, &sent), client, "a stranger is believed");
            let quoted = if client.is_ipv6() { format!("for=\"[{client}]:4711\"") } else { format!("for={client}") };
            for (name, added) in [(X_FORWARDED_FOR, client.to_string()), (FORWARDED, quoted)] {
                let name = HeaderName::from_static(name);
                // Some proxies append to the line, others add a line.
                let line = [sent.get(&name).map_or(&b""[..], HeaderValue::as_bytes), b", ", added.as_bytes()].concat();
                let line = HeaderValue::from_bytes(&line).expect("a header");
                let joined = HeaderMap::from_iter([(name.clone(), line)]);
                assert_eq!(trusted.client(proxy, &joined), client, "{joined:?}");
                let mut lines = HeaderMap::new();
                lines.extend(sent.get(&name).map(|line| (name.clone(), line.clone())));
                lines.append(name, HeaderValue::from_str(&added).expect("a header"));
                assert_eq!(trusted.client(proxy, &lines), client, "{lines:?}");
            }
        }
        claimed != proxy
    });
}
