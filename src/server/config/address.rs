//! Addresses in the settings: of this server, of shops, of stores.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use url::Url;

/// Why an address cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAddress {
    /// Not an origin.
    #[error("write it like https://shop.example.com")]
    NoOrigin,
    /// A pattern for many origins.
    #[error("wildcards are not supported: list each origin, like https://shop.example.com")]
    Wildcard,
    /// An origin with something after it.
    #[error("it must end after the host and the port: paths are fixed")]
    NotOnlyOrigin,
    /// Not an address of PostgreSQL.
    #[error("write it like postgres://user:password@host/database, or leave it out for SQLite")]
    NoDatabase,
    /// Not an address of a bucket.
    #[error("write it like s3://bucket/prefix, or leave it out for files in the data folder")]
    NoBucket,
}

/// Scheme, host and port, written as browsers write an `Origin`: in lower case,
/// without the scheme's default port, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Returns the origin at which a browser on the same machine reaches a
    /// server that listens on `addr`.
    pub fn of_listener(addr: SocketAddr) -> Self {
        let ip = match addr.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        Self(format!("http://{}", SocketAddr::new(ip, addr.port())))
    }

    /// Returns the origin as a browser writes it. An absolute address begins
    /// with it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the host without the port; an IPv6 address in brackets.
    pub fn host(&self) -> &str {
        let authority = self.0.split_once("://").map_or(self.0.as_str(), |(_, authority)| authority);
        match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => host,
            _ => authority,
        }
    }

    /// Returns whether it is reached over TLS, so that cookies can be `Secure`.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}

impl FromStr for Origin {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        if text.contains('*') {
            return Err(InvalidAddress::Wildcard);
        }
        let url = Url::parse(text).map_err(|_| InvalidAddress::NoOrigin)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(InvalidAddress::NoOrigin);
        }
        let more = url.path() != "/" || url.query().is_some() || url.fragment().is_some();
        if more || !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidAddress::NotOnlyOrigin);
        }
        Ok(Self(url.origin().ascii_serialization()))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a PostgreSQL database. It may contain a password, so its
/// `Display` and `Debug` show only what may appear in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Url);

impl DatabaseUrl {
    /// Returns the complete address, for the driver.
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for DatabaseUrl {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "postgres" | "postgresql") => Ok(Self(url)),
            _ => Err(InvalidAddress::NoDatabase),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "postgres://{}", self.0.host_str().unwrap_or(""))?;
        if let Some(port) = self.0.port() {
            write!(f, ":{port}")?;
        }
        f.write_str(self.0.path())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

/// A bucket and a prefix in an S3-compatible store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageUrl {
    /// The bucket.
    pub bucket: String,
    /// The prefix of every object's name, without slashes around it.
    pub prefix: String,
}

impl FromStr for StorageUrl {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let rest = text.strip_prefix("s3://").ok_or(InvalidAddress::NoBucket)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if bucket.is_empty() || !bucket.chars().all(is_name) {
            return Err(InvalidAddress::NoBucket);
        }
        Ok(Self { bucket: bucket.to_owned(), prefix: prefix.trim_matches('/').to_owned() })
    }
}
