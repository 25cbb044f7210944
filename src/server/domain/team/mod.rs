//! The team: who is in it, and what admins change.

mod activity;
mod admins;
pub mod invitations;
mod members;
mod own_password;
mod pictures;
