//! Finds the client's address behind proxies.
//!
//! Each proxy appends the address that sent it the request to `X-Forwarded-For` or
//! `Forwarded` (RFC 7239). Anything to the left of what a trusted proxy has appended
//! was written by the client, and may be false. So the lists are read from the right,
//! as long as the address reached is a trusted proxy's.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

use super::Peer;

/// The header that most proxies send.
pub const X_FORWARDED_FOR: &str = "x-forwarded-for";
/// The standard header.
pub const FORWARDED: &str = "forwarded";

/// The proxies whose `X-Forwarded-For` and `Forwarded` are trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies {
    networks: Vec<IpNet>,
    /// Whether the programs that use the unix socket are trusted.
    is_socket_trusted: bool,
}

impl TrustedProxies {
    /// Trusts the proxies of these networks.
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self { networks, is_socket_trusted: false }
    }

    /// Trusts the programs that use the unix socket, too.
    pub fn with_socket(self) -> Self {
        Self { is_socket_trusted: true, ..self }
    }

    /// Returns whether no proxy is trusted.
    pub fn is_empty(&self) -> bool {
        self.networks.is_empty() && !self.is_socket_trusted
    }

    /// Returns whether an address is a trusted proxy's.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// Returns whether the other end of a connection is a trusted proxy.
    pub fn trusts(&self, peer: Peer) -> bool {
        match peer {
            Peer::Address(address) => self.contains(address),
            Peer::Socket => self.is_socket_trusted,
        }
    }

    /// Returns the address of the client of a request that came from `peer`.
    ///
    /// A proxy usually writes one of the two headers and passes the other on as
    /// the client sent it. If the two lead to different addresses, neither is
    /// trusted, and the proxy counts as the client.
    pub fn client(&self, peer: impl Into<Peer>, headers: &HeaderMap) -> IpAddr {
        let peer = peer.into();
        let is_trusted = self.trusts(peer);
        let peer = peer.address();
        if !is_trusted {
            return peer;
        }
        let named = [
            (X_FORWARDED_FOR, address as fn(&str) -> Option<IpAddr>),
            (FORWARDED, for_parameter as fn(&str) -> Option<IpAddr>),
        ]
        .map(|(name, read)| headers.contains_key(name).then(|| self.walk(peer, hops(headers, name).map(read))));
        match named {
            [Some(one), Some(other)] if one != other => peer,
            [Some(client), _] | [None, Some(client)] => client,
            [None, None] => peer,
        }
    }

    /// Returns the address of each hop that a request names, trusted or not; none for one that is
    /// not an address.
    pub fn hops(&self, headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
        hops(headers, X_FORWARDED_FOR).map(address).chain(hops(headers, FORWARDED).map(for_parameter))
    }

    /// Follows the hops from the nearest to the farthest. A hop that is not an
    /// address ends the walk, because the hops behind it cannot be trusted.
    fn walk(&self, peer: IpAddr, hops: impl Iterator<Item = Option<IpAddr>>) -> IpAddr {
        let mut nearest = peer;
        for hop in hops {
            let Some(address) = hop else { break };
            nearest = address.to_canonical();
            if !self.contains(nearest) {
                break;
            }
        }
        nearest
    }
}

/// Returns the elements of a list header, the last one first. Several lines are
/// one list. An element that is not UTF-8 is returned as an empty one, which is not an
/// address. The other elements can still be read.
fn hops<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    headers.get_all(name).into_iter().rev().flat_map(|line| elements(line.as_bytes()))
}

/// Splits a list at its commas, except for those in quotes, and returns the last
/// element first. It begins at the right: neither a quote that a client opens and does
/// not close nor bytes that are not UTF-8 must hide what a proxy has added after them.
fn elements(line: &[u8]) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    line.rsplit(move |byte| {
        is_quoted ^= *byte == b'"';
        *byte == b',' && !is_quoted
    })
    .map(|element| std::str::from_utf8(element).unwrap_or_default().trim())
}

/// Reads the `for` of an element of `Forwarded`.
fn for_parameter(element: &str) -> Option<IpAddr> {
    let mut named = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = named.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    address(value.trim())
}

/// Reads an address as proxies write it: with a port or without, in brackets or
/// not, in quotes or not. Returns none for `unknown`, `_hidden`, `unix:` and
/// anything else that is not an address.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).trim();
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address);
    }
    if let Some(rest) = text.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        return is_port(port).then(|| address.parse().ok())?.map(IpAddr::V6);
    }
    text.parse::<SocketAddr>().ok().map(|socket| socket.ip()).filter(IpAddr::is_ipv4)
}

