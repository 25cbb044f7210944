//! Sends browsers that use http to https.

use axum::{
    Router,
    extract::Request,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use crate::server::config::Origin;

/// Returns the router of the address that redirects each request to the public URL and answers
/// nothing else.
pub fn router(public_url: Origin) -> Router {
    Router::new().fallback(async move |request: Request| redirect(&public_url, request.uri()))
}

/// Keeps the method and the path. The host is always the server's own, whatever the request names.
fn redirect(public_url: &Origin, uri: &Uri) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    // `OPTIONS *` has no path.
    let path = if path.starts_with('/') { path } else { "/" };
    (
        StatusCode::PERMANENT_REDIRECT,
        [(header::LOCATION, format!("{public_url}{path}")), (header::CONNECTION, "close".to_owned())],
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/", "https://support.example/")]
    #[case("/console/?a=b", "https://support.example/console/?a=b")]
    #[case("//evil.example/", "https://support.example//evil.example/")]
    #[case("http://evil.example/x", "https://support.example/x")]
    #[case("*", "https://support.example/")]
    fn the_host_is_always_the_servers_own(#[case] uri: &str, #[case] location: &str) {
        let public_url = "https://support.example".parse().expect("an origin");
        let response = redirect(&public_url, &uri.parse().expect("an address"));
        assert_eq!(response.status(), 308);
        assert_eq!(response.headers()["location"], location);
    }
}
