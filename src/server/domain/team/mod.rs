//! The team: its members, and what admins change.

pub mod accounts;
mod activity;
mod admins;
pub mod agents;
mod changing;
mod command_line;
pub mod first_admin;
pub mod invitations;
pub(super) mod kept_password;
mod members;
mod own_password;
mod pictures;
pub mod preferences;

pub use self::{kept_password::FILE as KEPT_PASSWORD, members::MemberChange};
