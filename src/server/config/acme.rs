//! The settings of automatic certificates.

use std::net::{IpAddr, SocketAddr};

use url::Url;

use super::{
    ConfigError, ListenAddr, Origin,
    check::{or_default, present, switch},
    settings,
};

/// The port to which the redirects listen.
const HTTP: u16 = 80;

/// How the server gets its certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcmeConfig {
    /// The name that the certificate is for: the host of the public URL.
    pub domain: String,
    /// The address that the authority may write to.
    pub email: Option<String>,
    /// The directory of the authority.
    pub directory: String,
    /// The address at which http is redirected to https.
    pub redirect_addr: SocketAddr,
    /// Whether that address is configured. A default one may be in use by another program.
    pub is_redirect_addr_set: bool,
}

/// The settings as they are given.
pub(super) struct Given {
    pub acme: Option<String>,
    pub email: Option<String>,
    pub directory: Option<String>,
    pub redirect_addr: Option<String>,
}

impl AcmeConfig {
    /// Checks the settings. Returns none if automatic certificates are off.
    pub(super) fn check(given: Given, addr: &ListenAddr, public_url: &Origin) -> Result<Option<Self>, ConfigError> {
        let is_on = or_default("ADDA_ACME", given.acme, settings::ACME, switch)?;
        let email = present("ADDA_ACME_EMAIL", given.email, email)?;
        let directory = or_default("ADDA_ACME_DIRECTORY", given.directory, settings::ACME_DIRECTORY, directory)?;
        let redirect_addr = present("ADDA_REDIRECT_ADDR", given.redirect_addr, |text| {
            text.parse().map_err(|_| "write an IP address and a port, like 0.0.0.0:80")
        })?;
        if !is_on {
            return Ok(None);
        }
        let refuse = |reason: &str| Err(ConfigError::of("ADDA_ACME", reason));
        let ListenAddr::Tcp(addr) = addr else {
            return refuse("ADDA_ADDR is a unix socket, and a certificate is only used on a port, like 0.0.0.0:443");
        };
        if !public_url.is_https() {
            return refuse(
                "set ADDA_PUBLIC_URL to an https address, like https://support.example.com: its name is the one in \
                 the certificate",
            );
        }
        let domain = public_url.host();
        if domain.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
            return refuse("ADDA_PUBLIC_URL has an IP address, and certificates are for names");
        }
        Ok(Some(Self {
            domain: domain.to_owned(),
            email,
            directory,
            redirect_addr: redirect_addr.unwrap_or(SocketAddr::new(addr.ip(), HTTP)),
            is_redirect_addr_set: redirect_addr.is_some(),
        }))
    }
}

fn email(text: &str) -> Result<String, &'static str> {
    let is_address = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b',' | b'?' | b'<' | b'>'));
    if is_address && is_plain { Ok(text.to_owned()) } else { Err("write an e-mail address, like admin@example.com") }
}

fn directory(text: &str) -> Result<String, &'static str> {
    match Url::parse(text) {
        Ok(url) if url.scheme() == "https" => Ok(url.into()),
        _ => Err("write the https address of an ACME directory"),
    }
}
