//! Says to Adda who a customer is, with the crates `jsonwebtoken` and `serde`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jsonwebtoken::{EncodingKey, Header, encode, errors::Error};
use serde::Serialize;

/// A customer, as the shop knows them.
pub struct Customer<'a> {
    pub id: u64,
    pub name: &'a str,
    pub email: &'a str,
}

#[derive(Serialize)]
struct Claims<'a> {
    sub: String,
    name: &'a str,
    email: &'a str,
    exp: u64,
}

/// A token for the page of a signed-in customer, good for an hour.
pub fn identity_token(secret: &str, customer: &Customer<'_>) -> Result<String, Error> {
    let end = SystemTime::now() + Duration::from_secs(3600);
    let claims = Claims {
        sub: customer.id.to_string(),
        name: customer.name,
        email: customer.email,
        exp: end.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
    };
    encode(&Header::default(), &claims, &EncodingKey::from_secret(secret.as_bytes()))
}