/// Returns whether a text is empty, or `:` and a port, which may be hidden as `_name`.
fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.starts_with('_') || port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};
    use rstest::rstest;

    use super::*;

    /// Returns the load balancer and the proxies of a data centre.
    fn proxies() -> TrustedProxies {
        TrustedProxies::new(["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().expect("a network")).to_vec())
    }

    fn client(peer: &str, lines: &[(&'static str, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_bytes(value.as_bytes()).expect("a value"));
        }
        proxies().client(peer.parse::<IpAddr>().expect("an address"), &headers).to_string()
    }

    #[rstest]
    #[case::a_stranger_who_names_another("203.0.113.5", &["198.51.100.1"], "203.0.113.5")]
    #[case::one_proxy("10.0.0.1", &["198.51.100.1"], "198.51.100.1")]
    #[case::a_quote_that_the_client_opens("10.0.0.1", &["\"198.51.100.9, 198.51.100.1"], "198.51.100.1")]
    #[case::letters_that_the_client_sends("10.0.0.1", &["é, 198.51.100.1"], "198.51.100.1")]
    #[case::two_proxies("10.0.0.1", &["198.51.100.1, 10.0.0.2"], "198.51.100.1")]
    #[case::a_false_name_before_the_true_one("10.0.0.1", &["192.0.2.66, 198.51.100.1"], "198.51.100.1")]
    #[case::a_trusted_address_that_the_client_wrote("10.0.0.1", &["10.9.9.9, 198.51.100.1"], "198.51.100.1")]
    #[case::several_lines("10.0.0.1", &["192.0.2.66", "198.51.100.1", "10.0.0.2"], "198.51.100.1")]
    #[case::only_proxies("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3")]
    #[case::with_ports("10.0.0.1", &["198.51.100.1:5050, 10.0.0.2:80"], "198.51.100.1")]
    #[case::of_ipv6("10.0.0.1", &["2001:db8::1"], "2001:db8::1")]
    #[case::of_ipv6_in_brackets("fd00::1", &["[2001:db8::1]:443"], "2001:db8::1")]
    #[case::ipv4_in_ipv6("::ffff:10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1")]
    #[case::words("10.0.0.1", &["192.0.2.66, unknown"], "10.0.0.1")]
    #[case::words_behind_a_proxy("10.0.0.1", &["192.0.2.66, unix:/run/proxy, 10.0.0.2"], "10.0.0.2")]
    #[case::nothing("10.0.0.1", &[""], "10.0.0.1")]
    #[case::commas("10.0.0.1", &[",,,"], "10.0.0.1")]
    #[case::an_interface("10.0.0.1", &["fe80::1%eth0"], "10.0.0.1")]
    #[case::a_name("10.0.0.1", &["client.example"], "10.0.0.1")]
    #[case::a_network("10.0.0.1", &["198.51.100.0/24"], "10.0.0.1")]
    #[case::too_many_numbers("10.0.0.1", &["198.51.100.1.5"], "10.0.0.1")]
    #[case::a_port_that_is_none("10.0.0.1", &["198.51.100.1:99999"], "10.0.0.1")]
    #[case::an_open_bracket("10.0.0.1", &["[2001:db8::1"], "10.0.0.1")]
    #[case::other_letters("10.0.0.1", &["198.51.100.১"], "10.0.0.1")]
    fn x_forwarded_for_is_read_from_the_right(#[case] peer: &str, #[case] lines: &[&str], #[case] expected: &str) {
        let lines: Vec<_> = lines.iter().map(|line| (X_FORWARDED_FOR, *line)).collect();
        assert_eq!(client(peer, &lines), expected);
    }

    #[rstest]
    #[case::a_stranger_who_names_another("203.0.113.5", "for=198.51.100.1", "203.0.113.5")]
    #[case::one_proxy("10.0.0.1", "for=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1")]
    #[case::in_any_case_and_order("10.0.0.1", "Proto=http; FOR=\"198.51.100.1:4711\"", "198.51.100.1")]
    #[case::of_ipv6("10.0.0.1", "For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17")]
    #[case::a_hidden_port("10.0.0.1", "for=\"[2001:db8::1]:_p\"", "2001:db8::1")]
    #[case::a_false_name("10.0.0.1", "for=192.0.2.66, for=198.51.100.1, for=10.0.0.2", "198.51.100.1")]
    #[case::a_comma_in_quotes("10.0.0.1", "for=198.51.100.1;host=\"a, for=192.0.2.66\"", "198.51.100.1")]
    #[case::a_hidden_name("10.0.0.1", "for=192.0.2.66, for=_gazonk", "10.0.0.1")]
    #[case::no_name("10.0.0.1", "for=192.0.2.66, proto=https", "10.0.0.1")]
    #[case::unknown("10.0.0.1", "for=unknown", "10.0.0.1")]
    fn forwarded_is_read_from_the_right(#[case] peer: &str, #[case] line: &str, #[case] expected: &str) {
        assert_eq!(client(peer, &[(FORWARDED, line)]), expected);
    }

    #[test]
    fn two_headers_that_disagree_are_not_believed() {
        let both = |one, other| client("10.0.0.1", &[(X_FORWARDED_FOR, one), (FORWARDED, other)]);
        assert_eq!(both("198.51.100.1", "for=198.51.100.1"), "198.51.100.1");
        assert_eq!(both("198.51.100.1", "for=192.0.2.66"), "10.0.0.1");
    }

    #[rstest]
    #[case::one_proxy("198.51.100.1", "198.51.100.1")]
    #[case::a_false_name("192.0.2.66, 198.51.100.1", "198.51.100.1")]
    #[case::a_local_client_that_names_another("192.0.2.66, 127.0.0.1", "127.0.0.1")]
    #[case::words("192.0.2.66, unix:", "127.0.0.1")]
    fn a_proxy_on_the_socket_is_believed_if_it_is_trusted(#[case] line: &str, #[case] expected: &str) {
        let headers = HeaderMap::from_iter([(
            X_FORWARDED_FOR.parse::<axum::http::HeaderName>().expect("a name"),
            HeaderValue::from_str(line).expect("a value"),
        )]);
        let client = |trusted: &TrustedProxies| trusted.client(Peer::Socket, &headers).to_string();
        assert_eq!(client(&TrustedProxies::default().with_socket()), expected);
        let loopback = TrustedProxies::new(vec!["127.0.0.0/8".parse().expect("a network")]);
        assert_eq!(client(&loopback), "127.0.0.1", "the socket is not among the trusted proxies");
    }

    #[test]
    fn without_trusted_proxies_the_peer_is_the_client() {
        let mut headers = HeaderMap::new();
        headers.insert(X_FORWARDED_FOR, HeaderValue::from_static("198.51.100.1"));
        let peer = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(TrustedProxies::default().client(peer, &headers), peer);
    }
}
