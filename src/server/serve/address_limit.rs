//! Limits how many connections one address may have.

use crate::server::{
    client::{Peer, TrustedProxies},
    config::Config,
    domain::limits::LimitSettings,
};

/// The limit of an ordinary address. An office or a mobile network with one
/// address has hundreds of customers; each polls on a connection or two.
const ORDINARY: usize = 512;
/// The limit of a loopback address while no trusted proxy is configured, and of the unix
/// socket while it is not trusted. A proxy on the same machine then forwards the requests
/// of all customers.
const LOOPBACK: usize = 4_096;

/// Decides how many connections an address may have.
#[derive(Clone, Debug)]
pub struct AddressLimit {
    proxies: TrustedProxies,
    is_bounded: bool,
}

impl AddressLimit {
    /// Reads the trusted proxies, and whether limits are on, from the settings.
    pub fn new(config: &Config) -> Self {
        Self { proxies: config.trusted_proxies.clone(), is_bounded: config.limits != LimitSettings::Off }
    }

    /// Returns the maximum number of connections of a peer's address; none if it is not
    /// limited: it is a trusted proxy, or the limits are off.
    pub(super) fn max_connections(&self, peer: Peer) -> Option<usize> {
        if !self.is_bounded || self.proxies.trusts(peer) {
            return None;
        }
        let may_be_proxy = match peer {
            Peer::Address(address) => address.to_canonical().is_loopback() && self.proxies.is_empty(),
            Peer::Socket => true,
        };
        Some(if may_be_proxy { LOOPBACK } else { ORDINARY })
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn max_connections(proxies: &[&str], is_bounded: bool, address: &str) -> Option<usize> {
        let proxies = proxies.iter().map(|network| network.parse().expect("a network")).collect();
        AddressLimit { proxies: TrustedProxies::new(proxies), is_bounded }
            .max_connections(address.parse::<IpAddr>().expect("an address").into())
    }

    #[test]
    fn every_address_is_bounded_but_a_trusted_proxys() {
        for address in ["203.0.113.1", "::ffff:203.0.113.1", "2001:db8::1", "10.0.0.1"] {
            assert_eq!(max_connections(&[], true, address), Some(ORDINARY), "{address}");
        }
        assert_eq!(max_connections(&["10.0.0.0/8"], true, "10.0.0.1"), None);
        assert_eq!(max_connections(&["10.0.0.0/8"], true, "203.0.113.1"), Some(ORDINARY));
        assert_eq!(max_connections(&[], false, "203.0.113.1"), None);
    }

    #[test]
    fn a_loopback_address_has_room_for_a_proxy_until_the_proxies_are_named() {
        for address in ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(max_connections(&[], true, address), Some(LOOPBACK), "{address}");
            assert_eq!(max_connections(&["10.0.0.0/8"], true, address), Some(ORDINARY), "{address}");
            assert_eq!(max_connections(&["127.0.0.0/8", "::1/128"], true, address), None, "{address}");
        }
    }

    #[test]
    fn the_socket_has_room_for_a_proxy() {
        let of_socket = |proxies| AddressLimit { proxies, is_bounded: true }.max_connections(Peer::Socket);
        assert_eq!(of_socket(TrustedProxies::default()), Some(LOOPBACK));
        assert_eq!(of_socket(TrustedProxies::new(vec!["10.0.0.0/8".parse().expect("a network")])), Some(LOOPBACK));
        assert_eq!(of_socket(TrustedProxies::default().with_socket()), None);
    }
}
