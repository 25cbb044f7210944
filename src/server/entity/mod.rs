//! The sea-orm entities of the tables. They contain no rules of the domain.

pub mod account;
pub mod agent;
pub mod audit_log;
pub mod block;
pub mod chat_settings;
pub mod conversation;
pub mod conversation_label;
pub mod conversation_period;
pub mod customer_network;
pub mod draft;
pub mod draft_list;
pub mod inbox_change;
pub mod inbox_count;
pub mod invitation;
pub mod label;
pub mod mention;
pub mod message;
pub mod quick_reply;
pub mod recovery_code;
pub mod saved_view;
pub mod session;
pub mod sign_in;
pub mod text;
pub mod totp;
pub mod update_each;
pub mod viewer;
