//! The claims of an identity token (RFC 7519), in the forms in which libraries write
//! them.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

use super::problem::IdentityProblem;
use crate::model::{language::Language, text};

/// The maximum length of a text in a claim, in characters.
const MAX_CHARS: usize = 254;
/// How far the shop's clock may be ahead of this server's, in seconds.
const CLOCK_SKEW: f64 = 60.0;
/// Times from here on are not in seconds: that would be the year 33,658. In
/// milliseconds it is the year 2001.
const MILLISECONDS: f64 = 1e12;
/// The name of this service in `aud`.
const AUDIENCE: &str = "adda";
/// Up to here, a floating-point number represents each whole number exactly.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// The claims of a shop about its customer.
#[derive(Clone, Debug, Serialize)]
pub struct IdentityClaims {
    /// The shop's own id of the customer.
    pub sub: String,
    /// The customer's name.
    pub name: String,
    /// The customer's email address.
    pub email: String,
    /// When the token expires, in seconds since 1970.
    pub exp: i64,
    /// The language that the customer reads, if Adda has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<Language>,
    /// When the token becomes valid, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
}

impl IdentityClaims {
    /// Reads the claims of a token that is valid at `now`.
    ///
    /// # Errors
    /// Returns the first problem found. Expiry is checked after the other problems of
    /// `sub` and `exp`.
    pub(super) fn read(claims: &Map<String, Value>, now: DateTime<Utc>) -> Result<Self, IdentityProblem> {
        let now = now.timestamp_millis() as f64 / 1_000.0;
        let sub = subject(given(claims, "sub").ok_or(IdentityProblem::Missing("sub"))?)?;
        let exp = moment(claims, "exp")?.ok_or(IdentityProblem::Missing("exp"))?;
        if exp <= now {
            return Err(IdentityProblem::Expired(date(exp)));
        }
        let nbf = past(claims, "nbf", now)?;
        past(claims, "iat", now)?;
        check_audience(claims)?;
        let name = line(claims, "name")?;
        let email = line(claims, "email")?;
        if email.chars().count() > MAX_CHARS {
            return Err(IdentityProblem::Text { claim: "email", problem: "is longer than 254 characters" });
        }
        Ok(Self {
            sub,
            name: text::cut(&name, MAX_CHARS).trim_end().to_owned(),
            email,
            exp: exp as i64,
            // Shops name locales in different ways, such as `bn-BD` or `fr`: none of
            // them is an error.
            locale: given(claims, "locale").and_then(Value::as_str).and_then(Language::from_tag),
            nbf: nbf.map(|from| from as i64),
        })
    }
}

/// Returns a claim. Libraries write `null` for an unknown value.
fn given<'a>(claims: &'a Map<String, Value>, claim: &str) -> Option<&'a Value> {
    claims.get(claim).filter(|value| !value.is_null())
}

/// Returns the customer's id. Shops that number their customers often write a number.
fn subject(value: &Value) -> Result<String, IdentityProblem> {
    let wrong = |problem| Err(IdentityProblem::Text { claim: "sub", problem });
    let Some(sub) = written(value) else {
        return Err(IdentityProblem::Type { claim: "sub", expected: "a text or a whole number" });
    };
    if text::is_blank(&sub) {
        wrong("is empty")
    } else if sub.contains('\0') {
        wrong("contains a NUL character")
    } else if sub.chars().count() > MAX_CHARS {
        wrong("is longer than 254 characters")
    } else {
        Ok(sub)
    }
}

/// Returns a text or a whole number as text. Refuses numbers that are too large
/// to be exact: two customers would get the same id.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        Value::Number(number) => {
            let number = number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < MAX_EXACT)?;
            Some((number as i64).to_string())
        }
        _ => None,
    }
}

/// Returns a text of one line; empty if the claim is missing.
fn line(claims: &Map<String, Value>, claim: &'static str) -> Result<String, IdentityProblem> {
    let Some(value) = given(claims, claim) else { return Ok(String::new()) };
    let line = written(value).ok_or(IdentityProblem::Type { claim, expected: "a text" })?;
    if line.contains('\0') {
        return Err(IdentityProblem::Text { claim, problem: "contains a NUL character" });
    }
    Ok(text::tidy_name(&line))
}

/// Returns a time in seconds since 1970: a `NumericDate`, which may have a fraction.
fn moment(claims: &Map<String, Value>, claim: &'static str) -> Result<Option<f64>, IdentityProblem> {
    let Some(value) = given(claims, claim) else { return Ok(None) };
    match value.as_f64() {
        Some(seconds) if seconds >= MILLISECONDS => Err(IdentityProblem::Milliseconds(claim)),
        Some(seconds) => Ok(Some(seconds)),
        None => Err(IdentityProblem::Type { claim, expected: "a number of seconds since 1970" }),
    }
}

/// Returns a time that must not be in the future; the shop's clock may be
/// slightly ahead.
fn past(claims: &Map<String, Value>, claim: &'static str, now: f64) -> Result<Option<f64>, IdentityProblem> {
    match moment(claims, claim)? {
        Some(seconds) if seconds > now + CLOCK_SKEW => Err(IdentityProblem::Future { claim, moment: date(seconds) }),
        moment => Ok(moment),
    }
}

/// Refuses a token that is meant only for other services, as RFC 7519 (4.1.3)
/// requires.
fn check_audience(claims: &Map<String, Value>) -> Result<(), IdentityProblem> {
    let is_meant = match given(claims, "aud") {
        None => true,
        Some(Value::Array(names)) => names.iter().any(|name| name == AUDIENCE),
        Some(name) => name == AUDIENCE,
    };
    if is_meant { Ok(()) } else { Err(IdentityProblem::Audience) }
}

fn date(seconds: f64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds as i64, 0).unwrap_or_default()
}
