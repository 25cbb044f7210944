//! What support is: conversations, messages, who gets what. Knows neither HTTP
//! nor the browser; time and randomness come in from outside.

pub mod accounts;
pub mod actor;
pub mod agents;
pub mod assignment;
mod audit;
pub mod avatars;
pub mod clock;
pub mod database;
pub mod demo;
pub mod desk;
pub mod error;
pub mod history;
pub mod hours;
pub mod identity;
pub mod inbox;
pub mod messages;
pub mod notes;
pub mod opening;
pub mod passwords;
mod prechat;
pub mod preferences;
mod presence;
pub mod quick_replies;
pub mod random;
mod rating;
pub mod reading;
pub mod sessions;
pub mod settings;
mod statistics;
pub mod status;
mod transcript;
pub mod typing;
pub mod viewers;
pub mod visits;
