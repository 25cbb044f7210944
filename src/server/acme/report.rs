//! Logs how the attempts to get a certificate end: a failure once, with what to do, not each of
//! its repetitions.

use std::{
    collections::HashMap,
    fmt::Display,
    time::{Duration, Instant},
};

use rustls_acme::{
    OrderError,
    acme::{AcmeError, Auth, Problem},
};

use crate::server::config::AcmeConfig;

/// How often a failure that lasts is logged again.
const LOG_EVERY: Duration = Duration::from_secs(6 * 60 * 60);
/// The first pause after the authority could not be reached. Each pause is twice as long as the
/// one before.
const AFTER_NO_ANSWER: Duration = Duration::from_secs(5);
/// The first pause after the authority has refused. Let's Encrypt allows five of them an hour.
const AFTER_REFUSAL: Duration = Duration::from_secs(2 * 60);
/// The longest pause.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Why there is no certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Cause {
    Unreachable,
    Unproven,
    Refused,
    Unstored,
}

/// How the attempts have ended, and what has been logged of it.
#[derive(Debug)]
pub(super) struct Report {
    config: AcmeConfig,
    /// When each cause was last logged since the last certificate.
    logged: HashMap<Cause, Instant>,
    /// How many attempts have failed since the last certificate.
    failures: u32,
    is_loaded: bool,
}

impl Report {
    pub fn new(config: &AcmeConfig) -> Self {
        Self { config: config.clone(), logged: HashMap::new(), failures: 0, is_loaded: false }
    }

    /// Logs that the stored certificate is used, the first time.
    pub fn loaded(&mut self) {
        if !self.is_loaded {
            self.is_loaded = true;
            tracing::info!(domain = self.config.domain, "the stored certificate is used");
        }
    }

    /// Logs that a new certificate is used.
    pub fn issued(&mut self) {
        self.logged.clear();
        (self.failures, self.is_loaded) = (0, true);
        tracing::info!(domain = self.config.domain, "a new certificate is used");
    }

    /// Logs that an order failed. Returns how long to wait before the next one.
    pub fn failed(&mut self, error: &OrderError) -> Duration {
        let (cause, text) = explain(error);
        self.note(cause, &text)
    }

    /// Logs that an order took too long. Returns how long to wait before the next one.
    pub fn timed_out(&mut self) -> Duration {
        self.note(Cause::Unreachable, &"the order takes too long")
    }

    /// Logs that the account key or the certificate could not be read or written.
    pub fn store_failed(&mut self, error: &impl Display) {
        self.log(Cause::Unstored, error);
    }

    fn note(&mut self, cause: Cause, error: &impl Display) -> Duration {
        self.log(cause, error);
        let first = if cause == Cause::Unreachable { AFTER_NO_ANSWER } else { AFTER_REFUSAL };
        let pause = first.saturating_mul(2_u32.saturating_pow(self.failures)).min(LONGEST);
        self.failures += 1;
        pause
    }

    fn log(&mut self, cause: Cause, error: &impl Display) {
        if self.logged.get(&cause).is_some_and(|at| at.elapsed() < LOG_EVERY) {
            return;
        }
        self.logged.insert(cause, Instant::now());
        let AcmeConfig { domain, directory, .. } = &self.config;
        match cause {
            Cause::Unreachable => tracing::warn!(
                domain, directory, %error,
                "no certificate: the authority cannot be reached. Check that this machine can open its directory. \
                 The server tries again automatically"
            ),
            Cause::Unproven => tracing::warn!(
                domain, directory, %error,
                "no certificate: the authority could not check that the name leads to this server. Check its A and \
                 AAAA records, and that port 443 of this server can be reached from the internet. The server tries \
                 again automatically"
            ),
            Cause::Refused => tracing::warn!(
                domain, directory, %error,
                "no certificate: the authority refuses it for the reason in `error`. The server tries again automatically"
            ),
            Cause::Unstored => tracing::warn!(
                domain, %error,
                "the folder acme in the data folder cannot be used, so the next start orders another certificate. \
                 Authorities limit how many a name gets. Check the folder and the disk"
            ),
        }
    }
}

