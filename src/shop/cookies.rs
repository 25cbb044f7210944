//! The shop's cookies.

use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

use super::customers::DemoCustomer;
use crate::model::language::Language;

const LANGUAGE: &str = "adda_shop_lang";
const CUSTOMER: &str = "adda_shop_customer";

/// Returns the stored language.
pub fn language(jar: &CookieJar) -> Option<Language> {
    jar.get(LANGUAGE)?.value().parse().ok()
}

/// Returns the signed-in demo customer.
pub fn customer(jar: &CookieJar) -> Option<DemoCustomer> {
    DemoCustomer::from_key(jar.get(CUSTOMER)?.value())
}

/// Returns the cookie that stores a language.
pub fn remember_language(language: Language, secure: bool) -> Cookie<'static> {
    let mut cookie = built(LANGUAGE, language.code(), secure);
    cookie.make_permanent();
    cookie
}

/// Returns the cookie that signs a demo customer in, until the browser is
/// closed.
pub fn sign_in(customer: DemoCustomer, secure: bool) -> Cookie<'static> {
    built(CUSTOMER, customer.key(), secure)
}

/// Returns the cookie that signs the demo customer out.
pub fn sign_out(secure: bool) -> Cookie<'static> {
    let mut cookie = built(CUSTOMER, "", secure);
    cookie.make_removal();
    cookie
}

fn built(name: &'static str, value: &'static str, secure: bool) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(secure).build()
}
