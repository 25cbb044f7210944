//! What the shop keeps in the visitor's browser.

use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

use super::customers::DemoCustomer;
use crate::model::language::Language;

const LANGUAGE: &str = "adda_shop_lang";
const CUSTOMER: &str = "adda_shop_customer";

/// Returns the language that is remembered.
pub fn language(jar: &CookieJar) -> Option<Language> {
    jar.get(LANGUAGE)?.value().parse().ok()
}

/// Returns the demo customer who is signed in.
pub fn customer(jar: &CookieJar) -> Option<DemoCustomer> {
    DemoCustomer::from_key(jar.get(CUSTOMER)?.value())
}

/// Remembers a language.
pub fn remember_language(language: Language, secure: bool) -> Cookie<'static> {
    let mut cookie = built(LANGUAGE, language.code(), secure);
    cookie.make_permanent();
    cookie
}

/// Signs a demo customer in, until the browser is closed.
pub fn sign_in(customer: DemoCustomer, secure: bool) -> Cookie<'static> {
    built(CUSTOMER, customer.key(), secure)
}

/// Signs the demo customer out.
pub fn sign_out(secure: bool) -> Cookie<'static> {
    let mut cookie = built(CUSTOMER, "", secure);
    cookie.make_removal();
    cookie
}

fn built(name: &'static str, value: &'static str, secure: bool) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(secure).build()
}
