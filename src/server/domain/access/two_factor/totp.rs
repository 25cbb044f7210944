//! Time-based codes (RFC 6238) with the parameters that every app supports: SHA-1, six
//! digits, a new code every 30 seconds. The previous and the next code are accepted
//! too, because clocks differ and typing takes time.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Totp};

use crate::server::domain::{error::DomainError, random::Random};

/// The length of a secret in bytes, as RFC 4226, section 4, recommends.
const SECRET_BYTES: usize = 20;
/// How long a code is current, in seconds.
const STEP_SECONDS: i64 = 30;
/// By how many steps a code may be early or late.
const SKEW: u16 = 1;

/// Makes a secret, in base 32 (RFC 4648) as apps expect it.
pub(super) fn new_secret(random: &dyn Random) -> String {
    let mut bytes = [0; SECRET_BYTES];
    random.fill(&mut bytes);
    totp_rs::Secret::new_stack(bytes).to_base32()
}

/// Returns the time step of a code; none if the code is not valid now.
/// `last_step` is the step of the last code used: neither that code nor an earlier one
/// can be used again (RFC 6238, section 5.2).
///
/// # Errors
/// If the secret was not made by [`new_secret`].
pub(super) fn usable_step(
    secret: &str,
    code: &str,
    last_step: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Option<i64>, DomainError> {
    let present = now.timestamp() / STEP_SECONDS;
    // A step later than all valid ones was stored before the clock was set back.
    let used = last_step.filter(|last| *last <= present + i64::from(SKEW));
    let now = u64::try_from(now.timestamp()).unwrap_or_default();
    let step = codes_of(secret)?.check(code, now).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| used.is_none_or(|used| *step > used)))
}

fn codes_of(secret: &str) -> Result<Totp, DomainError> {
    let unusable = || DomainError::Broken("a stored secret of two-factor authentication cannot be used");
    let secret = totp_rs::Secret::try_from_base32(secret).map_err(|_| unusable())?;
    Builder::new().with_secret(secret).with_skew(SKEW).build().map_err(|_| unusable())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::domain::random::SystemRandom;

    /// The secret of RFC 6238, appendix B, in base 32.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn step(code: &str, last: Option<i64>, seconds: i64) -> Option<i64> {
        usable_step(SECRET, code, last, at(seconds)).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // Appendix B has eight digits; the last six are the six-digit code.
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(step(code, None, seconds), Some(seconds / 30), "{code}");
        }
        assert_eq!(step("287083", None, 59), None);
    }

    #[test]
    fn a_code_may_be_one_step_early_or_late() {
        let step_of = |seconds| step("081804", None, seconds);
        let present = 1_111_111_109 / 30;
        assert_eq!(step_of(present * 30 - 30), Some(present));
        assert_eq!(step_of(present * 30 + 59), Some(present));
        assert_eq!(step_of(present * 30 - 31), None);
        assert_eq!(step_of(present * 30 + 60), None);
    }

    #[test]
    fn no_code_is_good_twice() {
        let present = 59 / 30;
        assert_eq!(step("287082", Some(present - 1), 59), Some(present));
        assert_eq!(step("287082", Some(present), 59), None);
        assert_eq!(step("287082", Some(present + 1), 59), None);
        // The clock was set back since.
        assert_eq!(step("287082", Some(present + 2), 59), Some(present));
    }

    #[test]
    fn a_new_secret_has_160_bits_and_is_another_each_time() {
        let [one, other] = [(); 2].map(|()| new_secret(&SystemRandom));
        assert_eq!(one.len(), SECRET_BYTES * 8 / 5);
        assert!(usable_step(&one, "000000", None, at(0)).is_ok());
        assert_ne!(one, other);
        assert!(usable_step("not base 32", "000000", None, at(0)).is_err());
    }
}
