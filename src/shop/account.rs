//! The two forms: sign in as a demo customer, and sign out.

use axum::{
    extract::{Form, State},
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use super::{cookies, customers::DemoCustomer, state::ShopState};
use crate::server::auth::SessionCookie;

/// The fields of the sign-in form.
#[derive(Deserialize)]
pub struct SignIn {
    customer: String,
    return_to: String,
}

/// The fields of the sign-out form.
#[derive(Deserialize)]
pub struct SignOut {
    return_to: String,
}

/// Handles `POST /shop/sign-in`.
pub async fn sign_in(State(state): State<ShopState>, Form(form): Form<SignIn>) -> Response {
    let Some(customer) = DemoCustomer::from_key(&form.customer) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "Demo customer not found.").into_response();
    };
    let secure = state.is_secure;
    (CookieJar::new().add(cookies::sign_in(customer, secure)), back_to(&form.return_to)).into_response()
}

/// Handles `POST /shop/sign-out`. Ends the widget's session too: the next user
/// of this browser must not find the customer's conversation.
pub async fn sign_out(State(state): State<ShopState>, Form(form): Form<SignOut>) -> Response {
    let secure = state.is_secure;
    let session = SessionCookie::customer(secure).clear().map(|cookie| (header::SET_COOKIE, cookie));
    (CookieJar::new().add(cookies::sign_out(secure)), AppendHeaders(session), back_to(&form.return_to)).into_response()
}

/// Returns a redirect to the form's page.
fn back_to(path: &str) -> Redirect {
    Redirect::to(if is_own_path(path) { path } else { "/" })
}

/// Returns whether a path stays in this shop: `//host` and `/\host` are other
/// sites.
fn is_own_path(path: &str) -> bool {
    let mut bytes = path.bytes();
    bytes.next() == Some(b'/')
        && !matches!(bytes.next(), Some(b'/' | b'\\'))
        && path.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_into_the_shop_only() {
        for own in ["/", "/orders", "/books/gitanjali"] {
            assert!(is_own_path(own), "{own:?}");
        }
        for foreign in
            ["", "orders", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nSet-Cookie: b=c"]
        {
            assert!(!is_own_path(foreign), "{foreign:?}");
        }
    }
}
