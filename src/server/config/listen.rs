//! The addresses to listen on.

use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
    str::FromStr,
};

/// What a unix socket's path begins with in a setting.
const UNIX: &str = "unix:";

/// An address that the server can listen on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListenAddr {
    /// An IP address and a port.
    Tcp(SocketAddr),
    /// The path of a unix socket.
    Unix(PathBuf),
}

/// Why an address cannot be listened on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidListenAddr {
    /// Neither an IP address with a port nor a unix socket.
    #[error(
        "write an IP address and a port, like 127.0.0.1:3000, or the path of a unix socket, like \
         unix:/run/adda/adda.sock"
    )]
    Unknown,
    /// A path that the operating system does not accept.
    #[error("the path is too long for a unix socket: choose one with fewer than 108 bytes")]
    TooLong,
    /// This system has no unix sockets.
    #[error("this system has no unix sockets: write an IP address and a port, like 127.0.0.1:3000")]
    Unsupported,
}

impl ListenAddr {
    /// Returns the IP address and the port; none for a unix socket.
    pub fn tcp(&self) -> Option<SocketAddr> {
        match self {
            Self::Tcp(addr) => Some(*addr),
            Self::Unix(_) => None,
        }
    }
}

impl FromStr for ListenAddr {
    type Err = InvalidListenAddr;

    fn from_str(text: &str) -> Result<Self, InvalidListenAddr> {
        let Some(path) = text.strip_prefix(UNIX) else {
            return text.parse().map(Self::Tcp).map_err(|_| InvalidListenAddr::Unknown);
        };
        let path = Path::new(path);
        if !path.is_absolute() || path.file_name().is_none() {
            return Err(InvalidListenAddr::Unknown);
        }
        check_length(path)?;
        Ok(Self::Unix(path.to_owned()))
    }
}

#[cfg(unix)]
fn check_length(path: &Path) -> Result<(), InvalidListenAddr> {
    std::os::unix::net::SocketAddr::from_pathname(path).map(drop).map_err(|_| InvalidListenAddr::TooLong)
}

#[cfg(not(unix))]
fn check_length(_: &Path) -> Result<(), InvalidListenAddr> {
    Err(InvalidListenAddr::Unsupported)
}

/// Writes the address as a setting has it.
impl fmt::Display for ListenAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(addr) => addr.fmt(f),
            Self::Unix(path) => write!(f, "{UNIX}{}", path.display()),
        }
    }
}

impl From<SocketAddr> for ListenAddr {
    fn from(addr: SocketAddr) -> Self {
        Self::Tcp(addr)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("127.0.0.1:3000")]
    #[case("[::]:443")]
    #[case("unix:/run/adda/adda.sock")]
    #[case("unix:/run/a b/বাংলা.sock")]
    fn an_address_is_written_as_it_is_read(#[case] text: &str) {
        assert_eq!(text.parse::<ListenAddr>().expect("an address").to_string(), text);
    }

    #[rstest]
    #[case("unix:")]
    #[case("unix:/")]
    #[case("unix:adda.sock")]
    #[case("/run/adda/adda.sock")]
    #[case("localhost:3000")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<ListenAddr>(), Err(InvalidListenAddr::Unknown));
    }

    #[test]
    fn a_path_that_the_system_does_not_accept_is_refused() {
        let path = |length: usize| format!("unix:/{}", "a".repeat(length - 1)).parse::<ListenAddr>();
        path(107).expect("the longest path");
        assert_eq!(path(108), Err(InvalidListenAddr::TooLong));
    }
}
