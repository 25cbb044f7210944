//! The other end of a connection.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
};

/// The other end of a connection, stored in the extensions of each of its requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// A machine, which can be this one.
    Address(IpAddr),
    /// A program on this machine that uses the server's unix socket.
    Socket,
}

impl Peer {
    /// Returns the address that stands for it in limits and in the log. A program on the unix
    /// socket has none of its own and counts as 127.0.0.1, because it is on this machine.
    pub fn address(self) -> IpAddr {
        match self {
            Self::Address(address) => address.to_canonical(),
            Self::Socket => Ipv4Addr::LOCALHOST.into(),
        }
    }
}

impl From<IpAddr> for Peer {
    fn from(address: IpAddr) -> Self {
        Self::Address(address)
    }
}

/// Writes it as `ADDA_TRUSTED_PROXIES` names it.
impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Socket => f.write_str("unix"),
        }
    }
}
