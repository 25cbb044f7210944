//! Signing in, sessions and passwords.

pub mod ended;
pub mod own_sessions;
pub mod passwords;
pub mod sessions;
pub mod sign_in;
pub mod tickets;
pub mod two_factor;
