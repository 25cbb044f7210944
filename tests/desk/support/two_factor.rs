//! An agent's authenticator app.

use adda::server::domain::access::sessions::Token;
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::{Answer, Caller, PASSWORD, TestApp};

/// The address at which an agent turns two-factor authentication on and off.
pub const TWO_FACTOR: &str = "/support/agent/api/two-factor/";

/// An authenticator app with a secret.
#[derive(Clone)]
pub struct Authenticator {
    /// The secret in base 32.
    pub secret: String,
    /// The codes that replace the app.
    pub recovery_codes: Vec<String>,
}

impl Authenticator {
    /// Returns the code at a moment.
    pub fn code_at(&self, moment: DateTime<Utc>) -> String {
        code(&self.secret, moment)
    }
}

/// Returns the code of a secret at a moment.
pub fn code(secret: &str, moment: DateTime<Utc>) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(moment.timestamp().try_into().unwrap()).to_string()
}

impl TestApp {
    /// Turns two-factor authentication on for an agent. The current code is unused
    /// afterwards.
    pub async fn set_up(&self, agent: &Caller<'_>) -> Authenticator {
        let setup = agent.post(&format!("{TWO_FACTOR}begin/"), json!({})).await.ok();
        let secret = setup["secret"].as_str().unwrap().to_owned();
        let confirmation = json!({ "code": code(&secret, self.now()) });
        let confirmed = agent.post(&format!("{TWO_FACTOR}confirm/"), confirmation).await.ok();
        self.clock.advance(Duration::seconds(30));
        Authenticator { secret, recovery_codes: serde_json::from_value(confirmed["recovery_codes"].clone()).unwrap() }
    }

    /// Signs in through the REST API.
    pub async fn login(&self, name: &str, code: Option<&str>) -> Answer {
        let mut body = json!({ "username": name, "password": PASSWORD });
        if let Some(code) = code {
            body["code"] = json!(code);
        }
        self.signed_out().post("/support/api/login/", body).await
    }

    /// Sends the password as the console does, and returns the name of the second step.
    pub async fn first_step(&self, name: &str) -> String {
        let credentials = json!({ "username": name, "password": PASSWORD });
        let answer = self.signed_out().call("agent/sign-in", credentials).await.ok();
        answer["second_step"].as_str().unwrap_or_else(|| panic!("no second step: {answer}")).to_owned()
    }

    /// Sends the code as the console does.
    pub async fn second_step(&self, step: &str, code: &str) -> Answer {
        self.signed_out().call("agent/finish-sign-in", json!({ "second_step": step, "code": code })).await
    }

    /// Returns whether a token gives access to anything.
    pub async fn grants_access(&self, token: &str) -> bool {
        let me = self.bearer(token).call("agent/me", json!({})).await.ok();
        me != Value::Null || self.desk.access().customer_of(&Token::new(token)).await.unwrap().is_some()
    }
}
