//! The customer who looks at a page of the history, and their language.

use axum::{
    extract::{FromRequestParts, Query},
    http::{Method, request::Parts},
    response::Response,
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use serde::Deserialize;

use super::{response::refuse, texts::Texts};
use crate::{
    model::language::Language,
    server::{
        auth,
        domain::{actor::CustomerActor, settings::shop::ShopIdentity},
        language::accepted_language,
        state::AppState,
    },
};

/// The name of the cookie that remembers the language that was picked.
const LANGUAGE_COOKIE: &str = "adda_lang";

/// The data of a request that its page needs.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    /// The language of the page.
    pub language: Language,
    /// The cookie that remembers the language, if it was picked just now.
    pub remember: Option<Cookie<'static>>,
    /// The customer, if they have a session.
    pub customer: Option<CustomerActor>,
    /// Whether the page is shown to a person, and not requested by a program or for a preview.
    pub is_shown: bool,
    /// How the shop presents itself.
    pub shop: ShopIdentity,
    /// Whether the demonstration shop is on this server.
    pub has_demo_shop: bool,
}

#[derive(Default, Deserialize)]
struct Picked {
    lang: Option<String>,
}

impl Visit {
    /// Returns the name that the pages have: the shop's, if it has one.
    pub(super) fn name(&self) -> &str {
        self.shop.name_in(self.language).unwrap_or(Texts::of(self.language).support)
    }
}

impl FromRequestParts<AppState> for Visit {
    /// The page that explains the error.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let query = Query::<Picked>::try_from_uri(&parts.uri).map(|Query(query)| query).unwrap_or_default();
        let picked = query.lang.as_deref().and_then(Language::from_tag);
        let remembered = || CookieJar::from_headers(&parts.headers).get(LANGUAGE_COOKIE)?.value().parse().ok();
        let language = picked.or_else(remembered).or_else(|| accepted_language(&parts.headers)).unwrap_or_default();
        let visit = Self {
            language,
            remember: picked.map(|language| remember(language, state.config.public_url.is_https())),
            customer: None,
            is_shown: is_shown(parts),
            shop: ShopIdentity::default(),
            has_demo_shop: state.config.demo_shop,
        };
        match auth::customer(&state.desk, &parts.headers).await {
            // Without the settings, the page is still of use.
            Ok(customer) => {
                Ok(Self { customer, shop: state.desk.settings().shop_identity().await.unwrap_or_default(), ..visit })
            }
            Err(error) => Err(refuse(visit, &error)),
        }
    }
}

fn remember(language: Language, secure: bool) -> Cookie<'static> {
    let mut cookie =
        Cookie::build((LANGUAGE_COOKIE, language.code())).path("/support").http_only(true).secure(secure).build();
    cookie.set_same_site(SameSite::Lax);
    cookie.make_permanent();
    cookie
}

/// Returns whether the page is shown to a person. Browsers state the purpose of a request
/// (Fetch metadata, sections 2.1 and 2.4). Without it, the client counts as an old
/// browser, which a person uses.
fn is_shown(parts: &Parts) -> bool {
    let says = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    parts.method != Method::HEAD
        && says("sec-fetch-dest").is_none_or(|what_for| what_for == "document")
        && says("sec-purpose").is_none_or(|purpose| !purpose.contains("prefetch"))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_person("GET", &[("sec-fetch-dest", "document")], true)]
    #[case::an_old_browser("GET", &[], true)]
    #[case::a_look_at_the_headers("HEAD", &[], false)]
    #[case::a_script("GET", &[("sec-fetch-dest", "empty")], false)]
    #[case::a_guess("GET", &[("sec-fetch-dest", "document"), ("sec-purpose", "prefetch;prerender")], false)]
    fn only_a_page_that_is_shown_counts_as_read(
        #[case] method: &str,
        #[case] headers: &[(&str, &str)],
        #[case] expected: bool,
    ) {
        let request = Request::builder().method(method);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        assert_eq!(is_shown(&request.body(()).unwrap().into_parts().0), expected);
    }
}
