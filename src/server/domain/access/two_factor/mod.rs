//! Two-factor authentication: besides the password, an agent enters a code that an app
//! computes from a secret and the time, or one of ten recovery codes.

mod codes;
mod reset;
mod setup;
mod totp;

pub use self::setup::Secret;
