//! The team: its members, and what admins change.

pub mod accounts;
mod activity;
mod admins;
pub mod agents;
mod changing;
mod command_line;
pub mod first_admin;
pub mod invitations;
mod members;
mod own_password;
pub(super) mod password_file;
mod pictures;
pub mod preferences;

pub use self::{members::MemberChange, password_file::FILE as PASSWORD_FILE};
