//! The log of what admins and agents changed, as admins read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    audit::{Action, Subject},
    timestamp::Timestamp,
};

/// Which entries are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogView {
    /// Only changes of this kind of thing.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// Only changes by this account. Empty: by any account.
    #[serde(default)]
    pub who: String,
}

/// A page of the log, the newest entry first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct LogPage {
    /// The entries.
    pub entries: Vec<LogEntry>,
    /// Where the next page begins, if there is one.
    pub next_cursor: Option<String>,
    /// The names of all accounts in the log.
    pub people: Vec<String>,
}

/// A change: who made it, what changed, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct LogEntry {
    /// Later entries are greater.
    pub id: i64,
    /// When.
    pub created_at: Timestamp,
    /// The account's name at the time.
    pub username: String,
    /// What was done.
    pub action: Action,
    /// To what kind of thing.
    pub subject: Subject,
    /// To which one, as the API writes its id.
    pub subject_id: String,
    /// Its name; its id if it has no name or has been deleted.
    pub subject_name: String,
    /// The fields that differ.
    pub changes: Vec<FieldChange>,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// Its name in the API.
    pub field: String,
    /// Before; none if there was nothing.
    pub before: Option<LoggedValue>,
    /// After; none if there is nothing.
    pub after: Option<LoggedValue>,
}

/// A value in the log: any JSON but null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum LoggedValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// Several.
    // Described as any values: generators of clients cannot follow a type that
    // holds itself.
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<serde_json::Value>))]
    List(Vec<LoggedValue>),
    /// Something with parts.
    #[cfg_attr(feature = "ssr", schema(value_type = std::collections::HashMap<String, serde_json::Value>))]
    Parts(BTreeMap<String, LoggedValue>),
}
