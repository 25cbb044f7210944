//! The domain of support: conversations, messages, assignment. It does not
//! depend on HTTP or the browser; time and randomness are passed in.

pub mod access;
pub mod actor;
pub mod assignment;
pub mod attachments;
mod blocks;
pub mod chat;
pub mod clock;
pub mod customers;
pub mod database;
mod day_start;
pub mod demo;
pub mod desk;
pub mod error;
pub mod gauges;
pub mod identity;
pub mod inbox;
pub mod limits;
pub mod log;
mod memory;
mod order;
mod overwriting;
pub mod quick_replies;
pub mod random;
mod refusals;
pub mod retention;
mod services;
pub mod settings;
mod short_cache;
pub mod statistics;
pub mod tally;
pub mod team;
