//! The data from which an authenticator app computes codes: a link in the format of Google
//! Authenticator (<https://github.com/google/google-authenticator/wiki/Key-Uri-Format>), and
//! the link as a QR code.

use qrcode::{QrCode, render::svg};
use url::Url;

use crate::{
    model::two_factor::TwoFactorSetup,
    server::{
        config::Origin,
        domain::{access::two_factor::Secret, error::DomainError},
    },
};

/// The smallest side of the image, in pixels. It can be scaled to any size.
const SMALLEST_SIDE: u32 = 200;

/// Returns the data for an agent's app. The app lists it by the server's host and the
/// agent's name.
///
/// # Errors
/// Never: the longest name fits into a QR code.
pub fn setup(server: &Origin, username: &str, secret: &Secret) -> Result<TwoFactorSetup, DomainError> {
    let url = link(server, username, secret).ok_or(DomainError::Broken("the link of an authenticator is none"))?;
    let code = QrCode::new(&url).map_err(|_| DomainError::Broken("the link of an authenticator is too long"))?;
    let svg = code.render::<svg::Color>().min_dimensions(SMALLEST_SIDE, SMALLEST_SIDE).build();
    // The line before the element is XML, and not part of HTML.
    let element = svg.find("<svg").and_then(|start| svg.get(start..)).unwrap_or_default();
    Ok(TwoFactorSetup { secret: secret.reveal().to_owned(), url, qr_svg: element.to_owned() })
}

fn link(server: &Origin, username: &str, secret: &Secret) -> Option<String> {
    let server = Url::parse(server.as_str()).ok()?;
    let issuer = server.host_str()?;
    let mut url = Url::parse("otpauth://totp").ok()?;
    // A colon would end the issuer.
    url.path_segments_mut().ok()?.push(&format!("{}:{username}", issuer.replace(':', ".")));
    url.query_pairs_mut().append_pair("secret", secret.reveal()).append_pair("issuer", &issuer.replace(':', "."));
    Some(url.into())
}
