//! The team: its members, and what admins change.

mod activity;
mod admins;
mod changing;
mod command_line;
pub mod invitations;
mod members;
mod own_password;
mod pictures;

pub use self::members::MemberChange;
