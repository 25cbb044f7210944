//! Groups addresses by subscriber.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

/// The addresses of one subscriber: an IPv4 address, or a /64 of IPv6 (RFC
/// 6177).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// Returns the network of an address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => Self(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into()),
            address => Self(address),
        }
    }
}

/// Writes an IPv4 address as it is, and an IPv6 network with its length:
/// `2001:db8:1:2::/64`.
impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(address) => write!(f, "{address}"),
            IpAddr::V6(address) => write!(f, "{address}/64"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscriber_is_an_address_or_a_64() {
        let network = |text: &str| Network::of(text.parse().expect("an address"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("203.0.113.1"), network("203.0.113.2"));
        assert_eq!(network("::ffff:203.0.113.1"), network("203.0.113.1"));
    }

    #[test]
    fn a_network_is_written_as_an_address_or_with_its_length() {
        let text = |address: &str| Network::of(address.parse().expect("an address")).to_string();
        assert_eq!(text("203.0.113.9"), "203.0.113.9");
        assert_eq!(text("2001:db8:1:2:3::4"), "2001:db8:1:2::/64");
    }
}
