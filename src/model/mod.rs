//! Types that server and browser share: ids, states, messages, errors, checks of input.
//! They use no database, no browser and no clock.

pub mod agent;
pub mod attachment;
pub mod audit;
pub mod block;
pub mod browser;
pub mod bulk;
pub mod change_log;
mod code;
pub mod color;
pub mod config;
pub mod context;
pub mod conversation;
pub mod credentials;
pub mod customer;
pub mod day;
pub mod deletion;
pub mod digits;
#[cfg(feature = "leptos")]
pub mod draft;
pub mod edit;
pub mod email;
pub mod error;
#[cfg(feature = "leptos")]
pub mod event;
pub mod field;
pub mod form_check;
pub mod found;
pub mod hint;
pub mod identity;
pub mod ids;
pub mod inbox;
pub mod invitation;
pub mod label;
pub mod language;
pub mod mention;
pub mod message;
pub mod page;
#[cfg(feature = "ssr")]
pub mod panic;
#[cfg(feature = "ssr")]
pub mod personal_data;
pub mod place;
pub mod prechat;
pub mod preferences;
#[cfg(test)]
mod properties;
pub mod quick_reply;
pub mod quick_reply_draft;
pub mod quote;
pub mod rating;
pub mod retention;
pub mod retry;
pub mod role;
pub mod saved_view;
pub mod session;
pub mod settings;
pub mod statistics;
pub mod subject;
pub mod team;
pub mod text;
pub mod thread;
pub mod timestamp;
pub mod two_factor;
#[cfg(feature = "leptos")]
mod unanswered;
pub mod view;
pub mod viewer;