/// Returns why an order failed, and the reason in the authority's words.
fn explain(error: &OrderError) -> (Cause, String) {
    match error {
        OrderError::Acme(AcmeError::HttpRequest(error)) => match refusal(&error.to_string()) {
            Some(reason) => (Cause::Refused, reason),
            None => (Cause::Unreachable, error.to_string()),
        },
        OrderError::Acme(AcmeError::Io(error)) => (Cause::Unreachable, error.to_string()),
        // Its `Debug` contains tokens.
        OrderError::BadAuth(auth) => (Cause::Unproven, problem_of(auth)),
        OrderError::TooManyAttemptsAuth(_) => (Cause::Unproven, "the authority has not checked the name".to_owned()),
        OrderError::BadOrder(order) => (Cause::Refused, detail(order.error.as_ref())),
        OrderError::ProcessingTimeout(_) => (Cause::Refused, "the order is not processed".to_owned()),
        error => (Cause::Refused, error.to_string()),
    }
}

fn problem_of(auth: &Auth) -> String {
    detail(auth.challenges.iter().find_map(|challenge| challenge.error.as_ref()))
}

fn detail(problem: Option<&Problem>) -> String {
    problem.and_then(|problem| problem.detail.clone()).unwrap_or_else(|| "it gives no reason".to_owned())
}

/// Returns the reason of a response that is not a success. The type of the error is private to
/// the library, so its text is read: `non 2xx http status: 429 "{…}"`, with the body as a Rust
/// string.
fn refusal(text: &str) -> Option<String> {
    let (status, body) = text.strip_prefix("non 2xx http status: ")?.split_once(' ')?;
    let problem = serde_json::from_str::<String>(body).ok();
    let problem = problem.and_then(|body| serde_json::from_str::<Problem>(&body).ok());
    Some(problem.and_then(|problem| problem.detail).unwrap_or_else(|| format!("status {status}")))
}

#[cfg(test)]
mod tests {
    use rustls_acme::acme::{AuthStatus, Challenge, ChallengeType, Identifier};

    use super::*;

    fn report() -> Report {
        Report::new(&AcmeConfig {
            domain: "support.example".to_owned(),
            email: None,
            directory: "https://acme.example/directory".to_owned(),
            redirect_addr: ([127, 0, 0, 1], 80).into(),
            is_redirect_addr_set: false,
        })
    }

    #[test]
    fn the_reason_is_the_authoritys() {
        let body = r#"{"type":"urn:ietf:params:acme:error:rateLimited","detail":"too many certificates \"today\""}"#;
        assert_eq!(
            refusal(&format!("non 2xx http status: 429 {body:?}")).as_deref(),
            Some("too many certificates \"today\"")
        );
        assert_eq!(refusal("non 2xx http status: 502 \"<html>\"").as_deref(), Some("status 502"));
        assert_eq!(refusal("io error: refused"), None);
        let problem = Problem { typ: None, detail: Some("no A record".to_owned()) };
        let challenge = Challenge {
            typ: ChallengeType::TlsAlpn01,
            url: "https://acme.example/challenge/7".to_owned(),
            token: "secret".to_owned(),
            error: Some(problem),
        };
        let identifier = Identifier::Dns("support.example".to_owned());
        let auth = Auth { status: AuthStatus::Invalid, identifier, challenges: vec![challenge] };
        assert_eq!(explain(&OrderError::BadAuth(auth)), (Cause::Unproven, "no A record".to_owned()));
    }

    #[test]
    fn each_pause_is_longer_until_a_certificate_is_issued() {
        let mut report = report();
        let seconds = |pause: Duration| pause.as_secs();
        let pauses: Vec<u64> = (0..12).map(|_| seconds(report.timed_out())).collect();
        assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
        report.issued();
        let refused = || OrderError::TooManyAttemptsAuth("support.example".to_owned());
        assert_eq!([(); 2].map(|()| seconds(report.failed(&refused()))), [120, 240]);
    }
}
