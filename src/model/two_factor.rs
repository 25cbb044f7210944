//! Two-factor authentication, as agents use it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{agent::SignedInAgent, digits, timestamp::Timestamp};

/// The state of an agent's two-factor authentication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TwoFactorStatus {
    /// Whether a code is asked for.
    pub is_on: bool,
    /// Whether the team requires it.
    pub is_required: bool,
    /// When the agent turned it on.
    pub turned_on_at: Option<Timestamp>,
    /// How many recovery codes have not been used.
    pub recovery_codes_left: u32,
}

/// The data from which an app computes codes. It is shown while two-factor
/// authentication is set up, and never again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TwoFactorSetup {
    /// The secret in base 32, to be typed.
    pub secret: String,
    /// The same as a link, which an app on this device opens: `otpauth://totp/…`.
    pub url: String,
    /// The link as a QR code: an SVG image.
    pub qr_svg: String,
}

/// Codes that replace a lost device. Each works once. They are shown only this once,
/// because only hashes of them are kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes, `XXXX-XXXX-XXXX-XXXX`.
    pub recovery_codes: Vec<String>,
}

/// Proof that the request comes from the agent: the password or a code. One of them is needed. If
/// both are given, the code is used.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OwnProof {
    /// The password.
    #[serde(default)]
    pub password: Option<String>,
    /// A code of the app, or a recovery code.
    #[serde(default)]
    pub code: Option<String>,
}

/// Hides the secrets, so that they are never printed.
impl fmt::Debug for OwnProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnProof(…)")
    }
}

impl OwnProof {
    /// Reads the text of one field: a code if it looks like one, otherwise a password.
    /// None if it is empty.
    pub fn read(typed: &str) -> Option<Self> {
        let code = digits::to_ascii(typed.trim()).replace(' ', "");
        let is_of_app = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        let is_group = |group: &str| group.len() == 4 && group.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_recovery = code.split('-').count() == 4 && code.split('-').all(is_group);
        if is_of_app || is_recovery {
            Some(Self { code: Some(code), password: None })
        } else {
            (!typed.is_empty()).then(|| Self { code: None, password: Some(typed.to_owned()) })
        }
    }
}

/// The response to a correct password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SignInAnswer {
    /// The agent is signed in.
    SignedIn(Box<SignedInAgent>),
    /// A code is also needed.
    CodeNeeded(SecondStep),
}

/// A sign-in that waits for a code, for five minutes. It is not yet a session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondStep {
    /// The secret that identifies the sign-in.
    pub second_step: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_from_a_password() {
        let code = |text: &str| OwnProof::read(text).and_then(|proof| proof.code);
        let password = |text: &str| OwnProof::read(text).and_then(|proof| proof.password);
        for (typed, read) in
            [("123 456", "123456"), ("১২৩৪৫৬", "123456"), (" 0A1B-2C3D-4E5F-6G7H", "0A1B-2C3D-4E5F-6G7H")]
        {
            assert_eq!(code(typed).as_deref(), Some(read));
        }
        for typed in ["1234567", "a long password", " ", "one-two-three-four"] {
            assert_eq!(password(typed).as_deref(), Some(typed));
        }
        assert_eq!(OwnProof::read(""), None);
    }
}
