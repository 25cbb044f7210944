//! The OpenID provider by which agents can sign in.

use openidconnect::IssuerUrl;
use url::{Host, Url};

use super::{ConfigError, Secret, check::present};

/// The provider's name on the button unless `ADDA_OIDC_NAME` is set.
const NAME: &str = "SSO";
/// The maximum length of the name on the button, in characters.
const MAX_NAME_CHARS: usize = 50;

/// An OpenID provider, and this server's credentials there.
#[derive(Clone, Debug)]
pub struct OidcConfig {
    /// The issuer's address: `/.well-known/openid-configuration` follows it.
    pub issuer: IssuerUrl,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: Secret,
    /// The provider's name on the button of the sign-in page.
    pub name: String,
}

impl OidcConfig {
    /// Checks the settings; returns none if none of them is given.
    ///
    /// # Errors
    /// If one is not acceptable, or some are missing.
    pub(super) fn check(
        issuer: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        name: Option<String>,
    ) -> Result<Option<Self>, ConfigError> {
        let issuer = present("ADDA_OIDC_ISSUER", issuer, self::issuer)?;
        let any = |text: &str| Ok::<_, &str>(text.to_owned());
        let client_id = present("ADDA_OIDC_CLIENT_ID", client_id, any)?;
        let client_secret = present("ADDA_OIDC_CLIENT_SECRET", client_secret, any)?;
        let name = present("ADDA_OIDC_NAME", name, self::name)?;
        match (issuer, client_id, client_secret) {
            (Some(issuer), Some(client_id), Some(client_secret)) => {
                let client_secret = Secret::new(client_secret);
                let name = name.unwrap_or_else(|| NAME.to_owned());
                Ok(Some(Self { issuer, client_id, client_secret, name }))
            }
            (None, None, None) => match name {
                None => Ok(None),
                Some(_) => Err(missing("ADDA_OIDC_ISSUER")),
            },
            (None, ..) => Err(missing("ADDA_OIDC_ISSUER")),
            (_, None, _) => Err(missing("ADDA_OIDC_CLIENT_ID")),
            (_, _, None) => Err(missing("ADDA_OIDC_CLIENT_SECRET")),
        }
    }
}

fn missing(setting: &'static str) -> ConfigError {
    ConfigError::of(
        setting,
        "it is missing: ADDA_OIDC_ISSUER, ADDA_OIDC_CLIENT_ID and ADDA_OIDC_CLIENT_SECRET go together",
    )
}

/// Checks the issuer. The address is not normalised, because tokens contain it
/// as it is written.
fn issuer(text: &str) -> Result<IssuerUrl, &'static str> {
    const HOW: &str = "write it like https://accounts.example.com; http is for this machine only";
    let url = Url::parse(text).map_err(|_| HOW)?;
    let is_near = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_near;
    if is_plain && is_safe { IssuerUrl::new(text.to_owned()).map_err(|_| HOW) } else { Err(HOW) }
}

fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    let fits = (1..=MAX_NAME_CHARS).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(format!("it has 1 to {MAX_NAME_CHARS} characters")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(issuer: &str, id: &str, secret: &str, name: &str) -> Result<Option<OidcConfig>, ConfigError> {
        let given = |text: &str| Some(text.to_owned());
        OidcConfig::check(given(issuer), given(id), given(secret), given(name))
    }

    #[test]
    fn a_provider_is_given_whole_or_not_at_all() {
        assert!(check("", "", "", "").unwrap().is_none());
        let oidc = check("https://accounts.example.com", "adda", "secret", "").unwrap().unwrap();
        assert_eq!((oidc.issuer.as_str(), &*oidc.name), ("https://accounts.example.com", "SSO"));
        assert!(!format!("{oidc:?}").contains("secret\""));
        for given in [
            ["", "adda", "secret", ""],
            ["https://a.example", "", "secret", ""],
            ["https://a.example", "adda", "", ""],
            ["", "", "", "Example"],
            ["http://a.example", "adda", "secret", ""],
            ["a.example", "adda", "secret", ""],
            ["https://a.example/?x=1", "adda", "secret", ""],
        ] {
            assert!(check(given[0], given[1], given[2], given[3]).is_err(), "{given:?}");
        }
        assert!(check("http://127.0.0.1:5556/dex", "adda", "secret", "Dex").is_ok());
    }
}
