//! The context of a page view: the customer, the page and the language.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::{cookies, customers::DemoCustomer};
use crate::{model::language::Language, server::language::accepted_language};

/// The data that a page needs of its request.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The language of the page.
    pub language: Language,
    /// Whether the language was picked by the switch and must be stored.
    pub language_picked: bool,
    /// The signed-in demo customer.
    pub customer: Option<DemoCustomer>,
    /// The address of the page, without its query.
    pub path: String,
}

#[derive(Deserialize, Default)]
struct PageQuery {
    lang: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        let query = Query::<PageQuery>::try_from_uri(&parts.uri).map(|Query(query)| query).unwrap_or_default();
        let picked = query.lang.as_deref().and_then(Language::from_tag);
        Ok(Self {
            language: picked
                .or_else(|| cookies::language(&jar))
                .or_else(|| accepted_language(&parts.headers))
                .unwrap_or_default(),
            language_picked: picked.is_some(),
            customer: cookies::customer(&jar),
            path: parts.uri.path().to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{Request, header};
    use rstest::rstest;

    use super::*;

    async fn visit(address: &str, cookie: &str, accept: &str) -> Visit {
        let request = Request::builder()
            .uri(address)
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT_LANGUAGE, accept)
            .body(())
            .expect("a request");
        let Ok(visit) = Visit::from_request_parts(&mut request.into_parts().0, &()).await;
        visit
    }

    #[rstest]
    #[case::default("/", "", "fr", Language::En, false)]
    #[case::browser("/", "", "bn-BD,en;q=0.5", Language::Bn, false)]
    #[case::remembered("/", "adda_shop_lang=en", "bn", Language::En, false)]
    #[case::picked("/orders?lang=bn", "adda_shop_lang=en", "en", Language::Bn, true)]
    #[case::unknown("/?lang=xx", "adda_shop_lang=xx", "bn", Language::Bn, false)]
    #[case::unreadable("/?lang=%ff", "", "bn", Language::Bn, false)]
    #[tokio::test]
    async fn the_picked_language_wins_over_the_cookie_and_the_browser(
        #[case] address: &str,
        #[case] cookie: &str,
        #[case] accept: &str,
        #[case] language: Language,
        #[case] picked: bool,
    ) {
        let visit = visit(address, cookie, accept).await;
        assert_eq!((visit.language, visit.language_picked), (language, picked));
    }

    #[tokio::test]
    async fn only_a_demo_customer_is_signed_in() {
        assert_eq!(visit("/", "adda_shop_customer=john", "en").await.customer, Some(DemoCustomer::John));
        assert_eq!(visit("/", "adda_shop_customer=admin", "en").await.customer, None);
    }
}
