//! Tests of the whole desk, from requests down to the database: each runs on
//! SQLite and on PostgreSQL. One binary, so that it is linked once.

#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "what cannot be had ends the test, and says where")]

mod admission;
mod assignment;
mod avatars;
mod bad_input;
mod bad_input_functions;
mod bucket;
mod bulk;
mod business_hours;
mod change_log;
mod chat_settings;
mod concurrency;
mod config;
mod context;
mod conversations;
mod cors;
mod foreign;
mod history;
mod identity;
mod identity_examples;
mod identity_secret;
mod inbox;
mod inbox_paging;
mod inbox_search;
mod inbox_search_hits;
mod inbox_search_many;
mod inbox_sorts;
mod labels;
mod limits;
mod messages;
mod migrations;
mod notes;
mod openapi;
mod origin;
mod prechat;
mod preferences;
mod presence;
mod quick_replies;
mod quick_reply_editing;
mod quick_reply_editing_categories;
mod rating;
mod reading;
mod roles;
mod server;
mod sessions;
mod statistics;
mod statistics_csv;
mod status;
mod support;
mod sweep;
mod team;
mod team_changes;
mod team_joining;
mod team_roles;
mod tickets;
mod transcript;
mod typing;
mod uploads;
mod uploads_interrupted;
mod uploads_refused;
mod waiting;
